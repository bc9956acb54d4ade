using TorchSharp;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Objectives;

/// <summary>Every likelihood and every option, differentiated with respect to every kind of parameter.</summary>
public class ObjectiveGradientTests : TensorTest
{
    private static readonly MlpVaeOptions Sigmoid = new() { LatentDim = 2, HiddenDims = [5] };
    private static readonly MlpVaeOptions Scaled = Sigmoid with { LearnedScale = true };
    private static readonly MlpVaeOptions Symmetric = Scaled with { Output = OutputActivation.Tanh, Range = PixelRange.Symmetric };
    private static readonly ObjectiveOptions Gaussian = new() { Likelihood = LikelihoodKind.Gaussian };

    private static readonly Dictionary<string, (ObjectiveOptions Objective, VaeOptions Model)> Cases = new()
    {
        ["continuous bernoulli"] = (new() { Likelihood = LikelihoodKind.ContinuousBernoulli }, Sigmoid),
        ["gaussian, fixed"] = (Gaussian with { Sigma = 0.3 }, Sigmoid),
        ["gaussian, learned, symmetric"] = (Gaussian with { Scale = ScaleKind.Learned }, Symmetric),
        ["gaussian, optimal, linear"] = (Gaussian with { Scale = ScaleKind.Optimal }, Sigmoid with { Output = OutputActivation.Linear }),
        ["gaussian, optimal, importance-weighted"] = (Gaussian with { Scale = ScaleKind.Optimal, Samples = 3, Bound = BoundKind.ImportanceWeighted }, Sigmoid),
        ["discretized logistic"] = (new() { Likelihood = LikelihoodKind.DiscretizedLogistic }, Scaled),
        ["discretized logistic, symmetric"] = (new() { Likelihood = LikelihoodKind.DiscretizedLogistic }, Symmetric),
        ["monte carlo"] = (new() { Divergence = DivergenceKind.MonteCarlo, Beta = 0.7 }, Sigmoid),
        ["samples"] = (new() { Samples = 3 }, Sigmoid),
        ["samples, monte carlo"] = (new() { Samples = 3, Divergence = DivergenceKind.MonteCarlo }, Sigmoid),
        ["importance-weighted"] = (new() { Samples = 4, Bound = BoundKind.ImportanceWeighted }, Sigmoid),
        // Between the dimensions' KL for these seeds: one counts and one does not.
        ["free bits"] = (new() { FreeBits = 0.01, Beta = 2 }, Sigmoid),
        ["total correlation"] = (new() { TotalCorrelation = 3 }, Sigmoid),
        ["mmd"] = (new() { Mmd = 10, Beta = 0.1 }, Sigmoid),
        ["everything"] = (new() { Samples = 2, FreeBits = 0.01, TotalCorrelation = 2, Mmd = 3 }, Sigmoid),
        ["autoencoder"] = (new() { SampleLatent = false, Beta = 0 }, Sigmoid),
        ["autoencoder, mmd"] = (new() { SampleLatent = false, Beta = 0, Mmd = 5 }, Sigmoid),
    };

    public static TheoryData<string> Names { get; } = [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_EqualsFiniteDifferences_InDouble(string name)
    {
        using var scope = NewDisposeScope();
        var (options, kind) = Cases[name];
        using var model = Some.Model(kind).to(float64);
        var x = Some.Images(3).ToTensor().to(float64);
        var objective = Objective.For(options, kind, datasetSize: 10);
        Evaluate(backward: true);

        const double step = 1e-6;
        foreach (var (key, parameter) in model.named_parameters())
        {
            var flat = parameter.detach().view(-1);
            // A plain autoencoder leaves the head of the variances alone.
            var gradient = parameter.grad is { } grad ? grad.reshape(-1).data<double>().ToArray() : new double[flat.shape[0]];
            foreach (var index in new[] { 0, gradient.Length / 2 })
            {
                // Central differences err by about 1e-9 of the loss's size (some 100) here, and skip no kink of ReLU for these seeds.
                var slope = (Shifted(step) - Shifted(-step)) / (2 * step);
                slope.ShouldBe(gradient[index], 2e-6 * Math.Max(1, Math.Abs(gradient[index])), $"{key} at {index}");

                double Shifted(double by)
                {
                    using var mode = no_grad();
                    flat.narrow(0, index, 1).add_(by);
                    var loss = Evaluate(backward: false);
                    flat.narrow(0, index, 1).sub_(by);
                    return loss;
                }
            }
        }

        double Evaluate(bool backward)
        {
            using var inner = NewDisposeScope();
            using var generator = new Generator(4);
            var loss = objective.Evaluate(model, new Batch(x), generator, warmup: 0.6).Loss;
            if (backward) loss.backward();
            return loss.item<double>();
        }
    }
}
