using Vae.Core.Data;
using Vae.Core.Imaging;

namespace Vae.Core.Tests.Imaging;

public class ImageReaderTests
{
    private static readonly ImageReader Reader = TestImages.Reader();

    [Fact]
    public void Read_GivesBytesOver255_WhenAGreyImageHasTheModelsSize()
    {
        byte[] row = [.. Enumerable.Range(0, 256).Select(v => (byte)v)];

        var pixels = Reader.Read(TestPng.FromRows(256, 8, 0, [row]), new ImageShape(1, 1, 256));

        pixels.ShouldBe([.. row.Select(v => v / 255f)]);
    }

    [Fact]
    public void Read_StaysWithinOne_WhenAWhiteImageIsResized()
    {
        for (var side = 2; side < 120; side++)
        {
            var white = new PixelImage(side, side, 1, [.. Enumerable.Repeat((byte)255, side * side)]);

            var pixels = Reader.Read(ImageCodec.Encode(white, ImageFormat.Png), new ImageShape(1, 28, 28));

            // A mean of at most 25 ones, whose shares are rounded.
            pixels.ShouldAllBe(value => value <= 1 && value > 1 - 1e-6f, $"side {side}");
        }
    }

    [Fact]
    public void Read_GivesPlanes_WhenTheModelHasColour()
    {
        var png = TestPng.FromRows(2, 8, 2, [[10, 20, 30, 40, 50, 60]]);

        Reader.Read(png, new ImageShape(3, 1, 2)).ShouldBe([10 / 255f, 40 / 255f, 20 / 255f, 50 / 255f, 30 / 255f, 60 / 255f]);
    }

    [Fact]
    public void Read_RepeatsGrey_WhenTheModelHasColour() =>
        Reader.Read(TestPng.FromRows(1, 8, 0, [[51]]), new ImageShape(3, 1, 1)).ShouldBe([0.2f, 0.2f, 0.2f]);

    [Fact]
    public void Read_WeighsByRec601_WhenTheModelIsGrey()
    {
        var png = TestPng.FromRows(4, 8, 2, [[255, 0, 0, 0, 255, 0, 0, 0, 255, 100, 150, 200]]);

        Reader.Read(png, new ImageShape(1, 1, 4))
            .ShouldBe([0.299f, 0.587f, 0.114f, (float)(((0.299 * 100) + (0.587 * 150) + (0.114 * 200)) / 255)], tolerance: 1e-6);
    }

    [Fact]
    public void Read_ComposesOverBlack_WhenThereIsAlpha()
    {
        var grey = TestPng.FromRows(3, 8, 4, [[200, 0, 200, 51, 200, 255]]);
        var colour = TestPng.FromRows(1, 8, 6, [[255, 128, 0, 51]]);

        Reader.Read(grey, new ImageShape(1, 1, 3)).ShouldBe([0f, 200 / 255f / 5, 200 / 255f], tolerance: 1e-6);
        Reader.Read(colour, new ImageShape(3, 1, 1)).ShouldBe([0.2f, 128 / 255f / 5, 0f], tolerance: 1e-6);
    }

    [Fact]
    public void Read_TakesTheTransparentColour_WhenThereIsTrns()
    {
        var grey = TestPng.FromRows(2, 8, 0, [[70, 71]], TestPng.Chunk("tRNS", [0, 70]));

        Reader.Read(grey, new ImageShape(1, 1, 2)).ShouldBe([0f, 71 / 255f]);
    }

    [Fact]
    public void Read_LooksColoursUp_WhenTheImageIsIndexed()
    {
        var palette = TestPng.Chunk("PLTE", [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9]);
        var alpha = TestPng.Chunk("tRNS", [255, 51]);
        var png = TestPng.FromRows(4, 2, 3, [[0b00_01_10_11]], palette, alpha);

        Reader.Read(png, new ImageShape(3, 1, 4)).ShouldBe(
            [1, 0, 0, 9 / 255f, 0, 0.2f, 0, 9 / 255f, 0, 0, 1, 9 / 255f], tolerance: 1e-6);
    }

    [Theory]
    [InlineData(1, 0b1010_0000, new[] { 1f, 0f, 1f, 0f })]
    [InlineData(2, 0b00_01_10_11, new[] { 0f, 85 / 255f, 170 / 255f, 1f })]
    public void Read_ScalesToTheFullRange_WhenAGreySampleHasFewBits(byte depth, byte packed, float[] expected) =>
        Reader.Read(TestPng.FromRows(4, depth, 0, [[packed]]), new ImageShape(1, 1, 4)).ShouldBe(expected);

