using Vae.Core.Data;
using Vae.Core.Models;

namespace Vae.Core.Tests.Models;

public class ModelCostTests
{
    [Fact]
    public void Of_CountsADenseModel()
    {
        var cost = ModelCost.Of(new MlpVaeOptions { LatentDim = 20, HiddenDims = [400] }, new ImageShape(1, 28, 28));

        cost.ShouldBe(new ModelCost(652_824, 784 + 400 + 40 + 400 + 784, (784 * 400) + (400 * 40) + (20 * 400) + (400 * 784)));
    }

    [Fact]
    public void Of_CountsAConvolutionalModel()
    {
        var cost = ModelCost.Of(new ConvVaeOptions { LatentDim = 2 }, new ImageShape(1, 28, 28));

        // Layer by layer: 14×14×32, 7×7×64, 16, two heads; 3136, 14×14×64, 28×28×32, 28×28.
        cost.Parameters.ShouldBe(69_076 + 65_089);
        cost.Activations.ShouldBe(784 + 6272 + 3136 + 16 + 4 + 3136 + 12_544 + 25_088 + 784);
        cost.MultiplyAdds.ShouldBe(
            (9 * 32 * 196) + (9 * 32 * 64 * 49) + (3136 * 16) + (2 * 16 * 2)
            + (2 * 3136) + (9 * 64 * 64 * 49) + (9 * 64 * 32 * 196) + (9 * 32 * 784));
    }

    [Theory]
    [InlineData(UpsamplingKind.Nearest, 2 * 4 * 64, 9 * 4 * 4 * 64)]
    [InlineData(UpsamplingKind.PixelShuffle, (16 * 16) + (4 * 64), 9 * 4 * 16 * 16)]
    public void Of_CountsAResidualModel(UpsamplingKind upsampling, long activationsUp, long multiplyAddsUp)
    {
        var cost = ModelCost.Of(new ResNetVaeOptions { LatentDim = 2, Channels = [4], Blocks = 1, Upsampling = upsampling }, new ImageShape(1, 8, 8));

        // 8×8 to 4×4 and back; a block holds twice a normalisation (2) and a convolution, and the sum: 7 maps.
        const int map = 4 * 16;
        cost.Activations.ShouldBe(64 + map + (7 * map) + (2 * map) + 4 + map + (7 * map) + activationsUp + (2 * 4 * 64) + 64);
        cost.MultiplyAdds.ShouldBe((9 * 4 * 16) + (4 * 9 * 4 * 4 * 16) + (2 * 2 * map) + (2 * map) + multiplyAddsUp + (9 * 4 * 64));
    }
}
