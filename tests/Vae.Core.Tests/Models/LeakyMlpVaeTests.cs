using Vae.Core.Data;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Models;

public class LeakyMlpVaeTests : TensorTest
{
    private static readonly ImageShape Shape = new(1, 2, 3);

    /// <summary>The write-up's own check: 256 values in, dims 128, 64, 36, 18, 18, nine latents.</summary>
    [Fact]
    public void Shapes_AreThoseOfTheWriteUp()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(new LeakyMlpVaeOptions { LatentDim = 9, HiddenDims = [128, 64, 36, 18, 18] }, new ImageShape(1, 16, 16));

        var posterior = model.Encode(rand(1, 1, 16, 16));

        posterior.Mu.shape.ShouldBe([1, 9]);
        posterior.Logvar.shape.ShouldBe([1, 9]);
        model.Decode(posterior.Mu).flatten(1).shape.ShouldBe([1, 256]);
    }

    /// <summary>The same layers in 64-bit arithmetic over arrays: float32 differs by some 1e-7 a layer.</summary>
    [Fact]
    public void EncodeAndDecode_AreTheWriteUpsLayers()
    {
        using var scope = NewDisposeScope();
        var options = new LeakyMlpVaeOptions { LatentDim = 2, HiddenDims = [6, 5], Output = OutputActivation.Tanh, Range = PixelRange.Symmetric };
        using var model = Some.Model(options, Shape);
        float[] x = [0f, 0.1f, 0.4f, 0.6f, 0.9f, 1f];
        float[] z = [0.8f, -1.3f];

        var posterior = model.Encode(tensor(x).reshape(1, 1, 2, 3));
        var raw = model.DecodeRaw(tensor(z).reshape(1, 2));

        double[] seen = [.. x.Select(pixel => (2.0 * pixel) - 1)];
        var hidden = Leaky(Layer("encoder.mlp1", Leaky(Layer("encoder.mlp0", seen))));
        ShouldBe(posterior.Mu, Layer("fc_mean.2", Leaky(Layer("fc_mean.0", hidden))));
        ShouldBe(posterior.Logvar, Layer("fc_var.2", Leaky(Layer("fc_var.0", hidden))));
        var up = Leaky(Layer("decoder.mlp1", Leaky(Layer("decoder.mlp0", [.. z.Select(value => (double)value)]))));
        ShouldBe(raw, Layer("out.1", up));

        double[] Layer(string name, double[] input)
        {
            var parameters = model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.data<float>().ToArray());
            var (weight, bias) = (parameters[name + ".weight"], parameters[name + ".bias"]);
            return [.. bias.Select((shift, row) => shift + input.Select((value, column) => value * weight[(row * input.Length) + column]).Sum())];
        }

        static double[] Leaky(double[] values) => [.. values.Select(value => value > 0 ? value : 0.01 * value)];

        static void ShouldBe(Tensor actual, double[] expected) =>
            actual.data<float>().ToArray().ShouldBe([.. expected.Select(value => (float)value)], 1e-5);
    }

    [Fact]
    public void Decode_GivesWholePlanes_WhenDecodeDimIsAnotherNumber()
    {
        using var scope = NewDisposeScope();
        using var model = VaeModelFactory.CreateUndrawn(new LeakyMlpVaeOptions { LatentDim = 2, HiddenDims = [5], DecodeDim = 18 }, Shape);

        model.DecodeRaw(zeros(4, 2)).shape.ShouldBe([4, 3, 2, 3]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(7)]
    public void Create_Throws_WhenDecodeDimFillsNoPlane(int decodeDim)
    {
        var options = new LeakyMlpVaeOptions { LatentDim = 2, HiddenDims = [5], DecodeDim = decodeDim };

        Should.Throw<ArgumentException>(() => VaeModelFactory.CreateUndrawn(options, Shape)).Message.ShouldContain($"2 × 3 = 6 values; got {decodeDim}");
    }
}
