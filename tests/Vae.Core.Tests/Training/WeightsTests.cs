using Vae.Core.Models;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Training;

/// <summary>Averages and copies of weights.</summary>
public class WeightsTests : TensorTest
{
    [Fact]
    public void Average_FollowsTheClosedForm()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model();
        Fill(model, 1);
        var average = new WeightAverage(model, 0.5);

        // d is at most (1 + n) ÷ (10 + n): 2/11, 3/12, 4/13 here. a: 1 → 2/11 + 2·9/11 = 20/11 → …
        var expected = 1.0;
        for (var n = 1; n <= 3; n++)
        {
            Fill(model, n + 1);
            average.Update();
            var decay = (1.0 + n) / (10 + n);
            expected = (decay * expected) + ((1 - decay) * (n + 1));
        }

        average.Swap();
        Values(model).ShouldAllBe(value => Math.Abs(value - expected) < 1e-6);
        average.Swap();
        Values(model).ShouldAllBe(value => value == 4);
    }

    [Theory]
    [InlineData(0.999, 1, 2.0 / 11)]
    [InlineData(0.999, 90, 0.91)]
    [InlineData(0.5, 8, 0.5)]
    [InlineData(0.5, 1000, 0.5)]
    public void DecayAt_ApproachesTheDecay(double decay, long step, double expected) => WeightAverage.DecayAt(decay, step).ShouldBe(expected, 1e-12);

    [Fact]
    public void Snapshot_GivesBackWhatItSaved()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model();
        var snapshot = new WeightSnapshot(model);
        snapshot.Epoch.ShouldBeNull();
        var before = Values(model);

        snapshot.Save(3);
        Fill(model, float.NaN);
        snapshot.Restore();

        snapshot.Epoch.ShouldBe(3);
        Values(model).ShouldBe(before);
    }

    private static void Fill(VaeModel model, float value)
    {
        using var frozen = no_grad();
        foreach (var parameter in model.parameters())
        {
            using var filled = full(parameter.shape, value);
            parameter.copy_(filled);
        }
    }

    private static float[] Values(VaeModel model) => [.. model.parameters().SelectMany(TensorMemory.ToArray)];
}
