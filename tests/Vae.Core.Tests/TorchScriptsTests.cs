using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vae.Core.Tests;

/// <summary>Each script beside the plain formulation. The first step of a program compiles them all: a mistake in a source would end the process here.</summary>
public sealed class TorchScriptsTests : TensorTest
{
    private const int Steps = 5;
    private const double Rate = 0.01;

    private static readonly long[][] Shapes = [[3, 4], [4], [2, 3, 3, 3], []];

    [Fact]
    public void Measure_GivesTheTermsAndTheNorm_AndShortensToTheLimit()
    {
        using var scope = NewDisposeScope();
        var gradients = Random(3);
        var norm = Math.Sqrt(gradients.Sum(gradient => gradient.square().sum().item<float>()));
        Tensor[] expected = [.. gradients.Select(gradient => gradient * (0.5 / norm))];

        var (row, bad) = TorchScripts.Measure([tensor(3f), tensor(-2f)], gradients, limit: 0.5);

        row.data<float>().ToArray().ShouldBe([3f, -2f, (float)norm], 1e-5);
        bad.item<float>().ShouldBe(0);
        ShouldBeClose(gradients, expected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e6)]
    public void Measure_LeavesGradientsAsTheyAre_WithoutALimitAndBelowIt(double limit)
    {
        using var scope = NewDisposeScope();
        var gradients = Random(3);
        Tensor[] before = [.. gradients.Select(gradient => gradient.clone())];

        TorchScripts.Measure([tensor(1f)], gradients, limit);

        ShouldBeClose(gradients, before, 0);
    }

    [Theory]
    [InlineData(float.NaN, 1f)]
    [InlineData(float.NegativeInfinity, 1f)]
    [InlineData(1f, float.PositiveInfinity)]
    [InlineData(1f, float.NaN)]
    public void Measure_FindsWhatIsNotFinite(float term, float gradient)
    {
        using var scope = NewDisposeScope();
        var (_, bad) = TorchScripts.Measure([tensor(2f), tensor(term)], [ones(2), tensor([1f, gradient])], limit: 0);
        bad.item<float>().ShouldBe(1);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    public void Adam_MovesAsTheOptimiserOfTorchSharp(double decay) =>
        FollowsTheOptimiser(weights => optim.Adam(weights, lr: Rate, weight_decay: decay), TorchScripts.Adam, decay);

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    public void AdamW_MovesAsTheOptimiserOfTorchSharp(double decay) =>
        FollowsTheOptimiser(weights => optim.AdamW(weights, lr: Rate, weight_decay: decay), TorchScripts.AdamW, decay);

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.9, 0.0)]
    [InlineData(0.9, 0.1)]
    public void Sgd_MovesAsTheOptimiserOfTorchSharp(double momentum, double decay) => FollowsTheOptimiser(
        weights => optim.SGD(weights, Rate, momentum: momentum, weight_decay: decay),
        weights =>
        {
            Tensor[] momenta = [.. weights.Select(weight => zeros_like(weight))];
            return (gradients, bad) => TorchScripts.Sgd(weights, gradients, momenta, bad, Rate, momentum, decay);
        });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Convolve_IsTheConvolution(long stride)
    {
        using var generator = new Generator(4);
        using var scope = NewDisposeScope();
        var (x, weight, bias) = (randn([1, 16, 9, 7], generator: generator), randn([32, 16, 3, 3], generator: generator), randn([32], generator: generator));

        var found = TorchScripts.Convolve(x, weight, bias, stride);

        var expected = nn.functional.conv2d(x.to(ScalarType.Float64), weight.to(ScalarType.Float64), bias.to(ScalarType.Float64), [stride, stride], [1, 1]);
        found.shape.ShouldBe(expected.shape);
        (found - expected).abs().max().item<double>().ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void Average_IsTheFormula()
    {
        using var scope = NewDisposeScope();
        var (averages, weights) = (Random(1), Random(2));
        Tensor[] expected = [.. averages.Zip(weights, (average, weight) => (average * 0.75) + (weight * 0.25))];

        TorchScripts.Average(averages, weights, 0.75);

        ShouldBeClose(averages, expected);
    }

    private static void FollowsTheOptimiser(
        Func<IEnumerable<Parameter>, optim.Optimizer> plain, Action<Tensor[], Tensor[], TorchScripts.AdamState, Tensor, double, double> script, double decay) =>
        FollowsTheOptimiser(plain, weights =>
        {
            var state = TorchScripts.AdamState.Of(weights);
            return (gradients, bad) => script(weights, gradients, state, bad, Rate, decay);
        });

    /// <summary>The same weights and gradients through both; a step that is bad moves nothing.</summary>
    private static void FollowsTheOptimiser(Func<IEnumerable<Parameter>, optim.Optimizer> plain, Func<Tensor[], Action<Tensor[], Tensor>> fused)
    {
        using var scope = NewDisposeScope();
        Parameter[] expected = [.. Random(1).Select(start => new Parameter(start))];
        Tensor[] weights = [.. expected.Select(weight => weight.detach().clone())];
        using var optimizer = plain(expected);
        var step = fused(weights);
        for (var i = 0; i < Steps; i++)
        {
            var gradients = Random(10 + i);
            for (var k = 0; k < expected.Length; k++) expected[k].grad = gradients[k].clone();
            optimizer.step()?.Dispose();
            step(gradients, tensor(0f));
            ShouldBeClose(weights, expected, 1e-6);
        }

        Tensor[] before = [.. weights.Select(weight => weight.clone())];
        step([.. weights.Select(weight => full_like(weight, float.NaN))], tensor(1f));
        ShouldBeClose(weights, before, 0);
    }

    private static Tensor[] Random(long seed)
    {
        using var generator = new Generator((ulong)seed);
        return [.. Shapes.Select(shape => randn(shape, generator: generator))];
    }

    private static void ShouldBeClose(Tensor[] actual, Tensor[] expected, double tolerance = 1e-6)
    {
        for (var i = 0; i < actual.Length; i++)
        {
            if (tolerance > 0) TensorMemory.ToArray(actual[i]).ShouldBe(TensorMemory.ToArray(expected[i]), tolerance);
            else TensorMemory.ToArray(actual[i]).ShouldBe(TensorMemory.ToArray(expected[i]));
        }
    }
}
