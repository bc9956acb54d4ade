using Vae.Reliability.Tests.Hostile;
using Vae.TestUtils;

namespace Vae.Reliability.Tests;

/// <summary>Hostile uploads are refused with a cause, leave nothing behind and hurt nobody.</summary>
public sealed class HostileUploadTests(ITestOutputHelper output)
{
    private const ulong Seed = 20_260_101;

    private static readonly int Count = Scale.Of(600, 10_000);

    [Fact]
    public async Task Uploads_AreRefusedByCause_AndLeaveNothingBehind()
    {
        HostileSiege siege = await HostileSiege.RunAsync(Seed, Count, HostileUploads.Make, output);

        // A figure of time is only asserted where nothing else is meant to run on the machine.
        if (Scale.IsFull) siege.Slowdown.ShouldBeLessThanOrEqualTo(2);
    }
}
