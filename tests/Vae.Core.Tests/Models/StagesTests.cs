using Vae.Core.Data;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Models;

public class StagesTests : TensorTest
{
    [Theory]
    [InlineData(8, 256, 3)]
    [InlineData(28, 28, 5)]
    [InlineData(9, 9, 4)]
    [InlineData(1, 7, 0)]
    public void Most_IsTheNumberOfHalvings(int height, int width, int most) => Stages.Most(new ImageShape(1, height, width)).ShouldBe(most);

    [Fact]
    public void Sizes_HalveRoundedUp() =>
        Stages.Sizes(new ImageShape(1, 28, 9), 3).ShouldBe([new(28, 9), new(14, 5), new(7, 3), new(4, 2)]);

    public static TheoryData<VaeOptions> Mirrored { get; } =
    [
        new ConvVaeOptions { LatentDim = 1, Channels = [1, 1, 1], Bottleneck = 1 },
        new ResNetVaeOptions { LatentDim = 1, Channels = [4, 4, 4], Blocks = 1 },
        new ResNetVaeOptions { LatentDim = 1, Channels = [4, 4, 4], Blocks = 1, Upsampling = UpsamplingKind.PixelShuffle },
    ];

    [Theory]
    [MemberData(nameof(Mirrored))]
    public void Decode_ComesBackToEverySize(VaeOptions options)
    {
        // Every remainder of three halvings, in both directions.
        for (var height = 8; height < 16; height++)
        {
            for (var width = 8; width < 16; width++)
            {
                using var scope = NewDisposeScope();
                using var model = VaeModelFactory.CreateUndrawn(options, new ImageShape(1, height, width));
                var posterior = model.Encode(zeros(1, 1, height, width));
                model.DecodeRaw(posterior.Mu).shape.ShouldBe([1, 1, height, width]);
            }
        }
    }
}
