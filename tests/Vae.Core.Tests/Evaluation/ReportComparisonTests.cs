using Vae.Core.Evaluation;
using Vae.Core.Models;
using Vae.Core.Objectives;

namespace Vae.Core.Tests.Evaluation;

public class ReportComparisonTests
{
    private static readonly EvaluationReport A = Some.Report;

    [Fact]
    public void Of_GivesDifferenceAndBetter()
    {
        var b = A with
        {
            Bound = A.Bound with { NegativeElbo = A.Bound.NegativeElbo - 5, Kl = A.Bound.Kl + 2 },
            Reconstruction = A.Reconstruction with { Ssim = A.Reconstruction.Ssim - 0.1 },
        };

        var figures = ReportComparison.Of(A, b);

        Find(figures, "bound.negativeElbo").ShouldBe(new FigureComparison("bound.negativeElbo", "nats per image", 105, 100, -5, "b", true, null));
        Find(figures, "reconstruction.ssim").Better.ShouldBe("a");
        Find(figures, "reconstruction.mse").Better.ShouldBe("equal");
        Find(figures, "bound.kl").ShouldBe(new FigureComparison("bound.kl", "nats per image", 25, 27, 2, null, true, null));
    }

    public static TheoryData<string, string, string> Obstacles { get; } = new()
    {
        { "dataset", "reconstruction.mse", "different datasets" },
        { "pixels", "bound.negativeElbo", "grey and on binary" },
        { "likelihood", "importance.nll", "bernoulli and gaussian" },
        { "range", "bound.recon", "unit and symmetric" },
        { "scale", "importance.nll", "fitted to the held-out images" },
        { "draws", "importance.nll", "100 draws" },
        { "latent", "latent.priorFrechet", "2 and 3 dimensions" },
        { "train", "classes.probeAccuracy", "against 200 and 100" },
        { "told", "bound.negativeElbo", "told the images' classes" },
    };

    [Theory]
    [MemberData(nameof(Obstacles))]
    public void Of_SaysWhy_WhenAFigureCannotBeCompared(string change, string figure, string reason)
    {
        var (basis, protocol) = (A.Basis, A.Protocol);
        var b = change switch
        {
            "dataset" => A with { Basis = basis with { DatasetSha256 = "other" } },
            "pixels" => A with { Basis = basis with { Pixels = "binary" } },
            "likelihood" => A with { Basis = basis with { Likelihood = LikelihoodKind.Gaussian } },
            "range" => A with { Basis = basis with { Range = PixelRange.Symmetric } },
            "scale" => A with { Basis = basis with { Scale = ScaleKind.Optimal } },
            "draws" => A with { Protocol = protocol with { ImportanceSamples = 20 } },
            "latent" => A with { Basis = basis with { LatentDim = 3 } },
            "told" => A with { Basis = basis with { Told = true } },
            _ => A with { Protocol = protocol with { TrainImages = 100 } },
        };

        var row = Find(ReportComparison.Of(A, b), figure);

        row.Comparable.ShouldBeFalse();
        row.Reason!.ShouldContain(reason);
        row.Difference.ShouldBeNull();
        row.Better.ShouldBeNull();
        row.A.ShouldNotBeNull();
    }

    [Fact]
    public void Of_ComparesReconstructions_AcrossLikelihoods()
    {
        var b = A with { Basis = A.Basis with { Likelihood = LikelihoodKind.Gaussian } };

        Find(ReportComparison.Of(A, b), "reconstruction.mse").Comparable.ShouldBeTrue();
    }

    [Fact]
    public void Of_ComparesLearnedWithFixedScales_AndOptimalOnesAmongThemselves()
    {
        var learned = A with { Basis = A.Basis with { Scale = ScaleKind.Learned } };
        var optimal = A with { Basis = A.Basis with { Scale = ScaleKind.Optimal } };

        Find(ReportComparison.Of(learned, A with { Basis = A.Basis with { Scale = ScaleKind.Fixed } }), "bound.negativeElbo").Comparable.ShouldBeTrue();
        Find(ReportComparison.Of(optimal, optimal), "bound.negativeElbo").Comparable.ShouldBeTrue();
        Find(ReportComparison.Of(optimal, learned), "reconstruction.mse").Comparable.ShouldBeTrue();
    }

    [Fact]
    public void Of_DoesNotSayWhichClustersAreBetter()
    {
        var clusters = A with { Classes = A.Classes! with { ClusterAccuracy = 0.5, ClassifierAccuracy = 0.5 } };
        var more = A with { Classes = A.Classes! with { ClusterAccuracy = 0.75, ClassifierAccuracy = 0.75 } };

        Find(ReportComparison.Of(clusters, more), "classes.clusterAccuracy").Better.ShouldBeNull();
        Find(ReportComparison.Of(clusters, more), "classes.clusterAccuracy").Difference.ShouldBe(0.25);
        Find(ReportComparison.Of(clusters, more), "classes.classifierAccuracy").Better.ShouldBe("b");
    }

    [Fact]
    public void Of_NamesTheVersionWithoutAReport()
    {
        ReportComparison.Of(A, null).ShouldAllBe(row => !row.Comparable && row.Reason == "Version b has no report.");
        ReportComparison.Of(null, null)[0].Reason.ShouldBe("Neither version has a report.");
        Find(ReportComparison.Of(A, A with { Classes = null }), "classes.probeAccuracy").Reason.ShouldBe("Version b has no figure of this name.");
    }

    private static FigureComparison Find(IReadOnlyList<FigureComparison> figures, string name) => figures.Single(row => row.Figure == name);
}
