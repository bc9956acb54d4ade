using Vae.Core.Distributions;
using static TorchSharp.torch;
using StandardNormal = Vae.Core.Distributions.StandardNormal;

namespace Vae.Core.Tests.Distributions;

public class StandardNormalTests : TensorTest
{
    [Fact]
    public void LogProbability_EqualsTheClosedForm()
    {
        using var scope = NewDisposeScope();
        var z = tensor(new[] { 0.0, 0, 1, -2 }).reshape(2, 2);

        var actual = new StandardNormal(2).LogProbability(z).data<double>().ToArray();

        actual.ShouldBe([-Math.Log(2 * Math.PI), -Math.Log(2 * Math.PI) - 2.5], 1e-12);
    }

    [Fact]
    public void Sample_HasTheMomentsOfTheDensity()
    {
        const int count = 40_000;
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);

        var z = new StandardNormal(2).Sample(count, generator);

        z.shape.ShouldBe([count, 2L]);
        // Standard errors of 80,000 draws: 1/√n of the mean, √(2/n) of the variance; four of them.
        Math.Abs(z.mean().item<float>()).ShouldBeLessThan((float)(4 / Math.Sqrt(2 * count)));
        ((double)z.var().item<float>()).ShouldBe(1, 4 * Math.Sqrt(1.0 / count));
    }

    [Fact]
    public void Kl_IsThatOfTheGaussian()
    {
        using var scope = NewDisposeScope();
        var gaussian = new DiagonalGaussian(full(1, 2, 1.5), full(1, 2, -0.5));

        new StandardNormal(2).Kl(gaussian)!.item<float>().ShouldBe(gaussian.Kl().item<float>());
    }
}
