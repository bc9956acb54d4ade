using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;
using Vae.Worker;

namespace Vae.Api.Contracts;

/// <summary>What <c>POST /train?dryRun=true</c> answers: the job that would be made.</summary>
/// <param name="Dataset">Name of the dataset.</param>
/// <param name="Name">Name of the model.</param>
/// <param name="Preset">The recipe that it starts from.</param>
/// <param name="Plan">The whole recipe, every default filled in.</param>
/// <param name="Priority">Higher runs first.</param>
/// <param name="Warnings">What the recipe may do and its submitter may not have meant.</param>
/// <param name="Estimate">What the run would take.</param>
/// <param name="Profile">What the dataset holds.</param>
internal sealed record DryRunResponse(
    string Dataset,
    string Name,
    string Preset,
    PlanResponse Plan,
    int Priority,
    IReadOnlyList<PlanWarning> Warnings,
    EstimateResponse Estimate,
    ProfileResponse Profile)
{
    public static DryRunResponse From(string dataset, Submission submission, int priority) => new(
        dataset,
        submission.ModelName!,
        submission.Preset!,
        PlanResponse.From(submission.Plan!),
        priority,
        submission.Plan!.Warnings,
        EstimateResponse.From(submission.Estimate!),
        ProfileResponse.From(submission.Profile!));
}

/// <summary>What a run would take.</summary>
/// <param name="Parameters">Trained values.</param>
/// <param name="StepsPerEpoch">Optimiser steps an epoch.</param>
/// <param name="Steps">Optimiser steps of the whole run, where it does not stop early.</param>
/// <param name="MemoryBytes">Weights, gradients, the optimiser's moments, activations of one batch, and images.</param>
/// <param name="Seconds">Time for training and evaluation.</param>
/// <param name="Basis">How the numbers were made.</param>
internal sealed record EstimateResponse(long Parameters, long StepsPerEpoch, long Steps, long MemoryBytes, double Seconds, string Basis)
{
    public static EstimateResponse From(PlanEstimate estimate) => new(
        estimate.Parameters, estimate.StepsPerEpoch, estimate.Steps, estimate.MemoryBytes, Math.Round(estimate.Seconds, 1), PlanEstimate.Basis);
}

/// <summary>What a look at every pixel of a dataset found; pixel statistics are of the training split.</summary>
/// <param name="Pixels">What the pixels are: <c>binary</c>, <c>grey</c> or <c>colour</c>.</param>
/// <param name="Likelihood">What <c>objective.likelihood: auto</c> stands for, where the model's output is a sigmoid.</param>
/// <param name="Classes">Number of classes; 0 without labels.</param>
/// <param name="Least">Least pixel, in [0, 1].</param>
/// <param name="Greatest">Greatest pixel, in [0, 1].</param>
/// <param name="Mean">Mean of all pixels, in [0, 1].</param>
/// <param name="BinaryShare">Share of values that are exactly 0 or 255.</param>
/// <param name="ConstantPixels">Values of an image that are the same in every image.</param>
/// <param name="ConstantImages">Images that are a single flat value.</param>
internal sealed record ProfileResponse(
    PixelKind Pixels, LikelihoodKind Likelihood, int Classes, double Least, double Greatest, double Mean, double BinaryShare, int ConstantPixels, int ConstantImages)
{
    public static ProfileResponse From(DatasetProfile profile) => new(
        profile.Pixels,
        profile.Likelihood,
        profile.Classes,
        Math.Round(profile.Least, 6),
        Math.Round(profile.Greatest, 6),
        Math.Round(profile.Mean, 6),
        Math.Round(profile.BinaryShare, 6),
        profile.ConstantPixels,
        profile.ConstantImages);
}

/// <summary>A recipe that <c>POST /train</c> can start from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is and where it comes from.</param>
/// <param name="Model">The model's options, its architecture first.</param>
/// <param name="Objective">What is minimised.</param>
/// <param name="Training">How.</param>
/// <param name="AutoLikelihood">Whether the dataset's pixels choose the likelihood.</param>
/// <param name="NeedsLabels">Whether it needs a dataset with labels.</param>
internal sealed record PresetResponse(
    string Name, string Description, VaeOptions Model, ObjectiveOptions Objective, TrainingOptions Training, bool AutoLikelihood, bool NeedsLabels)
{
    public static PresetResponse From(Preset preset) => new(
        preset.Name, preset.Description, preset.Model, preset.Objective, preset.Training, preset.AutoLikelihood, preset.NeedsLabels);
}

/// <summary>All presets, the default first.</summary>
/// <param name="Items">The presets.</param>
internal sealed record PresetListResponse(IReadOnlyList<PresetResponse> Items);
