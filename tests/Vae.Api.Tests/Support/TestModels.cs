using Microsoft.Extensions.DependencyInjection;
using Vae.Catalog.Jobs;
using Vae.Catalog.Store;
using Vae.Core.Checkpoints;
using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Api.Tests.Support;

/// <summary>Publishes models that nobody trained.</summary>
internal static class TestModels
{
    private static readonly ImageShape Shape = new(1, 28, 28);

    /// <summary>Takes the way of a job: insert, claim, publish. The server must not run jobs itself.</summary>
    public static Task<string> PublishAsync(IServiceProvider services, string name, long seed, int latentDim) =>
        PublishAsync(services, name, seed, Options(latentDim));

    /// <inheritdoc cref="PublishAsync(IServiceProvider, string, long, int)"/>
    public static async Task<string> PublishAsync(IServiceProvider services, string name, long seed, VaeOptions options)
    {
        var jobs = services.GetRequiredService<JobStore>();
        var plan = new TrainingPlan(Shape, options, new ObjectiveOptions(), new TrainingOptions { Seed = seed });
        var job = (await jobs.InsertAsync(new NewJob(name, "digits", "mlp", plan, 0), default)).Job;
        var claim = (await jobs.ClaimAsync(job.Id, "cpu", default))!;
        var files = Files(options, seed, job.Id, claim.Fence);
        var publisher = services.GetRequiredService<Publisher>();
        // The worker's start prepares the store's folders; a server that only serves leaves that to it.
        await publisher.CleanAsync(default);
        return (await publisher.PublishAsync(claim, files, default))!.Ref;
    }

    public static VaeOptions Options(int latentDim) => new MlpVaeOptions { LatentDim = latentDim, HiddenDims = [8] };

    public static CheckpointFiles Files(VaeOptions options, long seed, string job, long fence)
    {
        using var generator = new Generator((ulong)seed);
        using var model = VaeModelFactory.Create(options, Shape, generator);
        return Checkpoint.Create(model, new CheckpointOrigin
        {
            JobId = job,
            Fence = fence,
            Dataset = "digits",
            DatasetSha256 = new string('0', 64),
            Objective = new ObjectiveOptions(),
            Training = new TrainingOptions { Seed = seed },
            Train = new Losses(3, 2, 1),
            Test = new Losses(4, 3, 1),
            Device = "cpu",
        });
    }
}
