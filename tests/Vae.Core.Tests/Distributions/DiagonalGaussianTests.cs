using Vae.Core.Distributions;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Distributions;

public class DiagonalGaussianTests : TensorTest
{
    [Fact]
    public void Kl_IsZero_WhenPosteriorIsPrior()
    {
        using var scope = NewDisposeScope();
        var prior = new DiagonalGaussian(zeros(3, 5), zeros(3, 5));

        prior.Kl().data<float>().ToArray().ShouldBe([0f, 0f, 0f]);
    }

    [Fact]
    public void Kl_EqualsTheClosedForm()
    {
        using var scope = NewDisposeScope();
        var gaussian = Gaussian([1, -2, 0, 0.5], [Math.Log(4), 0, -3, 1], 2);

        var kl = gaussian.Kl().data<double>().ToArray();

        // ½ (mu² + σ² − 1 − ln σ²), written out.
        kl[0].ShouldBe((0.5 * (1 + 4 - 1 - Math.Log(4))) + (0.5 * 4), 1e-12);
        kl[1].ShouldBe((0.5 * (Math.Exp(-3) - 1 + 3)) + (0.5 * (0.25 + Math.E - 1 - 1)), 1e-12);
    }

    [Fact]
    public void KlToAnother_EqualsTheClosedForm_AndIsNotSymmetric()
    {
        using var scope = NewDisposeScope();
        var q = Gaussian([1], [Math.Log(4)], 1);
        var p = Gaussian([3], [Math.Log(9)], 1);

        // ½ (ln(σp²/σq²) + (σq² + (mu_q − mu_p)²)/σp² − 1)
        q.Kl(p).item<double>().ShouldBe(0.5 * (Math.Log(9.0 / 4) + (8.0 / 9) - 1), 1e-12);
        p.Kl(q).item<double>().ShouldBe(0.5 * (Math.Log(4.0 / 9) + (13.0 / 4) - 1), 1e-12);
    }

    [Fact]
    public void KlToAnother_EqualsKl_WhenTheOtherIsThePrior()
    {
        using var scope = NewDisposeScope();
        var q = Gaussian([1, -2, 0, 0.5], [0.3, 0, -3, 1], 2);
        var prior = Gaussian([0, 0, 0, 0], [0, 0, 0, 0], 2);

        var expected = q.Kl().data<double>().ToArray();
        q.Kl(prior).data<double>().ToArray().ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void Kl_EqualsItsMonteCarloEstimate()
    {
        const int samples = 100_000;
        using var scope = NewDisposeScope();
        using var generator = new Generator(11);
        var mu = tensor(new[] { 0.7, -1.2 }, dtype: float64).expand(samples, 2);
        var logvar = tensor(new[] { -0.5, 0.4 }, dtype: float64).expand(samples, 2);
        var q = new DiagonalGaussian(mu, logvar);
        var prior = new DiagonalGaussian(zeros_like(mu), zeros_like(mu));

        var z = q.Sample(generator);
        var ratio = q.LogProbability(z) - prior.LogProbability(z);

        // KL = E_q[log q − log p]; four standard errors of the mean.
        var error = ratio.std().item<double>() / Math.Sqrt(samples);
        ratio.mean().item<double>().ShouldBe(q.Kl()[0].item<double>(), 4 * error);
    }

    [Fact]
    public void KlGradient_EqualsTheClosedForm()
    {
        using var scope = NewDisposeScope();
        var mu = tensor(new[] { 1, -2, 0.5 }, dtype: float64).reshape(1, 3).requires_grad_();
        var logvar = tensor(new[] { 0, 1, -2.0 }, dtype: float64).reshape(1, 3).requires_grad_();

        new DiagonalGaussian(mu, logvar).Kl().sum().backward();

        // ∂KL/∂mu = mu, ∂KL/∂logvar = ½ (σ² − 1)
        mu.grad!.data<double>().ToArray().ShouldBe([1, -2, 0.5], 1e-12);
        logvar.grad!.data<double>().ToArray().ShouldBe([0, 0.5 * (Math.E - 1), 0.5 * (Math.Exp(-2) - 1)], 1e-12);
    }

    [Fact]
    public void LogProbability_EqualsTheClosedForm()
    {
        using var scope = NewDisposeScope();
        var gaussian = Gaussian([1, 0], [Math.Log(4), 0], 2);
        var z = tensor(new[] { 3.0, -1 }, dtype: float64).reshape(1, 2);

        var expected = -0.5 * (Math.Log(2 * Math.PI * 4) + 1 + Math.Log(2 * Math.PI) + 1);
        gaussian.LogProbability(z).item<double>().ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void Sample_IsMuPlusStdTimesEps_FromTheGenerator()
    {
        using var scope = NewDisposeScope();
        var mu = tensor(new[] { 1f, 2, 3, 4 }).reshape(2, 2);
        var gaussian = new DiagonalGaussian(mu, full(2, 2, (float)Math.Log(9)));
        using var first = new Generator(7);
        using var second = new Generator(7);

        var expected = (mu + (randn(2, 2, generator: second) * 3)).data<float>().ToArray();
        gaussian.Sample(first).data<float>().ToArray().ShouldBe(expected, 1e-5);
    }

    [Fact]
    public void New_Throws_WhenShapesDiffer()
    {
        using var scope = NewDisposeScope();
        var (mu, logvar) = (zeros(2, 3), zeros(2, 4));

        Should.Throw<ArgumentException>(() => new DiagonalGaussian(mu, logvar)).Message.ShouldContain("mu is [2, 3], logvar is [2, 4]");
    }

    [Fact]
    public void LogProbability_Throws_WhenShapesDiffer()
    {
        using var scope = NewDisposeScope();
        var gaussian = new DiagonalGaussian(zeros(2, 3), zeros(2, 3));
        var z = zeros(2, 4);

        Should.Throw<ArgumentException>(() => gaussian.LogProbability(z)).Message.ShouldContain("Expected points of shape [2, 3], got [2, 4]");
    }

    private static DiagonalGaussian Gaussian(double[] mu, double[] logvar, int dimensions) => new(
        tensor(mu, dtype: float64).reshape(mu.Length / dimensions, dimensions),
        tensor(logvar, dtype: float64).reshape(mu.Length / dimensions, dimensions));
}
