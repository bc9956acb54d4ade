using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vae.Catalog;
using Vae.Catalog.Jobs;
using Vae.Catalog.Models;
using Vae.Catalog.Store;
using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;
using Vae.TestUtils;

namespace Vae.Worker.Tests;

/// <summary>A real worker over a data folder of its own, with the dataset <see cref="TinyDataset"/>.</summary>
internal sealed class TestWorker : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private IHost? _host;
    private readonly ServiceProvider _observer;

    public TestWorker()
    {
        DatasetsFolder = Path.Combine(_folder.Path, "datasets");
        Options = new CatalogOptions { DataDirectory = Path.Combine(_folder.Path, "data"), DatasetsDirectory = DatasetsFolder, MaxQueuedJobs = 10 };
        TinyDataset.Write(DatasetsFolder);
        // As another process sees the same data folder; it submits only.
        _observer = Services(new ServiceCollection().AddLogging(), new WorkerOptions { RunJobs = false }).BuildServiceProvider();
    }

    public string DatasetsFolder { get; }

    /// <summary>What the worker in this process logged as errors.</summary>
    public ErrorLog Errors { get; } = new();

    public CatalogOptions Options { get; }

    public JobStore Jobs => _observer.GetRequiredService<JobStore>();

    public ModelStore Models => _observer.GetRequiredService<ModelStore>();

    public CheckpointStore Checkpoints => _observer.GetRequiredService<CheckpointStore>();

    /// <summary>Submits without running.</summary>
    public JobService Submitter => _observer.GetRequiredService<JobService>();

    /// <summary>Submits to the running worker.</summary>
    public JobService Service => _host!.Services.GetRequiredService<JobService>();

    public string StagingFolder => Path.Combine(Options.DataDirectory, "staging");

    public static NewJob NewJob(
        int epochs = 2, int priority = 0, string dataset = TinyDataset.Name, double learningRate = 1e-3, int hidden = 8, ImageShape? input = null) => new(
        "tiny-model",
        dataset,
        "mlp",
        new TrainingPlan(
            input ?? new ImageShape(1, 28, 28),
            new MlpVaeOptions { LatentDim = 2, HiddenDims = [hidden] },
            new ObjectiveOptions(),
            new TrainingOptions { Epochs = epochs, BatchSize = 50, Seed = 3, LearningRate = learningRate, Device = "cpu" }),
        priority);

    public async Task StartAsync(WorkerOptions? options = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddProvider(Errors);
        Services(builder.Services, options ?? new WorkerOptions { ProgressInterval = TimeSpan.Zero, QueuePoll = TimeSpan.FromMilliseconds(200) });
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_host is null)
            return;
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        _host = null;
    }

    public async Task<Job> InsertAsync(NewJob? job = null) => (await Jobs.InsertAsync(job ?? NewJob(), CancellationToken.None)).Job;

    public async Task<Job> JobAsync(string id) => (await Jobs.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();

    /// <summary>Waits until the job is as wanted; fails with what it is instead.</summary>
    public async Task<Job> UntilAsync(string id, Func<Job, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var job = await JobAsync(id);
            if (wanted(job))
                return job;
            if (patience.IsCancellationRequested || IsEnded(job))
                throw new InvalidOperationException($"In vain: the job is {job.State}. {string.Join('\n', Errors.Lines)}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public Task<Job> UntilEndedAsync(string id) =>
        UntilAsync(id, IsEnded);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _observer.DisposeAsync();
        _folder.Dispose();
    }

    private static bool IsEnded(Job job) => job.State is JobState.Succeeded or JobState.Failed or JobState.Canceled;

    private IServiceCollection Services(IServiceCollection services, WorkerOptions options) => services.AddVaeCatalog(Options).AddVaeWorker(options);
}
