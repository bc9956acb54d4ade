using TorchSharp.Modules;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Models;

public class ResNetVaeTests : TensorTest
{
    [Theory]
    [InlineData(128, 8)]
    [InlineData(32, 8)]
    [InlineData(16, 4)]
    [InlineData(24, 2)]
    [InlineData(12, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    public void Normalisation_HasGroupsOfFourChannelsOrMore(int channels, long groups)
    {
        using var norm = ResidualBlock.Normalisation(channels);

        norm.num_groups.ShouldBe(groups);
    }

    [Fact]
    public void Block_IsTheIdentity_WhenItsLastConvolutionIsZero()
    {
        using var scope = NewDisposeScope();
        using var block = new ResidualBlock(4);
        Fill(block, "conv2.weight", 0);
        Fill(block, "conv2.bias", 0);
        var x = randn(2, 4, 3, 5);

        block.Apply(x).data<float>().ToArray().ShouldBe(x.data<float>().ToArray());
    }

    /// <summary>One pixel, four channels: the normalisation, SiLU and both kernels' centres by hand, in 64 bits.</summary>
    [Fact]
    public void Block_AddsItsWayToItsInput()
    {
        using var scope = NewDisposeScope();
        using var block = new ResidualBlock(4);
        foreach (var name in new[] { "conv1", "conv2" })
        {
            Fill(block, name + ".weight", 0);
            Fill(block, name + ".bias", 0);
            using var mode = no_grad();
            // 1, 2, 3, 4 from each channel to itself.
            for (var channel = 0; channel < 4; channel++)
            {
                Of(block, name + ".weight").narrow(0, channel, 1).narrow(1, channel, 1).narrow(2, 1, 1).narrow(3, 1, 1).fill_(channel + 1);
            }
        }

        float[] x = [0.5f, -1, 2, 0];
        var actual = block.Apply(tensor(x).reshape(1, 4, 1, 1)).data<float>().ToArray();

        var way = Way(Way([.. x.Select(value => (double)value)]));
        actual.ShouldBe([.. x.Zip(way, (value, added) => (float)(value + added))], 1e-5);

        static double[] Way(double[] values)
        {
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + 1e-5);
            return [.. values.Select((value, channel) => (channel + 1) * Silu((value - mean) / deviation))];
        }

        static double Silu(double value) => value / (1 + Math.Exp(-value));
    }

    [Fact]
    public void Nearest_RepeatsEachPixel_AndStopsAtTheOddSize()
    {
        using var scope = NewDisposeScope();
        using var layer = new UpsamplingLayer(UpsamplingKind.Nearest, 1, 1, new MapSize(4, 3));
        Fill(layer, "conv.weight", 0);
        Fill(layer, "conv.bias", 0);
        using (no_grad()) Of(layer, "conv.weight").narrow(2, 1, 1).narrow(3, 1, 1).fill_(1);

        var actual = layer.Apply(tensor(new float[] { 1, 2, 3, 4 }).reshape(1, 1, 2, 2));

        // 3 columns from 2: the first source pixel serves columns 0 and 1.
        actual.shape.ShouldBe([1, 1, 4, 3]);
        actual.data<float>().ToArray().ShouldBe([1, 1, 2, 1, 1, 2, 3, 3, 4, 3, 3, 4]);
    }

    [Fact]
    public void PixelShuffle_LaysChannelsOutAsSquares_AndCutsTheOddSize()
    {
        using var scope = NewDisposeScope();
        using var layer = new UpsamplingLayer(UpsamplingKind.PixelShuffle, 1, 1, new MapSize(2, 3));
        Fill(layer, "conv.weight", 0);
        Fill(layer, "conv.bias", 0);
        using (no_grad()) Of(layer, "conv.weight").narrow(2, 1, 1).narrow(3, 1, 1).fill_(1);
        using (no_grad()) Of(layer, "conv.bias").add_(tensor(new float[] { 0, 10, 20, 30 }));

        var actual = layer.Apply(tensor(new float[] { 1, 2 }).reshape(1, 1, 1, 2));

        actual.data<float>().ToArray().ShouldBe([1, 11, 2, 21, 31, 22]);
    }

    private static void Fill(nn.Module module, string name, float value)
    {
        using var mode = no_grad();
        Of(module, name).fill_(value);
    }

    private static Parameter Of(nn.Module module, string name) => module.named_parameters().Single(entry => entry.name == name).parameter;
}
