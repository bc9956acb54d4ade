using System.Buffers.Binary;
using System.Text;
using Vae.Core.Imaging;

namespace Vae.Reliability.Tests.Hostile.Images;

/// <summary>Parts of JPEG and WebP files, and files of other kinds.</summary>
internal static class Containers
{
    private const byte StartOfScan = 0xDA;

    /// <summary>Files of kinds that are not taken, each as the libraries that read them would know it.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Foreign { get; } =
    [
        Text("svg", "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'><image xlink:href='file:///etc/passwd'/></svg>"),
        Text("svg with entities", "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg><text>&x;</text></svg>"),
        Text("svg with data", "<svg xmlns='http://www.w3.org/2000/svg'><image href='data:image/png;base64,AAAA'/></svg>"),
        Text("mvg", "push graphic-context\nviewbox 0 0 64 64\nfill 'url(https://evil.test/|ls)'\npop graphic-context"),
        Text("msl", "<?xml version='1.0'?><image><read filename='/etc/passwd'/><write filename='/tmp/x'/></image>"),
        Text("eps", "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file"),
        Text("postscript", "%!PS\n%pipe%ls"),
        Text("pdf", "%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>endobj"),
        Text("csv", "255,255,255\n0,0,0\n"),
        Text("html", "<!doctype html><script>alert(1)</script>"),
        Text("pseudo file", "label:@/etc/passwd"),
        Text("ephemeral", "ephemeral:/etc/passwd"),
        Text("gif", "GIF89a\u0001\0\u0001\0\0\0\0;"),
        Text("bmp", "BM\u0001\0\0\0\0\0\0\0\u001A\0\0\0\u000C\0\0\0\u0001\0\u0001\0\u0001\0\u0018\0"),
        Text("netpbm", "P6 65535 65535 255\n"),
        ("tiff", [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0, 0, 1, 4, 0, 1, 0, 0, 0]),
        ("big tiff", [0x4D, 0x4D, 0, 0x2B, 0, 8, 0, 0, 0, 0, 0, 0, 0, 16]),
        ("heif", [0, 0, 0, 0x18, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8]),
        ("avif", [0, 0, 0, 0x18, .. "ftypavif"u8, 0, 0, 0, 0, .. "mif1avif"u8]),
        ("jpeg xl", [0xFF, 0x0A, 0xFA, 0x1F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        ("jpeg xl in boxes", [0, 0, 0, 0x0C, .. "JXL "u8, 0x0D, 0x0A, 0x87, 0x0A, 0, 0, 0, 0]),
        ("jpeg 2000", [0, 0, 0, 0x0C, .. "jP  "u8, 0x0D, 0x0A, 0x87, 0x0A, 0, 0, 0, 0]),
        ("icon", [0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, 0, 0]),
        ("vips", [0xB6, 0xA6, 0xF2, 0x08, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]),
        ("zip", [.. "PK\u0003\u0004"u8, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        ("pickle", [0x80, 4, 0x95, 30, 0, 0, 0, 0, 0, 0, 0, .. "cposix\nsystem\n"u8]),
        ("wave", [.. "RIFF"u8, 36, 0, 0, 0, .. "WAVEfmt "u8]),
    ];

    /// <summary>A JPEG segment: marker, length, payload.</summary>
    public static byte[] Segment(byte marker, params ReadOnlySpan<byte> payload) =>
        [0xFF, marker, (byte)(payload.Length + 2 >> 8), (byte)(payload.Length + 2), .. payload];

    /// <summary>The JPEG with something behind its first marker.</summary>
    public static byte[] After(byte[] jpeg, params ReadOnlySpan<byte> inserted) => [.. jpeg[..2], .. inserted, .. jpeg[2..]];

    /// <summary>A JPEG that ends with its frame's head.</summary>
    public static byte[] JpegHead(int width, int height, byte components = 3, byte process = 0xC0)
    {
        byte[] frame = [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, components, .. Enumerable.Range(1, components).SelectMany(id => (byte[])[(byte)id, 0x11, 0])];
        return [0xFF, 0xD8, .. Segment(process, frame)];
    }

    /// <summary>The JPEG with its scan so many times more, under a frame that says it is built up in scans.</summary>
    public static byte[] ManyScans(byte[] jpeg, int more)
    {
        int scan = MarkerAt(jpeg, StartOfScan);
        byte[] head = [.. jpeg[..scan]];
        head[MarkerAt(jpeg, 0xC0) + 1] = 0xC2;
        byte[] data = jpeg[scan..^2];
        var file = new byte[head.Length + data.Length * (more + 1) + 2];
        head.CopyTo(file, 0);
        for (int i = 0; i <= more; i++) data.CopyTo(file, head.Length + i * data.Length);
        (file[^2], file[^1]) = (0xFF, 0xD9);
        return file;
    }

    /// <summary>A WebP chunk, padded to an even length.</summary>
    public static byte[] WebPChunk(string type, ReadOnlySpan<byte> payload)
    {
        var chunk = new byte[8 + payload.Length + (payload.Length & 1)];
        Encoding.ASCII.GetBytes(type, chunk);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), payload.Length);
        payload.CopyTo(chunk.AsSpan(8));
        return chunk;
    }

    public static byte[] WebP(params IEnumerable<byte[]> chunks) => WebPChunk("RIFF", [.. "WEBP"u8, .. chunks.SelectMany(chunk => chunk)]);

    /// <summary>The head of the extended format, with sides less one in three bytes each.</summary>
    public static byte[] Extended(int width, int height, byte flags) => WebPChunk(
        "VP8X",
        [flags, 0, 0, 0, (byte)(width - 1), (byte)(width - 1 >> 8), (byte)(width - 1 >> 16), (byte)(height - 1), (byte)(height - 1 >> 8), (byte)(height - 1 >> 16)]);

    /// <summary>The head of a lossless image: sides less one in 14 bits each.</summary>
    public static byte[] Lossless(int width, int height)
    {
        var payload = new byte[32];
        payload[0] = 0x2F;
        BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(1), (uint)(width - 1) | (uint)(height - 1) << 14);
        return WebPChunk("VP8L", payload);
    }

    /// <summary>An EXIF block whose one entry is an orientation, whether or not there is such a one.</summary>
    public static byte[] Exif(int orientation) =>
        [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, (byte)(orientation >> 8), 0, 0, 0, 0, 0, 0];

    /// <summary>A picture in which no two neighbours are alike.</summary>
    public static byte[] Picture(ImageFormat format, int width = 28, int height = 28, int channels = 1)
    {
        var pixels = new byte[width * height * channels];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i * 37 / channels + i % channels * 60);
        return ImageCodec.Encode(new PixelImage(width, height, channels, pixels), format);
    }

    private static int MarkerAt(byte[] jpeg, byte marker) => jpeg.AsSpan().IndexOf([(byte)0xFF, marker]);

    private static (string, byte[]) Text(string name, string text) => (name, Encoding.Latin1.GetBytes(text));
}
