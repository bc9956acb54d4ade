using Vae.Core.Data;
using Vae.Core.Latents;

namespace Vae.Core.Tests.Models.Frozen;

public class TorchPathTests : TensorTest
{
    [Fact]
    public void EncodeAndDecode_GiveTheSameBits_WhateverTheBatch_WhenAConvModelIsFrozen()
    {
        using var model = Some.Model(Some.ConvOptions, new ImageShape(1, 28, 28));
        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        var space = new LatentSpace(model);
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
        var onePass = new LatentSpace(model);
        var (expected, decoded) = (onePass.Encode(images, 5), onePass.Decode(latents, 5));

        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        var rowByRow = new LatentSpace(model);

        onePass.RowsAreIndependent.ShouldBeFalse();
        rowByRow.Encode(images, 5).Mu.ShouldBe(expected.Mu, 1e-5);
        rowByRow.Encode(images, 5).Logvar.ShouldBe(expected.Logvar, 1e-5);
        rowByRow.Decode(latents, 5).ShouldBe(decoded, 1e-5);
    }
}