    [Fact]
    public void Read_KeepsTheHigherByte_WhenSamplesHave16Bits()
    {
        var png = TestPng.FromRows(3, 16, 0, [[0x00, 0x00, 0x80, 0x80, 0xFF, 0xFF]]);

        // 0x8080 is 128 · 257 exactly: no gamma may move it.
        Reader.Read(png, new ImageShape(1, 1, 3)).ShouldBe([0f, 128 / 255f, 1f]);
    }

    [Fact]
    public void Read_PutsPixelsInPlace_WhenThePngIsInterlaced()
    {
        const int side = 11;
        var samples = Enumerable.Range(0, side * side).Select(i => (byte)(i * 2)).ToArray();
        (int X, int Y, int StepX, int StepY)[] adam7 =
            [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        var lines = new List<byte>();
        foreach (var pass in adam7)
        {
            for (var y = pass.Y; y < side; y += pass.StepY)
            {
                lines.Add(0);
                for (var x = pass.X; x < side; x += pass.StepX)
                    lines.Add(samples[(y * side) + x]);
            }
        }

        var png = TestPng.File(TestPng.Header(side, side, interlace: 1), TestPng.Data([.. lines]), TestPng.End);

        Reader.Read(png, new ImageShape(1, side, side)).ShouldBe([.. samples.Select(v => v / 255f)]);
    }

    /// <summary>ImageSharp never comes to the end of an image with a pass of no pixels.</summary>
    [Theory]
    [InlineData(1u, 1u, 2)]
    [InlineData(4u, 9u, 60)]
    [InlineData(9u, 4u, 50)]
    public void Read_Refuses_WhenAnInterlacedPngHasAnEmptyPass(uint width, uint height, int bytes)
    {
        var png = TestPng.File(TestPng.Header(width, height, interlace: 1), TestPng.Data(new byte[bytes]), TestPng.End);

        Should.Throw<ImageRejectedException>(() => Reader.Read(png, new ImageShape(1, 8, 8))).Reason.ShouldBe(ImageRejection.Invalid);
    }

    [Theory]
    [InlineData(56, 56, 28, 28)]
    [InlineData(100, 37, 28, 28)]
    [InlineData(7, 5, 28, 28)]
    [InlineData(28, 29, 28, 28)]
    [InlineData(1, 1, 3, 2)]
    [InlineData(640, 3, 1, 1)]
    public void Read_IsTheMeanOverTheCoveredArea_WhenTheSizeDiffers(int width, int height, int toWidth, int toHeight)
    {
        var image = TestImages.Smooth(width, height, 3);

        var pixels = Reader.Read(ImageCodec.Encode(image, ImageFormat.Png), new ImageShape(3, toHeight, toWidth));

        pixels.ShouldBe(AreaMean(image, toWidth, toHeight), tolerance: 2e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Read_TurnsTheImage_WhenExifSaysSo(int orientation)
    {
        // Rows 1 2 3 / 4 5 6, and what a viewer shows for each value of the tag (EXIF 2.32, 4.6.4, Orientation).
        int[][] shown =
        [
            [1, 2, 3, 4, 5, 6], [3, 2, 1, 6, 5, 4], [6, 5, 4, 3, 2, 1], [4, 5, 6, 1, 2, 3],
            [1, 4, 2, 5, 3, 6], [4, 1, 5, 2, 6, 3], [6, 3, 5, 2, 4, 1], [3, 6, 2, 5, 1, 4],
        ];
        var shape = orientation < 5 ? new ImageShape(1, 2, 3) : new ImageShape(1, 3, 2);
        float[] expected = [.. shown[orientation - 1].Select(v => v * 40 / 255f)];
        byte[] pixels = [40, 80, 120, 160, 200, 240];
        var little = orientation % 2 == 0;
        var exif = TestImages.Exif(orientation, little);
        var png = TestPng.FromRows(3, 8, 0, [pixels[..3], pixels[3..]], TestPng.Chunk("eXIf", exif));
        var image = TestImages.ImageChunk(ImageCodec.Encode(new PixelImage(3, 2, 1, pixels), ImageFormat.WebP));
        var webp = TestImages.Riff(TestImages.Extended(3, 2, flags: 0x08), image, TestImages.WebPChunk("EXIF"u8, exif));

        Reader.Read(png, shape).ShouldBe(expected);
        Reader.Read(webp, shape).ShouldBe(expected);
    }

    [Fact]
    public void Read_TurnsAJpeg_WhenExifSaysSo()
    {
        var pixels = new byte[16 * 8];
        pixels.AsSpan(0, 64).Fill(255); // the upper half of 16 x 8 is white
        var jpeg = ImageCodec.Encode(new PixelImage(16, 8, 1, pixels), ImageFormat.Jpeg, 100);
        var turned = TestImages.WithSegments(
            jpeg, TestImages.Segment(0xE1, [.. "Exif\0\0"u8, .. TestImages.Exif(6, little: false)]));

        // 6: a quarter turn clockwise brings the upper half to the right.
        Reader.Read(jpeg, new ImageShape(1, 2, 2)).ShouldBe([1, 1, 0, 0], tolerance: 0.02);
        Reader.Read(turned, new ImageShape(1, 2, 2)).ShouldBe([0, 1, 0, 1], tolerance: 0.02);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(255)]
    public void Read_LeavesTheImageAsStored_WhenTheOrientationIsSenseless(int orientation)
    {
        var png = TestPng.FromRows(2, 8, 0, [[51, 255]], TestPng.Chunk("eXIf", TestImages.Exif(orientation, little: true)));

        Reader.Read(png, new ImageShape(1, 1, 2)).ShouldBe([0.2f, 1f]);
    }

    [Fact]
    public void Read_Throws_WhenTheModelsShapeIsNoImage() =>
        Should.Throw<ArgumentException>(() => Reader.Read(TestImages.Encode(ImageFormat.Png), new ImageShape(2, 28, 28)))
            .Message.ShouldContain("2x28x28");

    [Fact]
    public void New_NamesAllLimits_WhenTheyAreOutOfRange()
    {
        var limits = new ImageLimits { MaxSide = 0, MaxPixels = int.MaxValue, MaxBytes = -1 };

        var message = Should.Throw<ArgumentException>(() => TestImages.Reader(limits)).Message;

        message.ShouldContain("MaxSide is 0");
        message.ShouldContain("MaxPixels is 2147483647");
        message.ShouldContain("MaxBytes is -1");
    }

    private static float[] AreaMean(PixelImage image, int toWidth, int toHeight)
    {
        var result = new float[3 * toHeight * toWidth];
        for (var i = 0; i < result.Length; i++)
        {
            var (c, y, x) = (i / (toHeight * toWidth), i / toWidth % toHeight, i % toWidth);
            double sum = 0, area = 0;
            for (var v = 0; v < image.Height; v++)
            {
                for (var u = 0; u < image.Width; u++)
                {
                    var share = Overlap(u, (double)image.Width / toWidth, x) * Overlap(v, (double)image.Height / toHeight, y);
                    sum += share * image.Pixels[(((v * image.Width) + u) * 3) + c] / 255;
                    area += share;
                }
            }

            result[i] = (float)(sum / area);
        }

        return result;

        static double Overlap(int input, double size, int output) =>
            Math.Max(0, Math.Min(input + 1, (output + 1) * size) - Math.Max(input, output * size));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Read_IntoASpan_AllocatesTheDecodersObjectsAlone_WhenTheImageHasTheModelsSize(int channels)
    {
        var png = TestImages.Encode(ImageFormat.Png, 28, 28, channels);
        var shape = new ImageShape(channels, 28, 28);
        var pixels = new float[shape.Pixels];
        Reader.Read(png, shape, pixels);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Reader.Read(png, shape, pixels);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        pixels.ShouldBe(Reader.Read(png, shape));
        // ImageSharp makes a decoder, its streams and tables anew for each image, whatever the image. Nothing of ours grows with it.
        allocated.ShouldBeLessThan(12 * 1024);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Read_GivesWhatResizingGives_WhenTheSizeIsTheModels_AndPixelsAreNotOpaqueGrey(int channels)
    {
        // Twice as high, each row twice: its mean is the row, by way of the resize.
        var random = new Random(6);
        byte[][] rows = [.. Enumerable.Range(0, 5).Select(_ => { var row = new byte[4 * 9]; random.NextBytes(row); return row; })];
        var shape = new ImageShape(channels, 5, 9);

        var straight = Reader.Read(TestPng.FromRows(9, 8, 6, rows), shape);

        straight.ShouldBe(Reader.Read(TestPng.FromRows(9, 8, 6, [.. rows.SelectMany(row => new[] { row, row })]), shape), 1e-6);
    }

    [Fact]
    public void Read_Throws_WhenTheRoomDoesNotFit() =>
        Should.Throw<ArgumentException>(() => Reader.Read(TestPng.FromRows(1, 8, 0, [[51]]), new ImageShape(1, 1, 1), new float[2]))
            .Message.ShouldContain("room for 1 values, got 2");
}
