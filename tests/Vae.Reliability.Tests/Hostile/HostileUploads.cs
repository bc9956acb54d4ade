using Vae.Core.Imaging;
using Vae.Reliability.Tests.Hostile.Images;
using static Vae.Reliability.Tests.Hostile.Images.Containers;

namespace Vae.Reliability.Tests.Hostile;

/// <summary>A file that somebody sends as a picture, and the answers that are right.</summary>
internal sealed record HostileFile(string Name, string Type, byte[] Bytes, params string[] Answers);

/// <summary>Makes hostile uploads of every kind; seed and index give the same one again.</summary>
internal static class HostileUploads
{
    private const string Png = "image/png";
    private const string Jpeg = "image/jpeg";
    private const string WebP = "image/webp";
    private const string Invalid = "image-invalid";
    private const string TooLarge = "image-too-large";
    private const string Trailing = "trailing-data";
    private const string OtherType = "unsupported-media-type";

    private static readonly string[] Types = [Png, Jpeg, WebP];

    private static readonly (string Type, byte[] Bytes)[] Good =
    [
        (Png, Picture(ImageFormat.Png)), (Png, Picture(ImageFormat.Png, 40, 17, 3)),
        (Jpeg, Picture(ImageFormat.Jpeg)), (Jpeg, Picture(ImageFormat.Jpeg, 40, 17, 3)),
        (WebP, Picture(ImageFormat.WebP)), (WebP, Picture(ImageFormat.WebP, 40, 17, 3)),
    ];

    private static readonly Func<Dice, HostileFile>[] Kinds =
    [
        HugeSides, HugeSides, LongData, LongMetadata, ManyScans, Truncated, Truncated, Flipped, Flipped, Flipped, Spliced, Spliced, Spliced,
        Polyglot, Foreigner, Foreigner, Mismatched, Tiny, Animated, Unusual, Unusual, Turned, Crafted, Noise,
    ];

    /// <summary>The upload with an index.</summary>
    public static HostileCase Make(ulong seed, long index)
    {
        var dice = new Dice(seed, index);
        return dice.OneIn(8) ? Envelopes.Abuse(dice, dice.Of(Good).Bytes) : Envelopes.Wrap(dice, Kinds[dice.Below(Kinds.Length)](dice));
    }

    /// <summary>Small files that say they are large, and some that are.</summary>
    private static HostileFile HugeSides(Dice dice) => dice.Below(9) switch
    {
        0 => new("1-bit PNG of 30,000 squared", Png, PngFile.File(PngFile.Header(30_000, 30_000, depth: 1), PngFile.Bomb(108), PngFile.End), TooLarge),
        1 => new("PNG of one column", Png, PngFile.File(PngFile.Header(1, 8_000_000), PngFile.Bomb(8), PngFile.End), TooLarge),
        2 => new("PNG of 2^31-1", Png, PngFile.File(PngFile.Header(int.MaxValue, int.MaxValue)), TooLarge),
        3 => new("PNG of 2^32-1", Png, PngFile.File(PngFile.Header(uint.MaxValue, uint.MaxValue)), TooLarge),
        4 => new("PNG just over", Png, PngFile.File(PngFile.Header(4096, 4000, depth: 1), PngFile.End), TooLarge),
        5 => new("JPEG head of 65,535 squared", Jpeg, JpegHead(65_535, 65_535), TooLarge),
        6 => new("lossless WebP of 16,383 squared", WebP, Containers.WebP(Lossless(16_383, 16_383)), TooLarge),
        7 => new("extended WebP of 2^24", WebP, Containers.WebP(Extended(1 << 24, 1 << 24, 0)), TooLarge),
        _ => new("PNG of any sides", Png, PngFile.File(PngFile.Header((uint)dice.Between(4097, int.MaxValue), (uint)dice.Between(1, int.MaxValue))), TooLarge),
    };

    /// <summary>Far more data than the head promises.</summary>
    private static HostileFile LongData(Dice dice)
    {
        int mebibytes = dice.Of([1, 16, 256, 1024]);
        return new($"{mebibytes} MiB behind 28 by 28", Png, PngFile.File(PngFile.Header(28, 28), PngFile.Bomb(mebibytes), PngFile.End), Good200AndInvalid);
    }

