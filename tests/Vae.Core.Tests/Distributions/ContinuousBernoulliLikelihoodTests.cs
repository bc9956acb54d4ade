using Vae.Core.Distributions;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Distributions;

public class ContinuousBernoulliLikelihoodTests : TensorTest
{
    /// <summary>Both sides of the seam at 0.25, the singular point itself, and logits that saturate a sigmoid.</summary>
    public static TheoryData<double> Logits { get; } = [0, 1e-9, -1e-4, 0.1, 0.2499, 0.2501, -0.2499, -0.2501, 1, -3, 12, -30];

    [Theory]
    [MemberData(nameof(Logits))]
    public void LogPartition_IsTheLogOfTheIntegral(double logit)
    {
        using var scope = NewDisposeScope();

        var actual = ContinuousBernoulliLikelihood.LogPartition(tensor(new[] { logit })).item<double>();

        // Simpson's rule with 4,000 intervals errs by (r/4000)⁴/180 of the value: below 2e-11 for |r| = 30. The series stops at 2e-12.
        actual.ShouldBe(Math.Log(Simpson(x => Math.Exp(logit * x))), 5e-11);
    }

    [Theory]
    [MemberData(nameof(Logits))]
    public void PerImage_IsADensityOfGreyValues(double logit)
    {
        using var scope = NewDisposeScope();
        const int intervals = 4000;
        var x = linspace(0, 1, intervals + 1, dtype: float64).reshape(intervals + 1, 1, 1, 1);

        var density = (-new ContinuousBernoulliLikelihood().PerImage(full_like(x, logit), x)).exp().data<double>().ToArray();

        Simpson(at => density[(int)Math.Round(at * intervals)]).ShouldBe(1, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Logits))]
    public void LogPartitionGradient_IsTheDensitysMean(double logit)
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { logit }).requires_grad_();

        ContinuousBernoulliLikelihood.LogPartition(logits).sum().backward();

        var mean = Simpson(x => x * Math.Exp(logit * x)) / Simpson(x => Math.Exp(logit * x));
        logits.grad!.item<double>().ShouldBe(mean, 1e-9);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1e-30f)]
    [InlineData(1e4f)]
    [InlineData(-1e4f)]
    public void PerImage_AndItsGradient_AreFinite_InFloat32(float logit)
    {
        using var scope = NewDisposeScope();
        var raw = full(1, 1, 1, 2, logit).requires_grad_();
        var x = tensor(new[] { 0f, 1f }).reshape(1, 1, 1, 2);

        var cost = new ContinuousBernoulliLikelihood().PerImage(raw, x);
        cost.sum().backward();

        float.IsFinite(cost.item<float>()).ShouldBeTrue();
        raw.grad!.data<float>().ToArray().ShouldAllBe(value => float.IsFinite(value));
    }

    private static double Simpson(Func<double, double> f)
    {
        const int intervals = 4000;
        var sum = f(0) + f(1);
        for (var i = 1; i < intervals; i++) sum += (i % 2 == 0 ? 2 : 4) * f((double)i / intervals);
        return sum / (3 * intervals);
    }
}
