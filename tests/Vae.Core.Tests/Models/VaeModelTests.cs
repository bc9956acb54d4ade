using Vae.Core.Data;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Models;

public class VaeModelTests : TensorTest
{
    public static TheoryData<string> Architectures { get; } = ["mlp", "conv"];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Shapes_AreThoseOfTheInputAndTheLatent(string architecture)
    {
        using var scope = NewDisposeScope();
        var shape = new ImageShape(3, 8, 12);
        using var model = Some.Model(architecture == "mlp" ? Some.MlpOptions : Some.ConvOptions, shape);

        var posterior = model.Encode(zeros(5, 3, 8, 12));
        var logits = model.DecodeRaw(posterior.Mu);
        var means = model.Decode(posterior.Mu);

        posterior.Mu.shape.ShouldBe([5, 2]);
        posterior.Logvar.shape.ShouldBe([5, 2]);
        logits.shape.ShouldBe([5, 3, 8, 12]);
        means.data<float>().ToArray().ShouldBe(logits.sigmoid().data<float>().ToArray());
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
    [MemberData(nameof(Architectures))]
    public void EncodeAndDecode_LeaveOnlyTheirResults_OutsideAnyScope(string architecture)
    {
        using var model = Some.Model(architecture == "mlp" ? new MlpVaeOptions { LatentDim = 2, HiddenDims = [5, 4] } : Some.ConvOptions);
        using var x = zeros(2, 1, 4, 4);
        var before = Tensor.TotalCount;

        var posterior = model.Encode(x);
        using var decoded = model.Decode(posterior.Mu);
        using var mu = posterior.Mu;
        using var logvar = posterior.Logvar;

        (Tensor.TotalCount - before).ShouldBe(3, "mu, logvar and the decode");
    }
}