    /// <summary>More metadata than picture: nothing of it is read, so that a good picture stays one.</summary>
    private static HostileFile LongMetadata(Dice dice)
    {
        List<byte[]> chunks = PngFile.Chunks(Good[0].Bytes);
        return dice.Below(5) switch
        {
            0 => Png1("compressed text of 60 MiB", PngFile.Chunk("zTXt", [.. "Comment\0\0"u8, .. PngFile.Zeros(60)])),
            1 => Png1("profile of 60 MiB", PngFile.Chunk("iCCP", [.. "p\0\0"u8, .. PngFile.Zeros(60)])),
            2 => new("texts without end", Png, PngFile.File([chunks[0], .. Enumerable.Repeat(PngFile.Chunk("tEXt", "k\0v"u8), dice.Between(5000, 100_000)), .. chunks[1..]]), Invalid),
            3 => new("markers without end", Jpeg, After(Good[2].Bytes, [.. Enumerable.Repeat(Segment(0xE5, 1, 2), dice.Between(5000, 10_000)).SelectMany(part => part)]), Invalid),
            _ => new("profile of 64 KiB", Jpeg, After(Good[2].Bytes, Segment(0xE2, dice.Bytes(65_000))), HostileCase.Good),
        };

        HostileFile Png1(string name, byte[] chunk) => new(name, Png, PngFile.File([chunks[0], chunk, .. chunks[1..]]), HostileCase.Good);
    }

    private static HostileFile ManyScans(Dice dice) => new("many scans", Jpeg, Containers.ManyScans(dice.Of([Good[2].Bytes, Good[3].Bytes]), dice.Between(100, 1000)), Invalid);

    private static HostileFile Truncated(Dice dice)
    {
        (string type, byte[] bytes) = dice.Of(Good);
        return new("truncated", type, bytes[..dice.Below(bytes.Length)], Invalid, OtherType);
    }

    private static HostileFile Flipped(Dice dice)
    {
        (string type, byte[] bytes) = dice.Of(Good);
        byte[] flipped = [.. bytes];
        for (int count = dice.Of([1, 1, 1, 4, 32]); count > 0; count--) flipped[dice.Below(flipped.Length)] ^= (byte)(1 << dice.Below(8));
        return new("flipped bits", type, flipped, AnyImageAnswer);
    }

    /// <summary>Pieces of a good file twice, in another place, gone, overwritten, or with a length that lies.</summary>
    private static HostileFile Spliced(Dice dice)
    {
        (string type, byte[] bytes) = dice.Of(Good);
        int from = dice.Below(bytes.Length), length = dice.Between(1, Math.Min(64, bytes.Length - from)), to = dice.Below(bytes.Length);
        byte[] piece = bytes[from..(from + length)];
        byte[] file = dice.Below(6) switch
        {
            0 => [.. bytes[..to], .. piece, .. bytes[to..]],
            1 => [.. bytes[..from], .. bytes[(from + length)..]],
            2 => [.. bytes[..to], .. dice.Bytes(length), .. bytes[Math.Min(bytes.Length, to + length)..]],
            3 => [.. bytes[..Math.Min(to, bytes.Length - 4)], .. dice.Of<byte[]>([[255, 255, 255, 255], [127, 255, 255, 255], [0, 0, 0, 0], [0, 0, 0, 1], [255, 255, 0, 0]]), .. bytes[Math.Min(bytes.Length, to + 4)..]],
            4 => Reordered(dice),
            _ => [.. bytes[..to], .. dice.Of(Good).Bytes[dice.Below(40)..]],
        };
        return new("spliced", type == Png || !file.AsSpan().StartsWith(PngFile.Signature) ? type : Png, file, AnyImageAnswer);
    }

    private static byte[] Reordered(Dice dice)
    {
        List<byte[]> chunks = [.. PngFile.Chunks(Good[0].Bytes), PngFile.Chunk("PLTE", dice.Bytes(dice.Below(1000))), PngFile.Chunk("tRNS", dice.Bytes(dice.Below(300))), PngFile.Chunk("XXXX", dice.Bytes(9))];
        for (int i = chunks.Count - 1; i > 0; i--)
        {
            int other = dice.Below(i + 1);
            (chunks[i], chunks[other]) = (chunks[other], chunks[i]);
        }
        return PngFile.File(chunks);
    }

    /// <summary>Two files in one.</summary>
    private static HostileFile Polyglot(Dice dice)
    {
        (string type, byte[] bytes) = dice.Of(Good);
        byte[] other = dice.Of(Foreign).Bytes;
        if (dice.OneIn(3)) return new("another file before it", type, [.. other, .. bytes], OtherType, Invalid);
        return new("another file behind it", type, [.. bytes, .. dice.Of<byte[]>([other, [0], [0xFF, 0xD9], "<?php system('ls'); ?>"u8.ToArray(), bytes, new byte[4096]])], Trailing, Invalid);
    }

    private static HostileFile Foreigner(Dice dice)
    {
        (string name, byte[] bytes) = dice.Of(Foreign);
        return new(name, dice.Of(Types), bytes, OtherType);
    }

    private static HostileFile Mismatched(Dice dice)
    {
        (string type, byte[] bytes) = dice.Of(Good);
        return new("another type than it says", dice.Of([.. Types.Where(other => other != type)]), bytes, OtherType);
    }

