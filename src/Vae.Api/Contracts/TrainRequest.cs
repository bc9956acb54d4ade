using Vae.Core.Training;

namespace Vae.Api.Contracts;

/// <summary>A training job to be. Absent members take the preset's value.</summary>
internal sealed record TrainRequest
{
    /// <summary>Name of the dataset; <c>GET /datasets</c> lists them.</summary>
    public string? Dataset { get; init; }

    /// <summary>Name of the model whose next version the job publishes. Default: the preset's name.</summary>
    public string? Name { get; init; }

    /// <summary>The recipe to start from; <c>GET /presets</c> lists them. Default: <c>mlp</c>.</summary>
    public string? Preset { get; init; }

    /// <summary>Changes to the preset's model.</summary>
    public ModelRequest? Model { get; init; }

    /// <summary>Changes to the preset's objective.</summary>
    public ObjectiveRequest? Objective { get; init; }

    /// <summary>Changes to the preset's optimisation.</summary>
    public TrainingOptionsRequest? Training { get; init; }

    /// <summary>Higher runs first; −10 to 10. Default: 0.</summary>
    public int? Priority { get; init; }
}
