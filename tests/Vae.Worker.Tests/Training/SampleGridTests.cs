using TorchSharp;
using Vae.Core.Data;
using Vae.Core.Imaging;
using Vae.Core.Models;
using Vae.Worker.Training;

namespace Vae.Worker.Tests.Training;

public class SampleGridTests
{
    [Fact]
    public void DrawReconstructions_ShowsTheImagesAboveTheirReconstructions()
    {
        var tensors = torch.Tensor.TotalCount;
        var shape = new ImageShape(1, 4, 4);
        var pixels = Enumerable.Range(0, 48).Select(i => (byte)(5 * i)).ToArray();
        using var generator = new torch.Generator(0);
        using (var model = VaeModelFactory.Create(new MlpVaeOptions { LatentDim = 2, HiddenDims = [3] }, shape, generator))
        {
            model.eval();
            var codec = new SeeingCodec();

            new SampleGrid(codec).DrawReconstructions(model, new ImageSet(shape, pixels)).ShouldBe([1, 2]);

            var grid = codec.Seen.ShouldNotBeNull();
            // Two rows of three images of 4 × 4, with 2 pixels around each.
            (grid.Width, grid.Height).ShouldBe((20, 14));
            for (var i = 0; i < 48; i++)
            {
                var (image, y, x) = (i / 16, i % 16 / 4, i % 4);
                grid.Pixels[((2 + y) * 20) + 2 + (image * 6) + x].ShouldBe(pixels[i]);
            }

            // An untrained decoder's sigmoid gives greys.
            grid.Pixels[(8 * 20) + 2].ShouldBeInRange((byte)64, (byte)192);
        }

        torch.Tensor.TotalCount.ShouldBe(tensors);
    }

    /// <summary>Shows a test the pixels that would be encoded.</summary>
    private sealed class SeeingCodec : IImageCodec
    {
        public PixelImage? Seen { get; private set; }

        public void Decode(ReadOnlySpan<byte> gated, ImageHeader header, Span<byte> rgba) => throw new NotSupportedException();

        public byte[] Encode(PixelImage image, ImageFormat format, int? quality = null)
        {
            format.ShouldBe(ImageFormat.Png);
            Seen = image;
            return [1, 2];
        }
    }
}
