using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Vae.Catalog;
using Vae.Catalog.Jobs;
using Vae.Catalog.Models;
using Vae.Catalog.Store;
using Vae.Core.Checkpoints;
using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;
using Vae.Reliability.Tests.Wire;
using static TorchSharp.torch;

namespace Vae.Reliability.Tests.Support;

/// <summary>
/// Publishes versions into the data folder of running services, by the way that a job's model goes: insert, claim, publish. The weights
/// are a seed's draw: nobody needs to have trained them for an answer to be right or wrong to the bit.
/// </summary>
internal sealed class Publications : IAsyncDisposable
{
    /// <summary>Length of the models' latent vectors.</summary>
    public const int LatentDim = 20;

    private static readonly ImageShape Shape = new(1, 28, 28);
    private static readonly MlpVaeOptions Model = new() { LatentDim = LatentDim, HiddenDims = [400] };

    private readonly ServiceProvider _services;
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<WireRequest, byte[]>> _expected = new();

    private Publications(string data) =>
        _services = new ServiceCollection().AddLogging().AddVaeCatalog(new CatalogOptions { DataDirectory = data }).BuildServiceProvider();

    /// <summary>Opens the data folder; no service on it may publish.</summary>
    public static async Task<Publications> OpenAsync(string data)
    {
        var publications = new Publications(data);
        // The worker's start prepares the store's folders; a service without jobs leaves that to it.
        await publications._services.GetRequiredService<Publisher>().CleanAsync(CancellationToken.None);
        return publications;
    }

    /// <summary>Publishes the model of a seed and returns its reference.</summary>
    public async Task<string> PublishAsync(string name, long seed) => await PublishAsync(await DrawAsync(name, seed));

    /// <summary>Draws the model of a seed and works out what it must answer: all of a publication that needs no store.</summary>
    public async Task<Drawn> DrawAsync(string name, long seed)
    {
        JobStore jobs = _services.GetRequiredService<JobStore>();
        var plan = new TrainingPlan(Shape, Model, new ObjectiveOptions(), new TrainingOptions { Seed = seed });
        Job job = (await jobs.InsertAsync(new NewJob(name, "digits", "mlp", plan, 0), CancellationToken.None)).Job;
        JobClaim claim = (await jobs.ClaimAsync(job.Id, "cpu", CancellationToken.None))!;
        CheckpointFiles files = Draw(plan, job.Id, claim.Fence);
        return new Drawn(claim, files, Oracle.Expect(files));
    }

    /// <summary>Publishes a drawn model and returns its reference.</summary>
    public async Task<string> PublishAsync(Drawn drawn)
    {
        Publisher publisher = _services.GetRequiredService<Publisher>();
        ModelVersion? version = await publisher.PublishAsync(drawn.Claim, drawn.Files, CancellationToken.None);
        _expected[version!.Ref] = drawn.Expected;
        return version.Ref;
    }

    /// <summary>Hashes of the bodies that a published version must answer with, by request.</summary>
    public IReadOnlyDictionary<WireRequest, byte[]> Expected(string reference) => _expected[reference];

    /// <summary>A model that waits to be published.</summary>
    /// <param name="Claim">The job that it is of.</param>
    /// <param name="Files">The checkpoint.</param>
    /// <param name="Expected">Hashes of the bodies that it must answer with.</param>
    public sealed record Drawn(JobClaim Claim, CheckpointFiles Files, IReadOnlyDictionary<WireRequest, byte[]> Expected);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static CheckpointFiles Draw(TrainingPlan plan, string job, long fence)
    {
        using var generator = new Generator((ulong)plan.Training.Seed);
        using VaeModel model = VaeModelFactory.Create(plan.Model, plan.Input, generator);
        return Checkpoint.Create(model, new CheckpointOrigin
        {
            JobId = job,
            Fence = fence,
            Dataset = "digits",
            DatasetSha256 = new string('0', 64),
            Objective = plan.Objective,
            Training = plan.Training,
            Train = new Losses(3, 2, 1),
            Test = new Losses(4, 3, 1),
            Device = "cpu",
        });
    }
}
