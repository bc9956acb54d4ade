using Vae.Reliability.Tests.Hostile;
using Vae.Reliability.Tests.Load;
using Vae.Reliability.Tests.Support;

namespace Vae.Reliability.Tests;

/// <summary>Hostile uploads are refused with a cause, leave nothing behind and hurt nobody.</summary>
public sealed class HostileUploadTests(ITestOutputHelper output)
{
    private const ulong Seed = 20_260_101;

    // More than connections and passes need to find their sizes, and every kind many times.
    private const int WarmUp = 1_000;

    private static readonly int Count = Scale.Of(2_000, 10_000);

    [Fact]
    public async Task Uploads_AreRefusedByCause_AndLeaveNothingBehind()
    {
        await using HostileService hostile = await HostileService.StartAsync();
        var run = new HostileRun(hostile.Service, Seed, index => HostileUploads.Make(Seed, index));
        (await run.RunAsync(1_000_000, WarmUp)).ShouldHaveNoFailures();

        HostileReport report = null!;
        LoadReport beside = await hostile.BesideGoodTrafficAsync(async () => report = await run.RunAsync(0, Count), output);
        output.WriteLine($"seed {Seed}: {report}");

        report.ShouldHaveNoFailures();
        report.Sorted.Length.ShouldBe(Count);
        report.ShouldHaveGrownLittle();
        await hostile.ShouldBeAsBeforeAsync(beside, output);
        // A figure of time is only asserted where nothing else is meant to run on the machine.
        if (Scale.IsFull) beside.P99.ShouldBeLessThanOrEqualTo(2 * hostile.CalmP99);
    }
}
