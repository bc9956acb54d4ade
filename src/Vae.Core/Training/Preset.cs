using Vae.Core.Models;
using Vae.Core.Objectives;

namespace Vae.Core.Training;

/// <summary>A recipe that a request can start from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is and where it comes from, in a sentence or two.</param>
/// <param name="Model">The model.</param>
/// <param name="Objective">What is minimised. Its likelihood counts only where <see cref="AutoLikelihood"/> is false.</param>
/// <param name="Training">How.</param>
public sealed record Preset(string Name, string Description, VaeOptions Model, ObjectiveOptions Objective, TrainingOptions Training)
{
    /// <summary>Whether the dataset's pixels choose the likelihood. Default: false.</summary>
    public bool AutoLikelihood { get; init; }

    /// <summary>Whether the model is told the image's class, and so needs a dataset with labels. Default: false.</summary>
    public bool NeedsLabels { get; init; }
}
