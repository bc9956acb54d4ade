using Vae.Reliability.Tests.Hostile;
using Vae.TestUtils;

namespace Vae.Reliability.Tests;

/// <summary>Hostile JSON and tensors are refused with a cause, at once, and hurt nobody.</summary>
public sealed class HostileBodyTests(ITestOutputHelper output)
{
    private const ulong Seed = 20_260_102;
    private const double Soon = 50;

    private static readonly int Count = Scale.Of(3_000, 100_000);

    [Fact]
    public async Task Bodies_AreRefusedByCause_AtOnce()
    {
        HostileSiege siege = await HostileSiege.RunAsync(Seed, Count, HostileBodies.Make, output);

        // Figures of memory and time are only asserted where nothing else is meant to run on the machine.
        if (!Scale.IsFull) return;
        siege.Report.Median.ShouldBeLessThan(Soon);
        siege.Report.P99.ShouldBeLessThan(Soon);
    }
}
