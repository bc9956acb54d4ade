using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Vae.Core.Data;
using Vae.Core.Imaging;
using Vae.TestUtils;

namespace Vae.Core.Tests.Imaging;

public class PngGateTests
{
    // Each pass: first column and step, first row and step (ISO/IEC 15948, section 8.2).
    private static readonly (int Start, int Step)[][] Adam7 =
        [[(0, 8), (0, 8)], [(4, 8), (0, 8)], [(0, 4), (4, 8)], [(2, 4), (0, 4)], [(0, 2), (2, 4)], [(1, 2), (0, 2)], [(0, 1), (1, 2)]];

    private static readonly byte[] Pixel = TestPng.Data([0, 7]);

    [Fact]
    public void Inspect_DropsEverythingButPixels()
    {
        var text = TestPng.Chunk("tEXt", "Comment\0secret"u8);
        var profile = TestPng.Chunk("iCCP", "name\0\0profile"u8);
        var gamma = TestPng.Chunk("gAMA", [0, 0, 0, 1]);
        var png = TestPng.File(TestPng.Header(1, 1), text, profile, gamma, Pixel, text, TestPng.End);

        ImageGateTests.Inspect(png, out var gated);

        gated.ShouldBe(TestPng.File(TestPng.Header(1, 1), Pixel, TestPng.End));
    }

    [Fact]
    public void Read_IgnoresGamma_WhenTheFileNamesOne() =>
        TestImages.Reader().Read(
            TestPng.FromRows(1, 8, 0, [[51]], TestPng.Chunk("gAMA", [0, 1, 0x86, 0xA0])), new ImageShape(1, 1, 1)).ShouldBe([0.2f]);

