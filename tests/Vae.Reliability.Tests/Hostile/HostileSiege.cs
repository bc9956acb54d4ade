using Vae.Reliability.Tests.Load;
using Vae.TestUtils;

namespace Vae.Reliability.Tests.Hostile;

/// <summary>What every kind of bad input is put through: each case judged, good traffic beside it, and afterwards nothing has stayed.</summary>
/// <param name="Report">What became of the cases.</param>
/// <param name="Slowdown">How many times its own time good traffic took, at the 99th percentile.</param>
internal sealed record HostileSiege(HostileReport Report, double Slowdown)
{
    // Other cases than those that count.
    private const long WarmUpFrom = 1_000_000;

    // More than connections, passes and the collector need to find their sizes, and every kind many times.
    private static readonly int WarmUp = Scale.Of(400, 4_000);

    /// <summary>Starts a service, warms it up and sends it the first cases of a generator.</summary>
    /// <param name="seed">The generator's seed.</param>
    /// <param name="count">Cases that count.</param>
    /// <param name="make">The case of a seed and an index.</param>
    /// <param name="output">Told of the figures.</param>
    public static async Task<HostileSiege> RunAsync(ulong seed, int count, Func<ulong, long, HostileCase> make, ITestOutputHelper output)
    {
        await using HostileService hostile = await HostileService.StartAsync();
        var run = new HostileRun(hostile.Service, seed, index => make(seed, index));
        (await run.RunAsync(WarmUpFrom, WarmUp)).ShouldHaveNoFailures();

        HostileReport report = null!;
        LoadReport beside = await hostile.BesideGoodTrafficAsync(async () => report = await run.RunAsync(0, count), output);
        output.WriteLine($"seed {seed}: {report}");

        report.ShouldHaveNoFailures();
        report.Sorted.Length.ShouldBe(count);
        report.ShouldHaveGrownLittle();
        await hostile.ShouldBeAsBeforeAsync(beside, output);
        return new HostileSiege(report, beside.P99 / hostile.CalmP99);
    }
}
