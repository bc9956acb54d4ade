using Vae.Reliability.Tests.Load;
using Vae.Reliability.Tests.Support;
using Vae.TestUtils;

namespace Vae.Reliability.Tests.Hostile;

/// <summary>A service that somebody means harm, the good traffic beside, and what it held before.</summary>
internal sealed class HostileService : IAsyncDisposable
{
    private const int Connections = 2;
    private const double GoodPerSecond = 40;
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(4);

    private readonly TemporaryFolder _data;
    private readonly TemporaryFolder _temporary;
    private readonly Publications _publications;
    private readonly Answers _answers;
    private LoadReport? _calm;
    private ProcessFigures? _before;
    private long _handles;
    private string[] _files = [];

    private HostileService(TemporaryFolder data, TemporaryFolder temporary, Publications publications, ServiceProcess service)
    {
        (_data, _temporary, _publications, Service) = (data, temporary, publications, service);
        _answers = new Answers(publications);
    }

    public ServiceProcess Service { get; }

    public static async Task<HostileService> StartAsync()
    {
        var data = new TemporaryFolder();
        var temporary = new TemporaryFolder();
        Publications publications = await Publications.OpenAsync(data.Path);
        ServiceProcess service = await Services.StartAsync(data.Path, ("TMPDIR", temporary.Path), ("Logging__Requests", "false"));
        await service.ServesAsync(await publications.PublishAsync("target", seed: 1));
        return new HostileService(data, temporary, publications, service);
    }

    /// <summary>Measures good traffic alone, then beside what is done; returns the latter. What was held in between is what must be held in the end.</summary>
    public async Task<LoadReport> BesideGoodTrafficAsync(Func<Task> harm, ITestOutputHelper output)
    {
        LoadDriver good = Driver();
        _calm = await good.RunAsync(Calm);
        _before = await Rest.FiguresAsync(Service, figures => figures.Sockets > 0);
        _handles = await Rest.LiveHandlesAsync(Service);
        _files = Files();
        using var stop = new CancellationTokenSource();
        Task<LoadReport> running = good.RunAsync(long.MaxValue, stop.Token);
        await harm();
        await stop.CancelAsync();
        LoadReport beside = await running;
        output.WriteLine($"good traffic alone: {_calm}");
        output.WriteLine($"beside the hostile: {beside}; p99 {beside.P99 / _calm.P99:F2} times the one alone");
        return beside;
    }

    /// <summary>Milliseconds that good traffic took at the 99th percentile when nobody meant harm.</summary>
    public double CalmP99 => _calm!.P99;

    /// <summary>Nothing has stayed, nobody was hurt, and the answers are the old ones.</summary>
    public async Task ShouldBeAsBeforeAsync(LoadReport beside, ITestOutputHelper output)
    {
        ProcessFigures before = _before!;
        ProcessFigures after = await Rest.FiguresAsync(Service, figures => figures.Sockets <= before.Sockets && figures.Files <= before.Files);
        long handles = await Rest.LiveHandlesAsync(Service, atMost: _handles);
        output.WriteLine($"before {before}, {_handles} handles; after {after}, {handles} handles");

        beside.ShouldHaveNoFailures("good traffic beside the hostile");
        _calm!.ShouldHaveNoFailures("good traffic alone");
        // Counts of a busy process are only asserted where it has been warmed up for long.
        if (Scale.IsFull)
        {
            after.Sockets.ShouldBeLessThanOrEqualTo(before.Sockets);
            after.Files.ShouldBeLessThanOrEqualTo(before.Files);
        }

        handles.ShouldBe(_handles);
        Files().ShouldBe(_files);
        Service.ShouldHaveLoggedNoFault();
        await _answers.ShouldBeThoseOfTheirVersionsAsync(Service.EndPoint());
    }

    public async ValueTask DisposeAsync()
    {
        Service.Dispose();
        await _publications.DisposeAsync();
        _data.Dispose();
        _temporary.Dispose();
    }

    private LoadDriver Driver() => new()
    {
        Server = Service.EndPoint(),
        Connections = Connections,
        Rate = GoodPerSecond,
        Next = number => Requests.Good[number % Requests.Good.Length],
        Judge = _answers.Judge,
    };

    private string[] Files() =>
        [.. new[] { _data.Path, _temporary.Path }.SelectMany(path => Directory.EnumerateFileSystemEntries(path, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)];
}
