using Vae.Core.Imaging;
using Vae.Core.Imaging.Gif;
using Vae.TestUtils;

namespace Vae.Core.Tests.Imaging.Gif;

public sealed class GifWriterTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(80);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(28, 28)]
    [InlineData(3, 300)]
    [InlineData(257, 130)]
    public void Grey_ComesBackExactly_WhenItIsNoise(int width, int height)
    {
        // Noise fills the code table several times: 257 × 130 pixels need more than 4,096 codes.
        var frames = new[] { Noise(width, height, 1, 1), Noise(width, height, 1, 2), Noise(width, height, 1, 3) };

        var read = GifReader.Read(GifWriter.Write(frames, Delay));

        (read.Width, read.Height, read.Loops).ShouldBe((width, height, 0));
        read.Frames.Count.ShouldBe(3);
        for (var i = 0; i < frames.Length; i++)
        {
            read.Frames[i].Rgb.ShouldBe(frames[i].Pixels.SelectMany(value => new[] { value, value, value }));
            read.Frames[i].DelayHundredths.ShouldBe(8);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_535)]
    public void Flat_ComesBackExactly_AtEveryCodeLength(int width)
    {
        // A flat row of n pixels ends after about √(2n) codes, so that the end falls at every distance from a longer code.
        for (var height = 1; height <= (width > 1000 ? 1 : 40); height++)
        {
            var flat = new PixelImage(width, height, 1, [.. Enumerable.Repeat((byte)7, width * height)]);

            var read = GifReader.Read(GifWriter.Write([flat], Delay));

            read.Frames.ShouldHaveSingleItem().Rgb.ShouldAllBe(value => value == 7);
            read.Loops.ShouldBeNull("one frame is no animation");
        }
    }

    [Fact]
    public void EveryLength_ComesBackExactly_AroundEachGrowthOfTheCode()
    {
        var noise = Noise(3000, 1, 1, 9).Pixels;
        for (var length = 1; length <= noise.Length; length += length is > 240 and < 270 or > 740 and < 780 or > 1760 and < 1800 ? 1 : 37)
        {
            var row = noise[..length];
            GifReader.Read(GifWriter.Write([new PixelImage(length, 1, 1, row)], Delay)).Frames[0].Rgb
                .Where((_, i) => i % 3 == 0).ShouldBe(row);
        }
    }

    [Fact]
    public void Colour_ComesBackExactly_WhenThereAreFewColours()
    {
        var pixels = new byte[16 * 16 * 3];
        for (var i = 0; i < 256; i++)
            (pixels[i * 3], pixels[(i * 3) + 1], pixels[(i * 3) + 2]) = ((byte)i, (byte)(255 - i), (byte)(i * 7));

        GifReader.Read(GifWriter.Write([new PixelImage(16, 16, 3, pixels)], Delay)).Frames[0].Rgb.ShouldBe(pixels);
    }

    [Fact]
    public void Colour_StaysNear_WhenThereAreMany()
    {
        var image = Noise(200, 200, 3, 4);

        var read = GifReader.Read(GifWriter.Write([image], Delay)).Frames[0].Rgb;

        var distances = read.Zip(image.Pixels, (a, b) => Math.Abs(a - b)).ToArray();
        distances.Max().ShouldBe(25, "half a step of fifths");
        // Black and white are kept: what is empty stays clean.
        var corners = GifReader.Read(GifWriter.Write([new PixelImage(200, 201, 3, [.. image.Pixels, .. new byte[300], .. Enumerable.Repeat((byte)255, 300)])], Delay)).Frames[0].Rgb;
        corners[^600..^300].ShouldAllBe(value => value == 0);
        corners[^300..].ShouldAllBe(value => value == 255);
    }

    [Fact]
    public void Write_Refuses_WhatCannotBeWritten()
    {
        var one = Noise(2, 2, 1, 1);

        Should.Throw<ArgumentException>(() => GifWriter.Write([], Delay));
        Should.Throw<ArgumentException>(() => GifWriter.Write([one, Noise(2, 3, 1, 1)], Delay)).Message.ShouldContain("2 x 3");
        Should.Throw<ArgumentException>(() => GifWriter.Write([new PixelImage(2, 2, 1, new byte[3])], Delay));
        Should.Throw<ArgumentException>(() => GifWriter.Write([new PixelImage(65_536, 1, 1, new byte[65_536])], Delay));
        Should.Throw<ArgumentException>(() => GifWriter.Write([new PixelImage(1, 1, 2, new byte[2])], Delay));
        Should.Throw<ArgumentOutOfRangeException>(() => GifWriter.Write([one], TimeSpan.Zero));
        Should.Throw<ArgumentOutOfRangeException>(() => GifWriter.Write([one], TimeSpan.FromHours(1)));
    }

    private static PixelImage Noise(int width, int height, int channels, int seed)
    {
        var pixels = new byte[width * height * channels];
        new Random(seed).NextBytes(pixels);
        return new PixelImage(width, height, channels, pixels);
    }
}
