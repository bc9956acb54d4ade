using TorchSharp;
using TorchSharp.Modules;
using Vae.Torch.Tests.Nn;

namespace Vae.Torch.Tests.Optim;

public sealed class SchedulerTests : NnTest
{
    private static readonly Dictionary<string, (Func<torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler> Make, Func<int, double> Factor)> Schedules = new()
    {
        ["step"] = (o => torch.optim.lr_scheduler.StepLR(o, 3, 0.5), e => Math.Pow(0.5, e / 3)),
        ["milestones"] = (o => torch.optim.lr_scheduler.MultiStepLR(o, [2, 5], 0.1), e => e < 2 ? 1 : e < 5 ? 0.1 : 0.01),
        ["exponential"] = (o => torch.optim.lr_scheduler.ExponentialLR(o, 0.9), e => Math.Pow(0.9, e)),
        ["function"] = (o => torch.optim.lr_scheduler.LambdaLR(o, e => 1.0 / (1 + e)), e => 1.0 / (1 + e)),
        ["constant"] = (o => torch.optim.lr_scheduler.ConstantLR(o, 0.25, 4), e => e < 4 ? 0.25 : 1),
        ["linear"] = (o => torch.optim.lr_scheduler.LinearLR(o, 0.2, 1, 4), e => 0.2 + 0.8 * Math.Min(e, 4) / 4),
        ["cosine"] = (o => torch.optim.lr_scheduler.CosineAnnealingLR(o, 8, 0.01), e => 0.1 + 0.9 * (1 + Math.Cos(Math.PI * e / 8)) / 2),
    };

    public static TheoryData<string> Names => [.. Schedules.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Rates_FollowTheClosedForm(string name)
    {
        using Parameter p = new(torch.zeros(1));
        using SGD sgd = torch.optim.SGD([p], 0.1);
        (var make, Func<int, double> factor) = Schedules[name];
        torch.optim.lr_scheduler.LRScheduler schedule = make(sgd);
        for (int epoch = 0; epoch < 9; epoch++)
        {
            // The least rate of "cosine" is a tenth of 0.1, so that every factor is one of the initial rate.
            sgd.ParamGroups.Single().LearningRate.ShouldBe(0.1 * factor(epoch), 1e-15, $"epoch {epoch}");
            schedule.get_last_lr().ShouldBe([sgd.ParamGroups.Single().LearningRate]);
            schedule.step();
        }
        schedule.step(2);
        sgd.ParamGroups.Single().LearningRate.ShouldBe(0.1 * factor(2), 1e-15);
    }

    [Fact]
    public void Schedules_MoveEachGroupFromItsOwnRate()
    {
        using Parameter a = new(torch.zeros(1)), b = new(torch.zeros(1));
        using Adam adam = torch.optim.Adam([new Adam.ParamGroup([a], 0.4), new Adam.ParamGroup([b], 0.2)]);
        torch.optim.lr_scheduler.LRScheduler schedule = torch.optim.lr_scheduler.ExponentialLR(adam, 0.5);
        schedule.step();
        adam.ParamGroups.Select(group => group.LearningRate).ShouldBe([0.2, 0.1]);
        Should.Throw<ArgumentException>(() => torch.optim.lr_scheduler.ExponentialLR(adam, 0.5, verbose: true));
    }

    [Fact]
    public void Plateau_Reduces_WhenTheValueHasNotImprovedForLongEnough()
    {
        using Parameter p = new(torch.zeros(1));
        using SGD sgd = torch.optim.SGD([p], 1);
        var schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(sgd, factor: 0.5, patience: 1, cooldown: 1, min_lr: [0.2]);
        // 1.00001 is no improvement by the relative threshold; after a reduction one epoch rests.
        double[] values = [2, 1, 1, 1.00001, 1, 1, 1, 1, 0.5, 1, 1, 1, 1];
        double[] rates = [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.2, 0.2, 0.2];
        for (int i = 0; i < values.Length; i++)
        {
            schedule.step(values[i]);
            sgd.ParamGroups.Single().LearningRate.ShouldBe(rates[i], $"value {i}");
        }
        Should.Throw<InvalidOperationException>(schedule.step);
        Should.Throw<ArgumentException>(() => torch.optim.lr_scheduler.ReduceLROnPlateau(sgd, "down"));
        Should.Throw<ArgumentOutOfRangeException>(() => torch.optim.lr_scheduler.ReduceLROnPlateau(sgd, factor: 1));
    }

    [Fact]
    public void Plateau_Watches_ForARisingValue()
    {
        using Parameter p = new(torch.zeros(1));
        using SGD sgd = torch.optim.SGD([p], 1);
        var schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(sgd, "max", patience: 0, threshold: 0.5, threshold_mode: "abs");
        schedule.step(1.0);
        schedule.step(1.6);
        sgd.ParamGroups.Single().LearningRate.ShouldBe(1);
        schedule.step(2.0);
        sgd.ParamGroups.Single().LearningRate.ShouldBe(0.1, 1e-15);
    }
}