    private static HostileFile Tiny(Dice dice)
    {
        int length = dice.Below(12);
        return new($"{length} bytes", dice.Of(Types), dice.OneIn(2) ? dice.Bytes(length) : Good[dice.Below(Good.Length)].Bytes[..length], Invalid, OtherType);
    }

    private static HostileFile Animated(Dice dice)
    {
        List<byte[]> chunks = PngFile.Chunks(Good[0].Bytes);
        byte[] frame = WebPChunk("ANMF", [.. new byte[16], .. Good[4].Bytes[12..]]);
        return dice.OneIn(2)
            ? new("animated PNG", Png, PngFile.File([chunks[0], PngFile.Chunk("acTL", [0, 0, 0x27, 0x10, 0, 0, 0, 0]), .. chunks[1..]]), Invalid)
            : new("animated WebP", WebP, Containers.WebP([Extended(28, 28, 2), WebPChunk("ANIM", new byte[6]), .. Enumerable.Repeat(frame, dice.Between(1, 2000))]), Invalid);
    }

    /// <summary>Kinds of pictures that codecs have stumbled over: some are taken, the others refused.</summary>
    private static HostileFile Unusual(Dice dice) => dice.Below(9) switch
    {
        0 => new("16 bits a sample", Png, PngFile.File(PngFile.Header(28, 28, 16), PngFile.Lines(28 * 57, 0), PngFile.End), HostileCase.Good),
        1 => new("grey with alpha, 16 bits", Png, PngFile.File(PngFile.Header(28, 28, 16, 4), PngFile.Lines(28 * 113, 0), PngFile.End), HostileCase.Good),
        2 => new("interlaced, with passes of no pixels", Png, PngFile.File(PngFile.Header(1, 1, 8, 0, 1), PngFile.Lines(2, 0), PngFile.End), Invalid),
        3 => new("indexed without colours", Png, PngFile.File(PngFile.Header(28, 28, 8, 3), PngFile.Lines(28 * 29, 0), PngFile.End), Invalid),
        4 => new("colours beyond the palette", Png, PngFile.File(PngFile.Header(28, 28, 8, 3), PngFile.Chunk("PLTE", [1, 2, 3]), PngFile.Lines(28 * 29, (byte)dice.Between(0, 4)), PngFile.End), Good200AndInvalid),
        5 => new("any depth and colour", Png, PngFile.File(PngFile.Header(9, 9, dice.Below(40), dice.Below(12), dice.Below(4)), PngFile.Lines(dice.Below(900), 0), PngFile.End), Good200AndInvalid),
        6 => new("four inks", Jpeg, JpegHead(28, 28, components: 4), Invalid),
        7 => new("a process that nobody uses", Jpeg, JpegHead(28, 28, process: (byte)dice.Of([0xC3, 0xC5, 0xC9, 0xCA, 0xCF])), Invalid),
        _ => new("large but allowed", Png, PngFile.File(PngFile.Header(1500, 1500, 1), PngFile.Lines(1500 * 189, 0), PngFile.End), HostileCase.Good),
    };

    private static HostileFile Turned(Dice dice) =>
        new("orientation", Jpeg, After(Good[2].Bytes, Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(dice.Below(256))])), HostileCase.Good);

    /// <summary>Metadata that is made to break its parser: it is dropped before one sees it.</summary>
    private static HostileFile Crafted(Dice dice)
    {
        byte[] exif = Exif(6);
        for (int count = dice.Between(1, 8); count > 0; count--) exif[dice.Below(exif.Length)] = (byte)dice.Of([0, 1, 0x7F, 0x80, 0xFF, dice.Below(256)]);
        List<byte[]> chunks = PngFile.Chunks(Good[0].Bytes);
        return dice.OneIn(2)
            ? new("crafted EXIF", Jpeg, After(Good[2].Bytes, Segment(0xE1, [.. "Exif\0\0"u8, .. exif, .. dice.Bytes(dice.Below(300))])), HostileCase.Good)
            : new("crafted EXIF", Png, PngFile.File([chunks[0], PngFile.Chunk("eXIf", exif), .. chunks[1..]]), HostileCase.Good);
    }

    private static HostileFile Noise(Dice dice)
    {
        (string type, byte[] bytes) = dice.Of(Good);
        return new("noise behind a head", type, [.. bytes[..dice.Between(12, 40)], .. dice.Bytes(dice.Below(5000))], Invalid, OtherType, TooLarge, Trailing);
    }

    private static string[] Good200AndInvalid => [HostileCase.Good, Invalid];

    private static string[] AnyImageAnswer => [HostileCase.Good, Invalid, OtherType, TooLarge, Trailing];
}
