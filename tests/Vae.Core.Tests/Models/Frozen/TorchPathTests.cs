using Vae.Core.Data;
using Vae.Core.Latents;
using Vae.Core.Models;

namespace Vae.Core.Tests.Models.Frozen;

public class TorchPathTests : TensorTest
{
    [Fact]
    public void EncodeAndDecode_GiveTheSameBits_WhateverTheBatch_WhenAConvModelIsFrozen()
    {
        using var model = Some.Model(Some.ConvOptions, new ImageShape(1, 28, 28));
        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        using var space = new LatentSpace(model);
        var random = new Random(8);
        float[] images = [.. Enumerable.Range(0, 16 * 784).Select(_ => random.NextSingle())];

        space.RowsAreIndependent.ShouldBeTrue();
        Batches.ShouldNotMatter(space, images, LatentOperations.SamplePrior(16, 2, seed: 2), 16);
    }

    [Fact]
    public void EncodeAndDecode_AgreeWithOnePass_WhenAConvModelIsFrozen()
    {
        using var model = Some.Model(Some.ConvOptions, new ImageShape(3, 8, 12));
        var images = new float[5 * 288];
        for (var i = 0; i < images.Length; i++) images[i] = i % 17 / 16f;
        var latents = LatentOperations.SamplePrior(5, 2, seed: 2);
        using var onePass = new LatentSpace(model);
        var (expected, decoded) = (onePass.Encode(images, 5), onePass.Decode(latents, 5));

        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        using var rowByRow = new LatentSpace(model);

        onePass.RowsAreIndependent.ShouldBeFalse();
        rowByRow.Encode(images, 5).Mu.ShouldBe(expected.Mu, 1e-5);
        rowByRow.Encode(images, 5).Logvar.ShouldBe(expected.Logvar, 1e-5);
        rowByRow.Decode(latents, 5).ShouldBe(decoded, 1e-5);
    }

    /// <summary>The first of them is plain enough for the kernels; all others take libtorch.</summary>
    [Theory]
    [MemberData(nameof(Every.Architecture), MemberType = typeof(Every))]
    public void EncodeAndDecode_AgreeWithLibtorch_ForEveryArchitecture(VaeOptions options, ImageShape shape)
    {
        using var model = Some.Model(options, shape);
        model.eval();
        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        using var space = new LatentSpace(model);
        using var reference = LatentSpace.OnLibtorch(model);
        var random = new Random(8);
        float[] images = [.. Enumerable.Range(0, 4 * shape.Pixels).Select(_ => random.NextSingle())];
        var latents = LatentOperations.SamplePrior(4, options.LatentDim, seed: 2);

        var (expected, actual) = (reference.Encode(images, 4), space.Encode(images, 4));

        (space.FrozenBytes > 0).ShouldBe(options is MlpVaeOptions { Activation: HiddenActivation.Relu });
        space.RowsAreIndependent.ShouldBeTrue();
        actual.Mu.ShouldBe(expected.Mu, 1e-5);
        actual.Logvar.ShouldBe(expected.Logvar, 1e-5);
        space.Decode(latents, 4).ShouldBe(reference.Decode(latents, 4), 1e-5);
        Batches.ShouldNotMatter(space, images, latents, 4);
    }
}
