using System.Diagnostics;
using Vae.Reliability.Tests.Load;
using Vae.Reliability.Tests.Support;
using Vae.TestUtils;

namespace Vae.Reliability.Tests;

/// <summary>Replicas are restarted one after the other, as an update does it.</summary>
public sealed class RestartTests(ITestOutputHelper output)
{
    private const int Connections = 16;
    private const double Rate = 200;

    private static readonly int Restarts = Scale.Of(3, 20);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    // Long enough for the proxy to notice and for every connection to be told; the default in full size.
    private static readonly string Drain = Scale.Of("00:00:01.500", "00:00:05");

    [Fact]
    public async Task Sigterm_FailsNoRequest_WhenAnotherReplicaIsReady()
    {
        using var data = new TemporaryFolder();
        await using Publications publications = await Publications.OpenAsync(data.Path);
        ServiceProcess[] replicas = [await StartAsync(data.Path), await StartAsync(data.Path)];
        string reference = await publications.PublishAsync("steady", seed: 1);
        await using var proxy = new TcpProxy([.. replicas.Select(replica => replica.Address)]);
        var answers = new Answers(publications);
        try
        {
            for (int i = 0; i < replicas.Length; i++) await ReadyAsync(proxy, replicas, i, reference);
            using var stop = new CancellationTokenSource();
            var load = new LoadDriver
            {
                Server = proxy.EndPoint,
                Connections = Connections,
                Rate = Rate,
                Next = number => Requests.Good[number % Requests.Good.Length],
                Judge = answers.Judge,
            };
            Task<LoadReport> running = load.RunAsync(long.MaxValue, stop.Token);
            for (int i = 0; i < Restarts; i++)
            {
                await RestartAsync(replicas, i % replicas.Length, data.Path);
                await ReadyAsync(proxy, replicas, i % replicas.Length, reference);
            }
            await stop.CancelAsync();
            LoadReport report = await running;

            output.WriteLine($"{Restarts} restarts with a drain of {Drain} under a load of {Rate} requests a second on {Connections} connections: {report}");
            report.ShouldHaveNoFailures("over the restarts");
            report.Requests.ShouldBeGreaterThan(Restarts * Connections, "requests went on while replicas came and went");
            for (int i = 0; i < replicas.Length; i++) proxy.Carried(i).ShouldBeGreaterThan(0, $"replica {i} has had its share of the connections");
            await answers.ShouldBeThoseOfTheirVersionsAsync(proxy.EndPoint);
        }
        finally
        {
            foreach (ServiceProcess replica in replicas) replica.Dispose();
        }
    }

    private async Task RestartAsync(ServiceProcess[] replicas, int which, string data)
    {
        int port = replicas[which].Address.Port;
        long asked = Stopwatch.GetTimestamp();
        replicas[which].Signal("TERM");
        int exitCode = await replicas[which].ExitAsync(Limit);
        output.WriteLine($"replica {which} has ended {Stopwatch.GetElapsedTime(asked).TotalSeconds:F1} s after SIGTERM with {exitCode}");
        exitCode.ShouldBe(0, replicas[which].Output);
        replicas[which].Dispose();
        replicas[which] = await StartAsync(data, port);
    }

    private static Task<ServiceProcess> StartAsync(string data, int? port = null) => Services.StartAsync(data, port, ("Http__DrainDelay", Drain));

    private static async Task ReadyAsync(TcpProxy proxy, ServiceProcess[] replicas, int which, string reference)
    {
        await replicas[which].ServesAsync(reference);
        await replicas[which].WaitAsync(() => Task.FromResult(proxy.IsReady(which)), Limit, "the proxy knows that the replica is ready");
    }
}
