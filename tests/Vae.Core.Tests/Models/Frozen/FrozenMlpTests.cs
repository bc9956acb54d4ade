using System.Runtime.Intrinsics;
using Vae.Core.Data;
using Vae.Core.Latents;
using Vae.Core.Models;
using Vae.Core.Models.Frozen;
using Vae.Core.Tests.Training;
using Vae.Core.Training;

namespace Vae.Core.Tests.Models.Frozen;

public class FrozenMlpTests : TensorTest
{
    private const double SigmoidError = 1.2e-7;

    private static readonly ImageShape Digit = new(1, 28, 28);

    /// <summary>Sizes around the panels (128), the vectors (16, 8, 4) and the blocks of inputs (40).</summary>
    public static TheoryData<int, int[], ImageShape> Sizes { get; } = new()
    {
        { 20, [400], Digit },
        { 1, [1], new ImageShape(1, 1, 1) },
        { 3, [17], new ImageShape(3, 5, 7) },
        { 2, [128, 64], new ImageShape(1, 16, 16) },
        { 7, [129, 1, 143], new ImageShape(3, 4, 4) },
        { 512, [40, 41, 39, 80], new ImageShape(1, 9, 31) },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void EncodeAndDecode_AgreeWithLibtorch(int latentDim, int[] hidden, ImageShape shape)
    {
        using var model = Frozen(latentDim, hidden, shape);
        using var space = new LatentSpace(model);
        using var reference = LatentSpace.OnLibtorch(model);
        const int count = 37;
        var images = Pictures(count, shape);
        var latents = LatentOperations.SamplePrior(count, latentDim, seed: 1, temperature: 3);

        var (expected, actual) = (reference.Encode(images, count), space.Encode(images, count));

        actual.Mu.ShouldBe(expected.Mu, 1e-5);
        actual.Logvar.ShouldBe(expected.Logvar, 1e-5);
        space.Decode(latents, count).ShouldBe(reference.Decode(latents, count), 1e-5);
    }

    [Fact]
    public void EncodeAndDecode_AgreeWithLibtorch_WhenTheWeightsAreTrained()
    {
        var digits = DigitsGenerator.Generate(1000, seed: 1);
        var plan = Some.Plan(new TrainingOptions { Epochs = 3, Device = "cpu" }) with
        {
            Input = digits.Shape,
            Model = new MlpVaeOptions { HiddenDims = [400], LatentDim = 20 },
        };
        using var trained = new Trainer(plan, TimeProvider.System).Run(new Dataset("digits", digits, digits), new RecordingObserver(), TestContext.Current.CancellationToken);
        Freeze(trained.Model);
        using var space = new LatentSpace(trained.Model);
        using var reference = LatentSpace.OnLibtorch(trained.Model);
        const int count = 64;
        float[] images = [.. digits.Pixels.Span[..(count * digits.Shape.Pixels)].ToArray().Select(value => value / 255f)];

        var (expected, actual) = (reference.Encode(images, count), space.Encode(images, count));

        actual.Mu.ShouldBe(expected.Mu, 1e-5);
        actual.Logvar.ShouldBe(expected.Logvar, 1e-5);
        space.Decode(actual.Mu, count).ShouldBe(reference.Decode(actual.Mu, count), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void EncodeAndDecode_GiveTheSameBits_WhateverTheBatch(int latentDim, int[] hidden, ImageShape shape)
    {
        using var model = Frozen(latentDim, hidden, shape);
        using var space = new LatentSpace(model);

        space.RowsAreIndependent.ShouldBeTrue();
        Batches.ShouldNotMatter(space, Pictures(64, shape), LatentOperations.SamplePrior(64, latentDim, seed: 2), 64);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void EncodeAndDecode_GiveTheSameBits_WhateverTheWidthOfTheVectors(int latentDim, int[] hidden, ImageShape shape)
    {
        using var model = Frozen(latentDim, hidden, shape);
        var latents = LatentOperations.SamplePrior(5, latentDim, seed: 2, temperature: 4);
        var images = Pictures(5, shape);
        Kernels[] widths =
        [
            new Kernels<Vector128<float>, Vectors128>(), new Kernels<Vector256<float>, Vectors256>(), new Kernels<Vector512<float>, Vectors512>(),
        ];

        var results = widths.Select(kernels =>
        {
            using var frozen = new FrozenMlp((MlpVae)model, kernels);
            var result = new float[(5 * 2 * latentDim) + (5 * shape.Pixels)];
            frozen.Encode(images, 5, default, result.AsSpan(0, 5 * latentDim), result.AsSpan(5 * latentDim, 5 * latentDim));
            frozen.Decode(latents, 5, default, result.AsSpan(10 * latentDim));
            return result;
        }).ToList();

        Batches.Same(results[1], results[0]).ShouldBeTrue("8 floats and 4");
        Batches.Same(results[2], results[0]).ShouldBeTrue("16 floats and 4");
    }

    [Fact]
    public void Sigmoid_Saturates_AndShowsNaN_WhenValuesAreExtreme()
    {
        var values = new float[16];
        float[] extremes = [0, -0f, 1e-30f, 20, -20, 87, -87, 88.5f, -88.5f, 200, -200, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        extremes.CopyTo(values, 0);

        Kernels.Fastest.Sigmoid(values);

        for (var i = 0; i < 15; i++)
        {
            ((double)values[i]).ShouldBe(1 / (1 + Math.Exp(-extremes[i])), SigmoidError, $"σ({extremes[i]})");
            values[i].ShouldBeInRange(0, 1);
        }

        float.IsNaN(values[15]).ShouldBeTrue();
    }

    [Fact]
    public void Sigmoid_StaysWithinItsBound()
    {
        float[] arguments = [.. Enumerable.Range(-160_000, 320_000).Select(i => i / 4000f)];
        var values = arguments.ToArray();

        Kernels.Fastest.Sigmoid(values);

        values.Zip(arguments, (value, x) => Math.Abs(value - (1 / (1 + Math.Exp(-(double)x))))).Max().ShouldBeLessThan(SigmoidError);
    }

    [Fact]
    public void Spans_AllocateNothing()
    {
        using var model = Frozen(20, [400], Digit);
        using var space = new LatentSpace(model);
        var (images, latents) = (Pictures(33, Digit), LatentOperations.SamplePrior(33, 20, seed: 4));
        var (mu, logvar, pixels) = (new float[33 * 20], new float[33 * 20], new float[33 * 784]);
        Both();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Both();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Both()
        {
            space.Encode(images, 33, mu, logvar);
            space.Decode(latents, 33, pixels);
        }
    }

    [Fact]
    public void FrozenBytes_CountThePackedCopy_AndNothing_WhenTheModelIsInTraining()
    {
        using var model = Some.Model(new MlpVaeOptions { LatentDim = 20, HiddenDims = [400] }, Digit);
        using var training = new LatentSpace(model);
        (training.FrozenBytes, training.RowsAreIndependent).ShouldBe((0, false));

        Freeze(model);

        using var frozen = new LatentSpace(model);
        frozen.FrozenBytes.ShouldBeInRange(model.ParameterCount * 4, model.ParameterCount * 9 / 2);
    }

    private static VaeModel Frozen(int latentDim, int[] hidden, ImageShape shape)
    {
        var model = Some.Model(new MlpVaeOptions { LatentDim = latentDim, HiddenDims = hidden }, shape);
        Freeze(model);
        return model;
    }

    private static void Freeze(VaeModel model)
    {
        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
    }

    /// <summary>Pictures of every density, from black to full.</summary>
    private static float[] Pictures(int count, ImageShape shape)
    {
        var random = new Random(8);
        var images = new float[count * shape.Pixels];
        for (var i = 0; i < images.Length; i++) images[i] = random.NextSingle() < (float)(i / shape.Pixels) / count ? random.NextSingle() : 0;
        return images;
    }
}
