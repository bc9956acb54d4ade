using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;

namespace Vae.Core.Training;

/// <summary>How the optimiser runs.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training split. Legal: 1 to 1000. Default: 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Images in one step. Legal: 1 to 8192. Default: 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Adam's step size. Legal: above 0, at most 1. Default: 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Seeds initialisation, shuffling and sampling: the same seed and options give the same bits on one CPU. Legal: 0 and up. Default: 0.</summary>
    public long Seed { get; init; }

    /// <summary>Where to train: <c>auto</c> (CUDA where there is one), <c>cpu</c> or <c>cuda</c>. Default: auto.</summary>
    public string Device { get; init; } = "auto";
}

/// <summary>A training job's whole recipe, with every default filled in and every value checked.</summary>
/// <param name="Input">The images' shape.</param>
/// <param name="Model">The model.</param>
/// <param name="Objective">What is minimised.</param>
/// <param name="Training">How.</param>
public sealed record TrainingPlan(ImageShape Input, VaeOptions Model, ObjectiveOptions Objective, TrainingOptions Training);

/// <summary>A bound on a data set and its two terms, in nats per image: <c>Loss = Recon + β · Kl</c>.</summary>
/// <param name="Loss">−ELBO with the KL weighted by β.</param>
/// <param name="Recon">Negative log-likelihood of the image given the latent.</param>
/// <param name="Kl">Divergence of the posterior from the prior, at least 0.</param>
public sealed record Losses(double Loss, double Recon, double Kl);

/// <summary>Where a run stands between two steps.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">All epochs.</param>
/// <param name="Step">Steps done, over all epochs.</param>
/// <param name="Steps">All steps.</param>
/// <param name="Train">Means over the epoch's images so far.</param>
/// <param name="ImagesPerSecond">Training throughput since the epoch began.</param>
/// <param name="Eta">Time left, estimated.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, long Step, long Steps, Losses Train, double ImagesPerSecond, TimeSpan Eta);

/// <summary>A finished epoch.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Train">Means over the epoch, measured while the weights moved.</param>
/// <param name="Test">The held-out split under the epoch's last weights, posterior sampled as in training.</param>
/// <param name="Duration">Training and evaluation together.</param>
/// <param name="ImagesPerSecond">Training throughput, evaluation left out.</param>
public sealed record EpochSummary(int Epoch, Losses Train, Losses Test, TimeSpan Duration, double ImagesPerSecond);
