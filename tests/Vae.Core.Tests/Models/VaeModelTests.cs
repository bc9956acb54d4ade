using Vae.Core.Data;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Models;

public class VaeModelTests : TensorTest
{
    [Theory]
    [MemberData(nameof(Every.Architecture), MemberType = typeof(Every))]
    public void Shapes_AreThoseOfTheInputAndTheLatent(VaeOptions options, ImageShape shape)
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(options, shape);

        var posterior = model.Encode(rand(5, shape.Channels, shape.Height, shape.Width));
        var raw = model.DecodeRaw(posterior.Mu);
        var pixels = model.Decode(posterior.Mu).data<float>().ToArray();

        posterior.Mu.shape.ShouldBe([5, options.LatentDim]);
        posterior.Logvar.shape.ShouldBe([5, options.LatentDim]);
        raw.shape.ShouldBe([5, shape.Channels, shape.Height, shape.Width]);
        float[] expected = [.. raw.data<float>().ToArray().Select(value => Pixel(options, value))];
        pixels.ShouldBe(expected, 1e-6);
    }

    /// <summary>In 64 bits, beside float32's activations: they differ by some 1e-7.</summary>
    private static float Pixel(VaeOptions options, double raw)
    {
        var location = options.Output switch
        {
            OutputActivation.Sigmoid => 1 / (1 + Math.Exp(-raw)),
            OutputActivation.Tanh => Math.Tanh(raw),
            _ => raw,
        };
        return (float)Math.Clamp(options.Range == PixelRange.Unit ? location : (location + 1) / 2, 0, 1);
    }

    [Theory]
    [InlineData(1, 4, 5)]
    [InlineData(3, 4, 4)]
    [InlineData(1, 5, 4)]
    public void Encode_Throws_WhenImagesHaveAnotherShape(int channels, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model();
        var x = zeros(2, channels, height, width);

        Should.Throw<ArgumentException>(() => model.Encode(x))
            .Message.ShouldContain($"Expected images of shape [B, 1, 4, 4], got [2, {channels}, {height}, {width}]");
    }

    [Fact]
    public void Encode_Throws_WhenImagesAreFlat()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model();
        var x = zeros(2, 16);

        Should.Throw<ArgumentException>(() => model.Encode(x)).Message.ShouldContain("got [2, 16]");
    }

    [Fact]
    public void Decode_Throws_WhenLatentsHaveAnotherLength()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model();
        var z = zeros(1, 3);

        Should.Throw<ArgumentException>(() => model.Decode(z)).Message.ShouldContain("Expected latents of shape [B, 2], got [1, 3]");
    }

    [Theory]
    [MemberData(nameof(Every.Architecture), MemberType = typeof(Every))]
    public void EncodeAndDecode_LeaveOnlyTheirResults_OutsideAnyScope(VaeOptions options, ImageShape shape)
    {
        using var model = Some.Model(options, shape);
        using var x = zeros(2, shape.Channels, shape.Height, shape.Width);
        var before = Tensor.TotalCount;

        var posterior = model.Encode(x);
        using var decoded = model.Decode(posterior.Mu);
        using var mu = posterior.Mu;
        using var logvar = posterior.Logvar;

        (Tensor.TotalCount - before).ShouldBe(3, "mu, logvar and the decode");
    }
}
