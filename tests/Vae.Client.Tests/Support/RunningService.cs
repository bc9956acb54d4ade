using Vae.TestUtils;

namespace Vae.Client.Tests.Support;

/// <summary>The built service with one small model, trained through the client.</summary>
public sealed class RunningService : IAsyncLifetime
{
    private readonly TemporaryFolder data = new();
    private ServiceProcess? service;

    /// <summary>The job.</summary>
    public Job Job { get; private set; } = null!;

    /// <summary>Events of the job, as they came.</summary>
    public IReadOnlyList<JobEvent> Events { get; private set; } = [];

    internal VaeClient Client { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        service = await ServiceProcess.StartAsync(data.Path, ["--no-demo"]);
        Client = new VaeClient(service.Address);
        var events = new List<JobEvent>();
        var job = await Client.TrainAsync(new TrainRequest("digits")
        {
            Preset = "mlp",
            Name = "small",
            Model = new() { LatentDim = 4, HiddenDims = [32] },
            Training = new() { Epochs = 2, BatchSize = 256, Seed = 1, Device = "cpu" },
        });
        Job = await Client.WaitForJobAsync(job.Id, new Recorder(events));
        Events = events;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Client?.Dispose();
        service?.Dispose();
        data.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Progress would report on another thread.</summary>
    private sealed class Recorder(List<JobEvent> events) : IProgress<JobEvent>
    {
        public void Report(JobEvent value) => events.Add(value);
    }
}
