using System.Buffers.Binary;
using System.IO.Compression;
using Vae.Core.Data;
using Vae.Core.Imaging;
using Vae.Core.Imaging.Png;

namespace Vae.Core.Tests.Imaging.Png;

public class PngWriterTests
{
    /// <summary>Sides around the lengths of matches (3, 258), the window (32 Ki), stored blocks (64 Ki) and the change of method (64 KiB).</summary>
    public static TheoryData<int, int, int> Sizes { get; } = new()
    {
        { 1, 1, 1 }, { 1, 1, 3 }, { 1, 300, 1 }, { 2, 5, 1 }, { 3, 2, 1 }, { 300, 1, 3 }, { 28, 28, 1 }, { 28, 28, 3 }, { 122, 122, 1 },
        { 257, 3, 1 }, { 258, 3, 1 }, { 259, 3, 1 }, { 260, 4, 1 }, { 515, 4, 1 }, { 32766, 2, 1 }, { 32767, 2, 1 }, { 32768, 1, 1 },
        { 65534, 1, 1 }, { 65535, 1, 1 }, { 65536, 1, 1 }, { 256, 255, 1 }, { 255, 256, 1 }, { 300, 250, 3 }, { 1, 40_000, 1 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Write_GivesAFileThatReadsBack(int width, int height, int channels)
    {
        foreach (var (name, pixels) in Pictures(width, height, channels))
        {
            var file = Write(pixels, width, height, channels);

            Rows(file, width * channels).AsSpan().SequenceEqual(pixels).ShouldBeTrue($"{name}: by zlib");
            Read(file, width, height, channels).AsSpan().SequenceEqual(pixels).ShouldBeTrue($"{name}: by the codec, behind the gate");
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Write_IsNeverLongerThanTheRowsThemselves(int width, int height, int channels)
    {
        foreach (var (name, pixels) in Pictures(width, height, channels))
        {
            var rows = ((width * channels) + 1) * height;
            var stored = rows + (5 * ((rows + 65534) / 65535)) + 6;

            // Signature 8, IHDR 25, IDAT 12 around the stream, IEND 12.
            Write(pixels, width, height, channels).Length.ShouldBeLessThanOrEqualTo(57 + stored, name);
        }
    }

    [Fact]
    public void Write_RoundTrips_ManySeededPictures()
    {
        var random = new Random(11);
        for (var i = 0; i < 400; i++)
        {
            var (width, height, channels) = (random.Next(1, 70), random.Next(1, 40), random.Next(2) == 0 ? 1 : 3);
            var pixels = Mixed(random, width * height * channels, width * channels);

            Rows(Write(pixels, width, height, channels), width * channels).AsSpan().SequenceEqual(pixels).ShouldBeTrue($"picture {i}, {width} x {height} x {channels}");
        }
    }

    [Fact]
    public void Write_IsSmall_WhenThePictureIsFlatOrRepeats()
    {
        Write(new byte[122 * 122], 122, 122, 1).Length.ShouldBeLessThan(250);

        var random = new Random(3);
        var row = new byte[200];
        random.NextBytes(row);
        // Eight rows of noise, each twenty times, as enlarged pictures have them.
        byte[] pixels = [.. Enumerable.Range(0, 8).SelectMany(i => Enumerable.Repeat(row.Select(b => (byte)(b + i)), 20).SelectMany(r => r))];
        Write(pixels, 200, 160, 1).Length.ShouldBeLessThan(3000);
    }

    [Fact]
    public void Write_IsTheSame_WhateverIsInTheDestination()
    {
        var pixels = TestImages.Smooth(40, 30, 3).Pixels;
        var dirty = new byte[PngWriter.MaxLength(40, 30, 3) + 50];
        Array.Fill(dirty, (byte)0xAB);

        var length = PngWriter.Write(pixels, 40, 30, 3, dirty);

        dirty[..length].ShouldBe(Write(pixels, 40, 30, 3));
        dirty[^50..].ShouldAllBe(value => value == 0xAB);
    }

    [Fact]
    public void Write_AllocatesNothing_WhenThePictureIsSmall()
    {
        var pixels = TestImages.Smooth(122, 122, 1).Pixels;
        var file = new byte[PngWriter.MaxLength(122, 122, 1)];
        PngWriter.Write(pixels, 122, 122, 1, file);

        var before = GC.GetAllocatedBytesForCurrentThread();
        PngWriter.Write(pixels, 122, 122, 1, file);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Write_Throws_WhenALengthDisagrees()
    {
        var room = new byte[PngWriter.MaxLength(4, 4, 1)];

        Should.Throw<ArgumentException>(() => PngWriter.Write(new byte[15], 4, 4, 1, room)).Message.ShouldContain("4 x 4 x 1 bytes, got 15");
        Should.Throw<ArgumentException>(() => PngWriter.Write(new byte[16], 4, 4, 1, room.AsSpan(1))).Message.ShouldContain($"{room.Length} bytes");
        Should.Throw<ArgumentOutOfRangeException>(() => PngWriter.Write(new byte[16], 4, 2, 2, room));
        Should.Throw<ArgumentOutOfRangeException>(() => PngWriter.MaxLength(0, 1, 1));
        Should.Throw<OverflowException>(() => PngWriter.MaxLength(1 << 20, 1 << 12, 1));
    }

    [Theory]
    [InlineData("", 0x0000_0001u)]
    [InlineData("123456789", 0x091E_01DEu)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x5BDC_0FDAu)]
    public void Adler32_IsThePublishedOne(string text, uint adler) => Adler32.Of(System.Text.Encoding.ASCII.GetBytes(text)).ShouldBe(adler);

    [Fact]
    public void Adler32_IsRight_WhenSumsAreAtTheirLargest()
    {
        foreach (var length in new[] { 15, 16, 17, 351, 352, 353, 5552, 70_001 })
        {
            byte[] bytes = [.. Enumerable.Repeat((byte)255, length)];
            var (a, b) = (1L, 0L);
            foreach (var value in bytes) (a, b) = ((a + value) % 65521, (b + a + value) % 65521);

            Adler32.Of(bytes).ShouldBe((uint)((b << 16) | a), $"{length} bytes");
        }
    }

    private static IEnumerable<(string Name, byte[] Pixels)> Pictures(int width, int height, int channels)
    {
        var (length, random) = (width * height * channels, new Random(7));
        yield return ("black", new byte[length]);
        yield return ("white", [.. Enumerable.Repeat((byte)255, length)]);
        var noise = new byte[length];
        random.NextBytes(noise);
        yield return ("noise", noise);
        yield return ("bright noise", [.. noise.Select(value => (byte)(value | 0x90))]);
        yield return ("smooth", TestImages.Smooth(width, height, channels).Pixels);
        yield return ("mixed", Mixed(random, length, width * channels));
    }

    /// <summary>Runs of every length, noise, and repeated rows.</summary>
    private static byte[] Mixed(Random random, int length, int row)
    {
        var pixels = new byte[length];
        for (var at = 0; at < length;)
        {
            var part = pixels.AsSpan(at, Math.Min(length - at, random.Next(1, random.Next(2, 600))));
            switch (random.Next(4))
            {
                case 0: part.Fill((byte)random.Next(256)); break;
                case 1: random.NextBytes(part); break;
                case 2 when at >= row: pixels.AsSpan(at - row, Math.Min(row, part.Length)).CopyTo(part); break;
                default: part.Clear(); break;
            }

            at += part.Length;
        }

        return pixels;
    }

    private static byte[] Write(byte[] pixels, int width, int height, int channels)
    {
        var file = new byte[PngWriter.MaxLength(width, height, channels)];
        return file[..PngWriter.Write(pixels, width, height, channels, file)];
    }

    /// <summary>The rows by zlib and the specification's filters alone.</summary>
    private static byte[] Rows(byte[] file, int rowLength)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(33));
        using var zlib = new ZLibStream(new MemoryStream(file, 41, length), CompressionMode.Decompress);
        using var raw = new MemoryStream();
        zlib.CopyTo(raw);
        var channels = file[25] == 0 ? 1 : 3;
        byte[] above = new byte[rowLength];
        return [.. raw.ToArray().Chunk(rowLength + 1).SelectMany(filtered =>
        {
            var row = filtered[1..];
            for (var i = 0; i < row.Length; i++)
                row[i] += filtered[0] switch { 0 => 0, 1 => i >= channels ? row[i - channels] : (byte)0, 2 => above[i], _ => throw new InvalidDataException() };
            return above = row;
        })];
    }

    private static byte[] Read(byte[] file, int width, int height, int channels)
    {
        var reader = TestImages.Reader(new ImageLimits { MaxSide = 1 << 17 });
        var shape = new ImageShape(channels, height, width);
        return ImageGrid.Single(reader.Read(file, shape), shape).Pixels;
    }
}
