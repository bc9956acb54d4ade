using Vae.Core.Data;
using Vae.Core.Imaging;
using Vae.Core.Imaging.Png;
using Vae.Core.Latents;
using Vae.Core.Models;

namespace Vae.Benchmarks.Quality;

/// <summary>Held-out images above their reconstructions.</summary>
internal static class QualityPicture
{
    private const int Columns = 12;
    private const int Bands = 2;

    /// <summary>Writes a PNG: rows of images at even distances in the split, under each the decoder's picture of its posterior's mean.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">The held-out split.</param>
    /// <param name="path">The file; its folder is made.</param>
    public static void Write(VaeModel model, ImageSet images, string path)
    {
        using var space = new LatentSpace(model);
        var (shape, count) = (images.Shape, Math.Min(Columns * Bands, images.Count));
        var size = shape.Pixels;
        var grid = new float[2 * Columns * Bands * size];
        var input = new float[size];
        for (var i = 0; i < count; i++)
        {
            var bytes = images.Image((int)((long)i * images.Count / count));
            for (var p = 0; p < size; p++) input[p] = bytes[p] / 255f;
            // Band by band, a row of images and a row of reconstructions.
            var place = ((i / Columns * 2 * Columns) + (i % Columns)) * size;
            input.CopyTo(grid.AsSpan(place));
            space.Decode(space.Encode(input, 1).Mu, 1).CopyTo(grid.AsSpan(place + (Columns * size)));
        }

        var layout = new GridLayout { Columns = Columns, Scale = 2 };
        var measure = ImageGrid.SizeOf(2 * Columns * Bands, shape, layout);
        var pixels = new byte[measure.Bytes];
        ImageGrid.Compose(grid, 2 * Columns * Bands, shape, layout, pixels);
        var file = new byte[PngWriter.MaxLength(measure.Width, measure.Height, shape.Channels)];
        var length = PngWriter.Write(pixels, measure.Width, measure.Height, shape.Channels, file);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllBytes(path, file.AsSpan(0, length));
    }
}
