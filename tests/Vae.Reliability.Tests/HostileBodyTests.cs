using Vae.Reliability.Tests.Hostile;
using Vae.Reliability.Tests.Load;
using Vae.Reliability.Tests.Support;

namespace Vae.Reliability.Tests;

/// <summary>Hostile JSON and tensors are refused with a cause, at once, and hurt nobody.</summary>
public sealed class HostileBodyTests(ITestOutputHelper output)
{
    private const ulong Seed = 20_260_102;
    private const int WarmUp = 4_000;
    private const double Soon = 50;

    private static readonly int Count = Scale.Of(20_000, 100_000);

    [Fact]
    public async Task Bodies_AreRefusedByCause_AtOnce()
    {
        await using HostileService hostile = await HostileService.StartAsync();
        var run = new HostileRun(hostile.Service, Seed, index => HostileBodies.Make(Seed, index));
        (await run.RunAsync(1_000_000, WarmUp)).ShouldHaveNoFailures();

        HostileReport report = null!;
        LoadReport beside = await hostile.BesideGoodTrafficAsync(async () => report = await run.RunAsync(0, Count), output);
        output.WriteLine($"seed {Seed}: {report}");

        report.ShouldHaveNoFailures();
        report.Sorted.Length.ShouldBe(Count);
        report.ShouldHaveGrownLittle();
        report.Median.ShouldBeLessThan(Soon);
        if (Scale.IsFull) report.P99.ShouldBeLessThan(Soon);
        await hostile.ShouldBeAsBeforeAsync(beside, output);
    }
}
