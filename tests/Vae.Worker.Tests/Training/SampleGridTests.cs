using TorchSharp;
using Vae.Core;
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
        var tensors = LiveTensors.Count;
        var shape = new ImageShape(1, 4, 4);
        var pixels = Enumerable.Range(0, 48).Select(i => (byte)(5 * i)).ToArray();
        using var generator = new torch.Generator(0);
        using (var model = VaeModelFactory.Create(new MlpVaeOptions { LatentDim = 2, HiddenDims = [3] }, shape, generator))
        {
            model.eval();
            var grid = Shown(SampleGrid.DrawReconstructions(model, new ImageSet(shape, pixels)));

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

        LiveTensors.Count.ShouldBe(tensors);
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

        var grid = Shown(SampleGrid.Draw(model));

        grid.Pixels.ShouldBe(ImageGrid.Compose(space.Decode(own, 64), 64, shape, 8).Pixels);
        grid.Pixels.ShouldNotBe(ImageGrid.Compose(space.Decode(LatentOperations.SamplePrior(64, 2, 0), 64), 64, shape, 8).Pixels);
    }

    [Fact]
    public void Draw_TellsEachClassInTurn()
    {
        using var generator = new torch.Generator(0);
        using var model = Conditional(generator);
        using var space = new LatentSpace(model);
        var expected = new float[64 * 16];
        space.Decode(LatentOperations.SamplePrior(64, 2, 0), 64, [.. Enumerable.Range(0, 64).Select(i => i % 3)], expected);

        var grid = Shown(SampleGrid.Draw(model));

        grid.Pixels.ShouldBe(Grid(expected, 64));
        grid.Pixels.ShouldNotBe(Grid(space.Decode(LatentOperations.SamplePrior(64, 2, 0), 64), 64));
    }

    [Fact]
    public void DrawReconstructions_TellsTheImagesClasses()
    {
        using var generator = new torch.Generator(0);
        using var model = Conditional(generator);
        var pixels = Enumerable.Range(0, 32).Select(i => (byte)(7 * i)).ToArray();
        // The second image's class is none of the model's.
        var labelled = Shown(SampleGrid.DrawReconstructions(model, new ImageSet(new ImageShape(1, 4, 4), pixels, new byte[] { 2, 9 })));
        var plain = Shown(SampleGrid.DrawReconstructions(model, new ImageSet(new ImageShape(1, 4, 4), pixels)));

        using var space = new LatentSpace(model);
        var x = pixels.Select(pixel => pixel / 255f).ToArray();
        var (mu, logvar, made) = (new float[4], new float[4], new float[32]);
        space.Encode(x, 2, [2, -1], mu, logvar);
        space.Decode(mu, 2, [2, -1], made);
        labelled.Pixels.ShouldBe(Grid([.. x, .. made], 4, columns: 2));
        labelled.Pixels.ShouldNotBe(plain.Pixels);
    }

    private static byte[] Grid(float[] images, int count, int columns = 8) => ImageGrid.Compose(images, count, new ImageShape(1, 4, 4), columns).Pixels;

    private static VaeModel Conditional(torch.Generator generator)
    {
        var model = VaeModelFactory.Create(new MlpVaeOptions { LatentDim = 2, HiddenDims = [8], Classes = 3 }, new ImageShape(1, 4, 4), generator);
        model.eval();
        return model;
    }

    /// <summary>The grey values of a PNG, as any viewer sees them.</summary>
    private static PixelImage Shown(byte[] png)
    {
        var header = ImageGate.Inspect(png, new ImageLimits(), out var gated);
        var rgba = new byte[header.RgbaLength];
        ImageCodec.Decode(gated, header, rgba);
        return new PixelImage(header.Width, header.Height, 1, [.. Enumerable.Range(0, rgba.Length / 4).Select(i => rgba[4 * i])]);
    }
}
