using TorchSharp;
using Vae.Catalog.Jobs;
using Vae.Core.Checkpoints;
using Vae.Core.Models;

namespace Vae.Catalog.Tests;

/// <summary>Checkpoints of real, untrained models.</summary>
internal static class SomeCheckpoint
{
    public static CheckpointFiles Of(JobClaim claim, ulong seed = 1)
    {
        using var generator = new torch.Generator(seed, torch.CPU);
        using var model = VaeModelFactory.Create(claim.Job.Plan.Model, claim.Job.Plan.Input, generator);
        return Checkpoint.Create(model, new CheckpointOrigin
        {
            JobId = claim.Job.Id,
            Fence = claim.Fence,
            Dataset = claim.Job.Dataset,
            DatasetSha256 = new string('d', 64),
            Objective = claim.Job.Plan.Objective,
            Training = claim.Job.Plan.Training,
            Train = Some.Losses,
            Test = Some.Losses with { Loss = 107 },
            Device = "cpu",
        });
    }

    /// <summary>The files with one byte of the weights' data changed.</summary>
    public static CheckpointFiles Damaged(CheckpointFiles files)
    {
        var weights = files.Weights.ToArray();
        weights[^1] ^= 0x40;
        return files with { Weights = weights };
    }
}
