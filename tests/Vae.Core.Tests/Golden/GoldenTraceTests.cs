using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;
using Vae.TestUtils;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Golden;

/// <summary>The same numbers as PyTorch's, step by step, from the same seed.</summary>
public class GoldenTraceTests : TensorTest
{
    private const int Batch = 128;
    private const double Relative = 1e-4;

    /// <summary>Sums of some 100,000 values of both signs cancel, so their error is absolute: rounding of this size was seen across kernels.</summary>
    private const double SumTolerance = 6e-5;

    /// <summary>The fused step of Adam rounds each of 300,000 weights by itself: their sum moves by 9.3e-5, which is 4e-8 of it.</summary>
    private const double RelativeSumTolerance = 1e-7;

    /// <summary>Transposed convolutions add up in another order here than in the reference; after eight steps the sums differ by up to 2e-4.</summary>
    private const double ConvolutionSumTolerance = 5e-4;

    private static readonly ImageShape Mnist = new(1, 28, 28);

    public static TheoryData<string> Names { get; } = ["mlp", "mlp-deep", "conv"];

    [Theory]
    [MemberData(nameof(Names))]
    public void InitialParameters_AreThoseOfPyTorch_ToTheBit(string name)
    {
        var golden = GoldenTrace.Read(name);
        using var generator = new Generator(0);
        using var model = VaeModelFactory.Create(GoldenTrace.OptionsOf(name), Mnist, generator);

        model.ParameterCount.ShouldBe(golden.Parameters);
        model.named_parameters().Select(entry => entry.name).ShouldBe(golden.Before.Keys);
        foreach (var (key, parameter) in model.named_parameters())
        {
            parameter.data<float>().ToArray().Take(5).ShouldBe(golden.Before[key].First, key);
        }

        CompareSums(model, golden.Before, SumTolerance);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EightSteps_FollowThoseOfPyTorch(string name)
    {
        var golden = GoldenTrace.Read(name);
        using var scope = NewDisposeScope();
        var images = FirstImages("train-images-idx3-ubyte.gz", 512);
        var heldOut = FirstImages("t10k-images-idx3-ubyte.gz", 4);
        using var generator = new Generator(0);
        using var model = VaeModelFactory.Create(GoldenTrace.OptionsOf(name), Mnist, generator);
        var step = new TrainingStep(model, new ElboObjective(new ObjectiveOptions()), new Optimizer(model, new TrainingOptions()), generator);

        CompareEncoder(model, heldOut, golden.EncoderBefore);
        for (var i = 0; i < golden.Steps.Count; i++)
        {
            var expected = golden.Steps[i];
            var x = images.narrow(0, expected.First, Batch);
            x.sum(ScalarType.Float64).item<double>().ShouldBe(expected.PixelSum, 1e-2, "the images are not MNIST's first");

            var figures = StepFigures.Read([step.Run(new Batch(x), learningRate: 1e-3)]).ShouldHaveSingleItem();

            figures.NonFinite().ShouldBeNull();
            (figures.Recon + figures.Kl).ShouldBe(expected.Loss, Relative * expected.Loss, $"loss of step {i}");
            figures.Recon.ShouldBe(expected.Recon, Relative * expected.Recon, $"recon of step {i}");
            figures.Kl.ShouldBe(expected.Kl, Relative * expected.Kl, $"kl of step {i}");
        }

        CompareEncoder(model, heldOut, golden.EncoderAfter);
        CompareSums(model, golden.After, name == "conv" ? ConvolutionSumTolerance : SumTolerance);
    }

    private static Tensor FirstImages(string file, int count)
    {
        if (TestData.MnistDirectory() is not { } folder)
        {
            Assert.Skip(TestData.MnistMissing);
            throw new InvalidOperationException("Skip returns nowhere.");
        }

        var all = IdxReader.Read(Path.Combine(folder, file), labelsPath: null);
        return new ImageSet(all.Shape, all.Pixels[..(count * all.Shape.Pixels)]).ToTensor();
    }

    private static void CompareSums(VaeModel model, Dictionary<string, GoldenTensor> expected, double tolerance)
    {
        foreach (var (key, parameter) in model.named_parameters())
        {
            var values = Array.ConvertAll(parameter.data<float>().ToArray(), value => (double)value);
            var squares = values.Sum(value => value * value);
            values.Sum().ShouldBe(expected[key].Sum, Math.Max(tolerance, RelativeSumTolerance * Math.Abs(expected[key].Sum)), $"sum of {key}");
            squares.ShouldBe(expected[key].SumOfSquares, tolerance, $"sum of squares of {key}");
        }
    }

    private static void CompareEncoder(VaeModel model, Tensor images, GoldenEncoding expected)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var posterior = model.Encode(images);
        Compare(posterior.Mu, expected.Mu, "mu");
        Compare(posterior.Logvar, expected.Logvar, "logvar");
    }

    private static void Compare(Tensor actual, double[][] expected, string name)
    {
        double[] wanted = [.. expected.SelectMany(row => row)];
        var values = actual.data<float>().ToArray();
        values.Length.ShouldBe(wanted.Length);
        for (var i = 0; i < wanted.Length; i++)
        {
            ((double)values[i]).ShouldBe(wanted[i], Math.Max(1e-5, Relative * Math.Abs(wanted[i])), $"{name} at {i}");
        }
    }
}
