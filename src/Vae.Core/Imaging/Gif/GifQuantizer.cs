using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing.Processors.Quantization;

namespace Vae.Core.Imaging.Gif;

/// <summary>Gives ImageSharp's encoder a palette that was chosen before, and each pixel its own index in it; nothing is dithered.</summary>
internal sealed class GifQuantizer(GifPalette palette) : IQuantizer
{
    public QuantizerOptions Options { get; } = new() { Dither = null };

    public IQuantizer<TPixel> CreatePixelSpecificQuantizer<TPixel>(Configuration configuration)
        where TPixel : unmanaged, IPixel<TPixel> => CreatePixelSpecificQuantizer<TPixel>(configuration, Options);

    public IQuantizer<TPixel> CreatePixelSpecificQuantizer<TPixel>(Configuration configuration, QuantizerOptions options)
        where TPixel : unmanaged, IPixel<TPixel> => new OfPixels<TPixel>(palette, configuration, options);

    private readonly struct OfPixels<TPixel> : IQuantizer<TPixel>
        where TPixel : unmanaged, IPixel<TPixel>
    {
        private readonly GifPalette _palette;
        private readonly TPixel[] _colors;

        public OfPixels(GifPalette palette, Configuration configuration, QuantizerOptions options)
        {
            (_palette, Configuration, Options) = (palette, configuration, options);
            _colors = new TPixel[palette.Colors.Length / 3];
            for (var i = 0; i < _colors.Length; i++)
                _colors[i].FromRgb24(new Rgb24(palette.Colors[i * 3], palette.Colors[(i * 3) + 1], palette.Colors[(i * 3) + 2]));
        }

        public Configuration Configuration { get; }

        public QuantizerOptions Options { get; }

        public ReadOnlyMemory<TPixel> Palette => _colors;

        public void AddPaletteColors(Buffer2DRegion<TPixel> pixelRegion)
        {
        }

        public IndexedImageFrame<TPixel> QuantizeFrame(ImageFrame<TPixel> source, Rectangle bounds)
        {
            var self = this;
            return QuantizerUtilities.QuantizeFrame(ref self, source, bounds);
        }

        public byte GetQuantizedColor(TPixel color, out TPixel match)
        {
            var pixel = default(Rgba32);
            color.ToRgba32(ref pixel);
            var index = _palette.IndexOf(pixel.R, pixel.G, pixel.B);
            match = _colors[index];
            return index;
        }

        public void Dispose()
        {
        }
    }
}
