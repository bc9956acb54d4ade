using Vae.Core.Evaluation;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Evaluation;

public class GaussianFitTests : TensorTest
{
    [Fact]
    public void Of_GivesMeanAndCovariance()
    {
        using var scope = NewDisposeScope();

        var fit = GaussianFit.Of(tensor(new float[] { 1, 2, 3, 4, 5, 9 }, [3, 2]));

        fit.Mean.data<double>().ToArray().ShouldBe([3, 5]);
        fit.Covariance.data<double>().ToArray().ShouldBe([4, 7, 7, 13]);
    }

    [Fact]
    public void Frechet_IsTheClosedForm_WhenCovariancesCommute()
    {
        using var scope = NewDisposeScope();
        var a = Diagonal([1, -2], [4, 9]);
        var b = Diagonal([0, 1], [1, 16]);

        // ‖m − n‖² + Σ (σ − τ)² = (1 + 9) + (2 − 1)² + (3 − 4)².
        a.Frechet(b).ShouldBe(12, 1e-10);
        a.Frechet(a).ShouldBe(0, 1e-10);
        GaussianFit.Standard(2).Frechet(Diagonal([0, 0], [1, 1])).ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Frechet_IsTheClosedForm_WhenCovariancesDoNotCommute()
    {
        using var scope = NewDisposeScope();
        var a = new GaussianFit(zeros(2, dtype: ScalarType.Float64), tensor(new double[] { 2, 1, 1, 2 }, [2, 2]));
        var b = Diagonal([0, 0], [1, 4]);

        // Of 2×2 matrices tr √M = √(tr M + 2√det M); P½CP½ has the trace 2·1 + 2·4 and the determinant 3·4.
        a.Frechet(b).ShouldBe(4 + 5 - (2 * Math.Sqrt(10 + (2 * Math.Sqrt(12)))), 1e-10);
        b.Frechet(a).ShouldBe(a.Frechet(b), 1e-10);
    }

    [Fact]
    public void Frechet_IsFinite_WhenADirectionIsFlat()
    {
        using var scope = NewDisposeScope();

        Diagonal([0, 0], [0, 1]).Frechet(GaussianFit.Standard(2)).ShouldBe(1, 1e-12);
    }

    private static GaussianFit Diagonal(double[] mean, double[] variances) => new(tensor(mean), tensor(variances).diag());
}