    [Fact]
    public void Read_RefusesBeforeItAllocates_WhenASmallFileHoldsAHugeImage()
    {
        var png = TestPng.File(TestPng.Header(30_000, 30_000, depth: 1), TestPng.Chunk("IDAT", Zeros(30_000L * (1 + (30_000 / 8)))), TestPng.End);
        png.Length.ShouldBeInRange(100_000, 120_000);
        var reader = TestImages.Reader();
        Should.Throw<ImageRejectedException>(() => reader.Read(png, new ImageShape(1, 28, 28)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Should.Throw<ImageRejectedException>(() => reader.Read(png, new ImageShape(1, 28, 28)));

        refusal.Reason.ShouldBe(ImageRejection.TooLarge);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 * 1024);
    }

    [Theory]
    [InlineData(1, 8_000_000)]
    [InlineData(4097, 1)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    public void Inspect_RefusesBySize_WhenTheRestOfTheFileIsMissing(uint width, uint height) =>
        ImageGateTests.Refused(TestPng.File(TestPng.Header(width, height))).Reason.ShouldBe(ImageRejection.TooLarge);

    [Theory]
    [Trait("Category", "Timed")]
    [InlineData(28, 28, 0)]
    [InlineData(28, 28, 1)]
    [InlineData(4000, 4000, 0)]
    public void Read_StopsInflating_WhenTheDataIsLongerThanTheImage(uint width, uint height, byte interlace)
    {
        // Seven gigabytes in seven megabytes, which take many seconds to inflate; the limit is that of one decode.
        var bomb = TestPng.File(TestPng.Header(width, height, interlace: interlace), TestPng.Chunk("IDAT", Bomb(7000)), TestPng.End);
        var began = Stopwatch.GetTimestamp();

        Should.Throw<ImageRejectedException>(() => TestImages.Reader().Read(bomb, new ImageShape(1, 28, 28)))
            .Reason.ShouldBe(ImageRejection.Invalid);

        Scale.ShouldHaveTaken(began, TimeSpan.FromSeconds(2), "one decode, and not the seven gigabytes");
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 8)]
    [InlineData(1, 16)]
    public void Read_TakesDataThatFitsTheImage_WhateverItsLength(byte interlace, byte depth)
    {
        // Noise does not compress, so the data is long enough to be measured before it is decoded.
        const int side = 301;
        var random = new Random(9);
        var data = new List<byte>();
        (int Start, int Step)[][] passes = interlace == 0 ? [[(0, 1), (0, 1)]] : Adam7;
        foreach (var pass in passes)
        {
            int rows = (side - pass[1].Start + pass[1].Step - 1) / pass[1].Step, columns = (side - pass[0].Start + pass[0].Step - 1) / pass[0].Step;
            for (var row = 0; row < rows; row++)
            {
                var samples = new byte[columns * 3 * depth / 8];
                random.NextBytes(samples);
                data.Add(0);
                data.AddRange(samples);
            }
        }

        var png = TestPng.File(TestPng.Header(side, side, depth, 2, interlace), TestPng.Data([.. data]), TestPng.End);

        TestImages.Reader().Read(png, new ImageShape(3, 28, 28)).Average().ShouldBe(0.5f, 0.01f);
    }

    [Fact]
    public void Read_Refuses_WhenTheDataIsShorterThanTheImage() =>
        Should.Throw<ImageRejectedException>(() => TestImages.Reader().Read(
            TestPng.File(TestPng.Header(2, 2), TestPng.Data([0, 1, 2, 0, 3]), TestPng.End), new ImageShape(1, 2, 2)))
            .Reason.ShouldBe(ImageRejection.Invalid);

    [Fact]
    public void Read_Refuses_WhenACheckSumIsWrong()
    {
        var data = TestPng.Data([0, 7]);
        data[^1] ^= 1;

        Should.Throw<ImageRejectedException>(() => TestImages.Reader().Read(
            TestPng.File(TestPng.Header(1, 1), data, TestPng.End), new ImageShape(1, 1, 1))).Reason.ShouldBe(ImageRejection.Invalid);
    }

    [Fact]
    public void Inspect_Refuses_WhenThereAreTooManyChunks()
    {
        byte[][] texts = [.. Enumerable.Repeat(TestPng.Chunk("tEXt", []), 5000)];

        Invalid(TestPng.File([TestPng.Header(1, 1), .. texts, Pixel, TestPng.End])).ShouldContain("chunks");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(16, 3)]
    [InlineData(4, 2)]
    [InlineData(8, 5)]
    public void Inspect_Refuses_WhenTheColourTypeDoesNotExist(byte depth, byte colour) =>
        Invalid(TestPng.File(TestPng.Header(1, 1, depth, colour), Pixel, TestPng.End)).ShouldContain("bit depth");

    [Theory]
    [InlineData("IDAT IEND", "IHDR")]
    [InlineData("IHDR IEND", "no image data")]
    [InlineData("IHDR IHDR IDAT IEND", "IHDR")]
    [InlineData("IHDR IDAT tEXt IDAT IEND", "contiguous")]
    [InlineData("IHDR PLTE IDAT IEND", "palette")]
    [InlineData("IHDR IDAT tRNS IEND", "tRNS")]
    [InlineData("IHDR tRNS tRNS IDAT IEND", "tRNS")]
    [InlineData("IHDR acTL fcTL IDAT IEND", "animated")]
    [InlineData("IHDR ABCD IDAT IEND", "critical")]
    [InlineData("IHDR I-AT IEND", "letters")]
    [InlineData("IHDR IDAT", "truncated")]
    public void Inspect_Refuses_WhenChunksAreOutOfOrder(string chunks, string why) =>
        Invalid(TestPng.File([.. chunks.Split(' ').Select(Some)])).ShouldContain(why);

    [Fact]
    public void Inspect_Refuses_WhenAnIndexedImageHasNoPalette() =>
        Invalid(TestPng.File(TestPng.Header(1, 1, colour: 3), Pixel, TestPng.End)).ShouldContain("palette");

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(771)]
    public void Inspect_Refuses_WhenThePaletteHasAnImpossibleLength(int length) =>
        Invalid(TestPng.File(TestPng.Header(1, 1, colour: 3), TestPng.Chunk("PLTE", new byte[length]), Pixel, TestPng.End))
            .ShouldContain($"{length} bytes");

    private static byte[] Some(string type) => type switch
    {
        "IHDR" => TestPng.Header(1, 1),
        "IDAT" => Pixel,
        "IEND" => TestPng.End,
        "PLTE" => TestPng.Chunk(type, [1, 2, 3]),
        "tRNS" => TestPng.Chunk(type, [0, 1]),
        _ => TestPng.Chunk(type, Encoding.ASCII.GetBytes("payload!")),
    };

    private static string Invalid(byte[] png)
    {
        var refusal = ImageGateTests.Refused(png);
        refusal.Reason.ShouldBe(ImageRejection.Invalid);
        return refusal.Message;
    }

    /// <summary>A stream that inflates to zeros, a mebibyte for each part. After a flush every part is packed alike, so one is repeated.</summary>
    private static byte[] Bomb(int parts)
    {
        using var packed = new MemoryStream();
        using var stream = new ZLibStream(packed, CompressionLevel.Optimal);
        var block = new byte[1 << 20];
        var ends = new int[3];
        for (var i = 0; i < ends.Length; i++)
        {
            stream.Write(block);
            stream.Flush();
            ends[i] = (int)packed.Length;
        }

        var start = packed.ToArray();
        return [.. start[..ends[1]], .. Enumerable.Repeat(start[ends[1]..ends[2]], parts).SelectMany(part => part)];
    }

    private static byte[] Zeros(long length)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            var block = new byte[1 << 20];
            for (; length > 0; length -= block.Length)
                stream.Write(block, 0, (int)Math.Min(block.Length, length));
        }

        return packed.ToArray();
    }
}
