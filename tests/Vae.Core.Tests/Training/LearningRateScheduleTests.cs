using Vae.Core.Training;

namespace Vae.Core.Tests.Training;

public class LearningRateScheduleTests
{
    private const double Tolerance = 1e-15;

    [Fact]
    public void At_Stays_WhenTheScheduleIsConstant() =>
        Rates(new TrainingOptions { LearningRate = 0.5, Epochs = 2 }, stepsPerEpoch: 2).ShouldBe([0.5, 0.5, 0.5, 0.5]);

    [Fact]
    public void At_RisesInEqualStepsToTheWhole_DuringTheWarmup() =>
        Rates(new TrainingOptions { LearningRate = 1, Epochs = 3, WarmupEpochs = 2 }, stepsPerEpoch: 2).ShouldBe([0.25, 0.5, 0.75, 1, 1, 1]);

    [Fact]
    public void At_FallsByTheFactorEverySoManyEpochs_WhenTheScheduleIsStep() =>
        Rates(new TrainingOptions { LearningRate = 1, Epochs = 6, Schedule = ScheduleKind.Step, ScheduleEpochs = 2, ScheduleFactor = 0.5 }, stepsPerEpoch: 2)
            .ShouldBe([1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25]);

    [Fact]
    public void At_CountsEpochsFromTheWarmupsEnd_WhenTheScheduleIsStep() =>
        Rates(
            new TrainingOptions { LearningRate = 1, Epochs = 4, WarmupEpochs = 1, Schedule = ScheduleKind.Step, ScheduleEpochs = 1, ScheduleFactor = 0.5 },
            stepsPerEpoch: 2).ShouldBe([0.5, 1, 1, 1, 0.5, 0.5, 0.25, 0.25]);

    [Fact]
    public void At_FollowsHalfACosine_WhenTheScheduleIsCosine()
    {
        // ½ · (1 + cos(π · t / 6)) for t = 0 … 5: the cosines of 0, 30, 60, 90, 120 and 150 degrees.
        var root = Math.Sqrt(3) / 2;
        var rates = Rates(new TrainingOptions { LearningRate = 2, Epochs = 3, Schedule = ScheduleKind.Cosine }, stepsPerEpoch: 2);

        rates.Length.ShouldBe(6);
        double[] expected = [2, 1 + root, 1.5, 1, 0.5, 1 - root];
        for (var i = 0; i < 6; i++) rates[i].ShouldBe(expected[i], Tolerance * 10);
    }

    [Fact]
    public void At_StartsTheCosineAfterTheWarmup()
    {
        var rates = Rates(new TrainingOptions { LearningRate = 1, Epochs = 2, WarmupEpochs = 1, Schedule = ScheduleKind.Cosine }, stepsPerEpoch: 2);

        rates[..3].ShouldBe([0.5, 1, 1]);
        rates[3].ShouldBe(0.5, Tolerance);
    }

    [Fact]
    public void At_FallsOncePerReduction_WhenTheScheduleIsPlateau()
    {
        var schedule = new LearningRateSchedule(
            new TrainingOptions { LearningRate = 1, Epochs = 9, Schedule = ScheduleKind.Plateau, ScheduleFactor = 0.5 }, stepsPerEpoch: 3);

        schedule.At(20).ShouldBe(1);
        schedule.At(20, reductions: 3).ShouldBe(0.125);
    }

    [Fact]
    public void Add_TellsAfterSoManyEpochsWithoutABetterLoss_AndBeginsAnew()
    {
        var stagnation = new Stagnation(2);

        // 5 is new; 5 again and 6 are not; the count begins anew, and 4 resets it.
        double[] losses = [5, 5, 6, 5, 4, 7, 7];
        losses.Select(stagnation.Add).ShouldBe([false, false, true, false, false, false, true]);
    }

    [Fact]
    public void Add_CountsNotANumberAsNoBetter() => new Stagnation(1).Add(double.NaN).ShouldBeTrue();

    private static double[] Rates(TrainingOptions options, long stepsPerEpoch)
    {
        var schedule = new LearningRateSchedule(options, stepsPerEpoch);
        return [.. Enumerable.Range(0, (int)(options.Epochs * stepsPerEpoch)).Select(step => schedule.At(step))];
    }
}
