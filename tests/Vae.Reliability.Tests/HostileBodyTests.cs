using Vae.Reliability.Tests.Hostile;
using Vae.Reliability.Tests.Support;

namespace Vae.Reliability.Tests;

/// <summary>Hostile JSON and tensors are refused with a cause, at once, and hurt nobody.</summary>
public sealed class HostileBodyTests(ITestOutputHelper output)
{
    private const ulong Seed = 20_260_102;
    private const double Soon = 50;

    private static readonly int Count = Scale.Of(20_000, 100_000);

    [Fact]
    public async Task Bodies_AreRefusedByCause_AtOnce()
    {
        HostileSiege siege = await HostileSiege.RunAsync(Seed, Count, HostileBodies.Make, output);

        siege.Report.Median.ShouldBeLessThan(Soon);
        if (Scale.IsFull) siege.Report.P99.ShouldBeLessThan(Soon);
    }
}
