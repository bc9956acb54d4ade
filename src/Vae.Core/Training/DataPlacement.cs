using System.Text.Json.Serialization;

namespace Vae.Core.Training;

/// <summary>Where a run keeps its images.</summary>
[JsonConverter(typeof(KebabEnumConverter<DataPlacement>))]
public enum DataPlacement
{
    /// <summary>In memory, where they need at most 2 GiB as floats, else streamed.</summary>
    Auto,

    /// <summary>All of them on the training device.</summary>
    Memory,

    /// <summary>As bytes in the host's memory, one batch at a time on the device.</summary>
    Streamed,
}
