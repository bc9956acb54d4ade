using Vae.Core.Objectives;

namespace Vae.Core.Tests.Objectives;

public class WarmupScheduleTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void At_IsOne_WithoutAWarmup(long step) => WarmupSchedule.For(new ObjectiveOptions()).At(step, 10).ShouldBe(1);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.025)]
    [InlineData(20, 0.5)]
    [InlineData(39, 0.975)]
    [InlineData(40, 1)]
    [InlineData(41, 1)]
    [InlineData(4_000_000_000_000, 1)]
    public void At_RisesInEqualStepsFromZero_WhenLinear(long step, double share) =>
        For(WarmupKind.Linear, 4).At(step, 10).ShouldBe(share, 1e-12);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.05)]
    [InlineData(10, 0.5)]
    [InlineData(19, 0.95)]
    [InlineData(20, 1)]
    [InlineData(39, 1)]
    [InlineData(40, 0)]
    [InlineData(50, 0.5)]
    [InlineData(60, 1)]
    [InlineData(4_000_000_000_010, 0.5)]
    public void At_RisesForHalfACycle_AndAgain_WhenCyclical(long step, double share) =>
        For(WarmupKind.Cyclical, 4).At(step, 10).ShouldBe(share, 1e-12);

    [Fact]
    public void At_StartsAtZero_WhenTheWarmupIsOneStep()
    {
        For(WarmupKind.Linear, 1).At(0, 1).ShouldBe(0);
        For(WarmupKind.Linear, 1).At(1, 1).ShouldBe(1);
    }

    private static WarmupSchedule For(WarmupKind kind, int epochs) => WarmupSchedule.For(new ObjectiveOptions { Warmup = kind, WarmupEpochs = epochs });
}
