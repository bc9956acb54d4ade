using System.Buffers.Binary;
using Vae.Core.Imaging;

namespace Vae.Core.Tests.Imaging;

/// <summary>Small images, and the parts from which files with metadata are put together.</summary>
internal static class TestImages
{
    public static ImageReader Reader(ImageLimits? limits = null) => new(limits ?? new ImageLimits());

    /// <summary>A smooth picture with some texture: every pixel differs from its neighbours.</summary>
    public static PixelImage Smooth(int width, int height, int channels)
    {
        var pixels = new byte[width * height * channels];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (c, x, y) = (i % channels, i / channels % width, i / channels / width);
            pixels[i] = (byte)((20 + (x * 170 / width) + (y * 50 / height) + (c * 15) + ((x ^ y) & 1)) & 255);
        }

        return new PixelImage(width, height, channels, pixels);
    }

    public static byte[] Encode(ImageFormat format, int width = 20, int height = 14, int channels = 3) =>
        ImageCodec.Encode(Smooth(width, height, channels), format);

    /// <summary>An EXIF block with one entry: the orientation.</summary>
    public static byte[] Exif(int orientation, bool little)
    {
        var tiff = new byte[26];
        (little ? "II*\0"u8 : "MM\0*"u8).CopyTo(tiff);
        Put32(4, 8);
        Put16(8, 1);
        Put16(10, 0x0112);
        Put16(12, 3);
        Put32(14, 1);
        Put16(18, orientation);
        return tiff;

        void Put16(int at, int value)
        {
            if (little)
                BinaryPrimitives.WriteInt16LittleEndian(tiff.AsSpan(at), (short)value);
            else
                BinaryPrimitives.WriteInt16BigEndian(tiff.AsSpan(at), (short)value);
        }

        void Put32(int at, int value)
        {
            if (little)
                BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(at), value);
            else
                BinaryPrimitives.WriteInt32BigEndian(tiff.AsSpan(at), value);
        }
    }

    /// <summary>A JPEG segment: marker, length, payload.</summary>
    public static byte[] Segment(byte marker, params byte[] payload) =>
        [0xFF, marker, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2), .. payload];

    /// <summary>The JPEG with segments put behind its first marker.</summary>
    public static byte[] WithSegments(byte[] jpeg, params byte[][] segments) =>
        [.. jpeg[..2], .. segments.SelectMany(segment => segment), .. jpeg[2..]];

    /// <summary>A WebP chunk, padded to an even length.</summary>
    public static byte[] WebPChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> payload)
    {
        var chunk = new byte[8 + payload.Length + (payload.Length & 1)];
        type.CopyTo(chunk);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), payload.Length);
        payload.CopyTo(chunk.AsSpan(8));
        return chunk;
    }

    public static byte[] Riff(params byte[][] chunks)
    {
        byte[] body = [.. "WEBP"u8, .. chunks.SelectMany(chunk => chunk)];
        return WebPChunk("RIFF"u8, body);
    }

    /// <summary>The one image chunk of a simple WebP.</summary>
    public static byte[] ImageChunk(byte[] webp) => webp[12..];

    public static byte[] Extended(int width, int height, byte flags) => WebPChunk(
        "VP8X"u8,
        [flags, 0, 0, 0, (byte)(width - 1), (byte)((width - 1) >> 8), 0, (byte)(height - 1), (byte)((height - 1) >> 8), 0]);
}
