using System.Text.Json.Serialization;

namespace Vae.Core.Training;

/// <summary>How the learning rate moves over the epochs.</summary>
[JsonConverter(typeof(KebabEnumConverter<ScheduleKind>))]
public enum ScheduleKind
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>It is multiplied by a factor every so many epochs.</summary>
    Step,

    /// <summary>It falls along half a cosine, from the whole at the first step to 0 after the last.</summary>
    Cosine,

    /// <summary>It is multiplied by a factor when the validation loss has not improved for so many epochs.</summary>
    Plateau,
}
