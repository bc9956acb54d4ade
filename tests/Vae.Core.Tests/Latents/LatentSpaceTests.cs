using Vae.Core.Latents;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Latents;

public class LatentSpaceTests : TensorTest
{
    [Fact]
    public void EncodeAndDecode_GiveWhatTheModelGives()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model();
        using var space = new LatentSpace(model);
        var x = Some.Images(3).ToTensor();

        var posteriors = space.Encode(x.data<float>().ToArray(), 3);
        var decoded = space.Decode(posteriors.Mu, 3);

        var expected = model.Encode(x);
        (posteriors.Count, posteriors.LatentDim).ShouldBe((3, 2));
        posteriors.Mu.ShouldBe(expected.Mu.data<float>().ToArray());
        posteriors.Logvar.ShouldBe(expected.Logvar.data<float>().ToArray());
        decoded.ShouldBe(model.Decode(expected.Mu).data<float>().ToArray());
        (space.Input, space.LatentDim).ShouldBe((Some.Shape, 2));
    }

    [Theory]
    [InlineData(15, 1, "Expected 1 × 16 = 16 values, got 15")]
    [InlineData(16, 2, "Expected 2 × 16 = 32 values, got 16")]
    public void Encode_Throws_WhenTheLengthDoesNotFit(int length, int count, string message)
    {
        using var model = Some.Model();
        using var space = new LatentSpace(model);

        Should.Throw<ArgumentException>(() => space.Encode(new float[length], count)).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-0.01f)]
    [InlineData(1.01f)]
    [InlineData(float.PositiveInfinity)]
    public void Encode_Throws_WhenAPixelIsOutOfRange(float value)
    {
        using var model = Some.Model();
        var pixels = new float[16];
        pixels[5] = value;
        using var space = new LatentSpace(model);

        Should.Throw<ArgumentException>(() => space.Encode(pixels, 1)).Message.ShouldContain("index 5");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Decode_Throws_WhenAValueIsNotFinite(float value)
    {
        using var model = Some.Model();
        using var space = new LatentSpace(model);

        Should.Throw<ArgumentException>(() => space.Decode([0, value], 1)).Message.ShouldContain("index 1");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Decode_Throws_WhenTheCountIsBelowOne(int count)
    {
        using var model = Some.Model();
        using var space = new LatentSpace(model);

        Should.Throw<ArgumentOutOfRangeException>(() => space.Decode([], count));
    }

    [Fact]
    public void Decode_Throws_WhenTheCountOverflows()
    {
        using var model = Some.Model();
        using var space = new LatentSpace(model);

        Should.Throw<ArgumentException>(() => space.Decode(new float[2], int.MaxValue)).Message.ShouldContain("4294967294");
    }

    [Fact]
    public void Decode_GivesEveryThreadItsOwnResult()
    {
        using var model = Some.Model();
        using var space = new LatentSpace(model);
        float[][] latents = [.. Enumerable.Range(0, 8).Select(i => new[] { i, -i / 2f })];
        float[][] expected = [.. latents.Select(latent => space.Decode(latent, 1))];

        Parallel.For(0, 400, i => space.Decode(latents[i % 8], 1).ShouldBe(expected[i % 8]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Spans_ReceiveWhatTheArraysHold(bool frozen)
    {
        using var model = Some.Model();
        if (frozen)
        {
            foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        }

        using var space = new LatentSpace(model);
        float[] images = [.. Enumerable.Range(0, 48).Select(i => i / 48f)];
        var (mu, logvar, pixels) = (new float[6], new float[6], new float[48]);

        space.Encode(images, 3, mu, logvar);
        space.Decode(mu, 3, pixels);

        var expected = space.Encode(images, 3);
        mu.ShouldBe(expected.Mu);
        logvar.ShouldBe(expected.Logvar);
        pixels.ShouldBe(space.Decode(mu, 3));
    }

    [Fact]
    public void Spans_AreRefused_WhenTheyDoNotFit()
    {
        using var model = Some.Model();
        using var space = new LatentSpace(model);

        Should.Throw<ArgumentException>(() => space.Encode(new float[16], 1, new float[3], new float[2])).ParamName.ShouldBe("mu");
        Should.Throw<ArgumentException>(() => space.Encode(new float[16], 1, new float[2], new float[1])).ParamName.ShouldBe("logvar");
        Should.Throw<ArgumentException>(() => space.Decode(new float[2], 1, new float[17])).ParamName.ShouldBe("pixels");
    }
}
