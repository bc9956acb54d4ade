using TorchSharp;
using Vae.Core.Data;
using Vae.Core.Imaging;
using Vae.Core.Latents;
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

    [Fact]
    public void Draw_ShowsTheModelsOwnPrior()
    {
        var shape = new ImageShape(1, 8, 8);
        using var generator = new torch.Generator(0);
        using var model = VaeModelFactory.Create(new ClusterVaeOptions { LatentDim = 2, Clusters = 3 }, shape, generator);
        model.eval();
        using var space = new LatentSpace(model);
        var own = new float[64 * 2];
        space.SamplePrior(64, 0, 1, own);
        var codec = new SeeingCodec();

        new SampleGrid(codec).Draw(model);

        codec.Seen.ShouldNotBeNull().Pixels.ShouldBe(ImageGrid.Compose(space.Decode(own, 64), 64, shape, 8).Pixels);
        codec.Seen.Pixels.ShouldNotBe(ImageGrid.Compose(space.Decode(LatentOperations.SamplePrior(64, 2, 0), 64), 64, shape, 8).Pixels);
    }

    [Fact]
    public void Draw_TellsEachClassInTurn()
    {
        using var generator = new torch.Generator(0);
        using var model = Conditional(generator);
        using var space = new LatentSpace(model);
        var expected = new float[64 * 16];
        space.Decode(LatentOperations.SamplePrior(64, 2, 0), 64, [.. Enumerable.Range(0, 64).Select(i => i % 3)], expected);
        var codec = new SeeingCodec();

        new SampleGrid(codec).Draw(model);

        codec.Seen.ShouldNotBeNull().Pixels.ShouldBe(Grid(expected, 64));
        codec.Seen.Pixels.ShouldNotBe(Grid(space.Decode(LatentOperations.SamplePrior(64, 2, 0), 64), 64));
    }

    [Fact]
    public void DrawReconstructions_TellsTheImagesClasses()
    {
        using var generator = new torch.Generator(0);
        using var model = Conditional(generator);
        var pixels = Enumerable.Range(0, 32).Select(i => (byte)(7 * i)).ToArray();
        var (labelled, plain) = (new SeeingCodec(), new SeeingCodec());
        // The second image's class is none of the model's.
        new SampleGrid(labelled).DrawReconstructions(model, new ImageSet(new ImageShape(1, 4, 4), pixels, new byte[] { 2, 9 }));
        new SampleGrid(plain).DrawReconstructions(model, new ImageSet(new ImageShape(1, 4, 4), pixels));

        using var space = new LatentSpace(model);
        var x = pixels.Select(pixel => pixel / 255f).ToArray();
        var (mu, logvar, made) = (new float[4], new float[4], new float[32]);
        space.Encode(x, 2, [2, -1], mu, logvar);
        space.Decode(mu, 2, [2, -1], made);
        labelled.Seen.ShouldNotBeNull().Pixels.ShouldBe(Grid([.. x, .. made], 4, columns: 2));
        labelled.Seen.Pixels.ShouldNotBe(plain.Seen.ShouldNotBeNull().Pixels);
    }

    private static byte[] Grid(float[] images, int count, int columns = 8) => ImageGrid.Compose(images, count, new ImageShape(1, 4, 4), columns).Pixels;

    private static VaeModel Conditional(torch.Generator generator)
    {
        var model = VaeModelFactory.Create(new MlpVaeOptions { LatentDim = 2, HiddenDims = [8], Classes = 3 }, new ImageShape(1, 4, 4), generator);
        model.eval();
        return model;
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
