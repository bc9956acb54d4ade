using System.Diagnostics;
using Vae.Reliability.Tests.Load;
using Vae.Reliability.Tests.Support;
using Vae.Reliability.Tests.Wire;
using Vae.TestUtils;

namespace Vae.Reliability.Tests;

/// <summary>Clients that send or read slowly, beside others that do not.</summary>
public sealed class SlowClientTests(ITestOutputHelper output)
{
    private const int Connections = 8;
    private const int Slow = 200;

    // What slow clients may cost: 64 KiB each; one that does not read also what it asked for, once as numbers and once as the bytes that wait
    // for it; and once for all what the heap grows by under any load.
    private const double EachMiB = 64 / 1024.0;
    private const double HeldMiB = 2.0 * SlowClient.AnswerLength / (1024 * 1024);
    private const double SlackMiB = 16;

    // Heads are waited for 10 s, bodies and readers about as long, and a connection without a word a minute: the quick size does not wait for those.
    private static readonly Slowness[] Kinds = Scale.Of<Slowness[]>([Slowness.Head, Slowness.Body, Slowness.Reader], Enum.GetValues<Slowness>());
    private static readonly TimeSpan Limit = Scale.Of(TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(75));
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);

    private static double MostMiB => Slow * EachMiB + Enumerable.Range(0, Slow).Count(at => Kinds[at % Kinds.Length] == Slowness.Reader) * HeldMiB + SlackMiB;

    [Fact]
    public async Task SlowClients_AreSentAway_AndHurtNobody()
    {
        using var data = new TemporaryFolder();
        await using Publications publications = await Publications.OpenAsync(data.Path);
        using ServiceProcess service = await Services.StartAsync(data.Path);
        await service.ServesAsync(await publications.PublishAsync("steady", seed: 1));
        var answers = new Answers(publications);
        LoadReport closed = await Driver(service, answers, null).RunAsync(TimeSpan.FromSeconds(3));
        LoadDriver half = Driver(service, answers, closed.Rate / 2);
        LoadReport calm = await half.RunAsync(Calm);
        await Task.Delay(500);
        ProcessFigures before = service.Figures();

        using var stop = new CancellationTokenSource();
        Task<LoadReport> running = half.RunAsync(long.MaxValue, stop.Token);
        List<SlowClient> slow = await OpenAsync(service);
        ProcessFigures crowded = service.Figures();
        long since = Stopwatch.GetTimestamp();
        while (service.Figures().Sockets > before.Sockets + Connections && Stopwatch.GetElapsedTime(since) < Limit) await Task.Delay(200);
        TimeSpan waited = Stopwatch.GetElapsedTime(since);
        ProcessFigures freed = service.Figures();
        await stop.CancelAsync();
        LoadReport beside = await running;
        foreach (SlowClient client in slow) client.Dispose();
        ProcessFigures after = await Rest.FiguresAsync(service, figures => figures.Sockets <= before.Sockets);
        output.WriteLine($"{Slow} slow clients ({string.Join(", ", Kinds)}), sent away within {waited.TotalSeconds:F1} s");
        output.WriteLine($"alone: {calm}");
        output.WriteLine($"beside them: {beside}; p99 {beside.P99 / calm.P99:F2} times the one alone");
        output.WriteLine($"before {before}; with them {crowded}, {MostMiB:F0} MiB more allowed; when they were gone {freed}; at rest {after}");

        beside.ShouldHaveNoFailures("beside slow clients");
        crowded.Sockets.ShouldBeGreaterThanOrEqualTo(before.Sockets + Slow / 2, "the crowd was there");
        freed.Sockets.ShouldBeLessThanOrEqualTo(before.Sockets + Connections, $"slow clients are still held after {Limit.TotalSeconds} s");
        service.ShouldHaveLoggedNoFault();
        // Figures of memory and time are only asserted where nothing else is meant to run on the machine.
        if (!Scale.IsFull) return;
        after.Sockets.ShouldBeLessThanOrEqualTo(before.Sockets);
        (crowded.ResidentMiB - before.ResidentMiB).ShouldBeLessThanOrEqualTo(MostMiB, $"before {before}, with them {crowded}");
        beside.P99.ShouldBeLessThanOrEqualTo(2 * calm.P99);
    }

    /// <summary>One after the other: it is their number that is tested, and not a burst.</summary>
    private static async Task<List<SlowClient>> OpenAsync(ServiceProcess service)
    {
        var slow = new List<SlowClient>();
        while (slow.Count < Slow)
        {
            slow.Add(await SlowClient.OpenAsync(service.EndPoint(), Kinds[slow.Count % Kinds.Length]));
            await Task.Delay(Apart);
        }
        return slow;
    }

    private static LoadDriver Driver(ServiceProcess service, Answers answers, double? rate) => new()
    {
        Server = service.EndPoint(),
        Connections = Connections,
        Rate = rate,
        Next = number => Requests.Good[number % Requests.Good.Length],
        Judge = answers.Judge,
    };
}
