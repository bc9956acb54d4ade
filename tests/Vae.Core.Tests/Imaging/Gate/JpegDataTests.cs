using Vae.Core.Imaging;
using Vae.Core.Imaging.Gate;

namespace Vae.Core.Tests.Imaging.Gate;

public class JpegDataTests
{
    private static readonly byte[] EndOfImage = [0xFF, 0xD9];
    private static readonly byte[] StartOfScan = [0xFF, 0xDA];

    // 20 x 14 pixels, 4:2:0, a restart marker behind each unit, written by libjpeg-turbo.
    private static readonly byte[] Sequential = Convert.FromBase64String(
        """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKSj/2wBDAQcHBwoIChMKChMo
        GhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/wAARCAAOABQDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL
        /8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1
        dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQF
        BgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm
        Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/90ABAAB/9oADAMBAAIRAxEAPwDk
        fDFljbxjH4Y/l6e3Ttj5PW/DFljbxjH4Y/l6e3Ttj5OI8NWqpjOBtz09t30/uH06Dpxs9a8N2oQcYyuf03f/ABB/IdONnVJqKbZyn//Q9fuNQi00pA66gDtDf6PaTSr6dY1wDx0PI44H
        ABXAXNte+Lr+5vtLt4BDH5UZW4mgBG6GOVcebaTn7kqE7WVQxYBTgyOV4dStBybqV5Rb6JvTy0VtDtVPB0/cqKXMt7ctr9T/2Q==
        """);

    private static readonly byte[] Progressive = Convert.FromBase64String(
        """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKSj/2wBDAQcHBwoIChMKChMo
        GhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/wgARCAAOABQDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAABQYA/8QAFQEBAQAA
        AAAAAAAAAAAAAAAAAwT/3QAEAAH/2gAMAwEAAhADEAAAASK0StUv/9CvwGhb/8QAGBABAQEBAQAAAAAAAAAAAAAAAgAEAwH/2gAIAQEAAQUCzC//0Mwv/9FdPOd//9LMb//TzG//1EXr
        f//EABoRAAICAwAAAAAAAAAAAAAAAAACAxESIYH/2gAIAQMBAT8BP//QxhXTXfD/xAAZEQADAAMAAAAAAAAAAAAAAAAAAQIRISL/2gAIAQIBAT8Bej//0KtZ6to//8QAIBAAAgECBwEA
        AAAAAAAAAAAAAAECEVEDIiMxQYKx8P/aAAgBAQAGPwI//9A//9Gmp1i34f/SP//TP//UlPCiqKizNWT5i7/bn//EAB8QAAEEAgIDAAAAAAAAAAAAAAERMUHwIYHR4QBxof/aAAgBAQAB
        PyFq26//0Grbr//RQTDFw3x5/9II13xY/9NHXfFj/9RhpiWJ6YMQFXEv/9oADAMBAAIAAwAAABBD/9DH/8QAGREAAwADAAAAAAAAAAAAAAAAABEhATFB/9oACAEDAQE/ED//0MQSNqH0
        /8QAGREBAAIDAAAAAAAAAAAAAAAAAQAhEUFh/9oACAECAQE/EEBWf//QSlR0LXKMVP/EACEQAAICAQQCAwAAAAAAAAAAAAERITEAQVFhgXGxkaHh/9oACAEBAAE/EF0S6XrbitFn/9Bd
        Eul624rRZ//RJDhTwVaAYoyIgQB//9JS0JVx037UKjP/0wDCbfX6/AqM/wD/1B2LICRAn75QEAJHH//Z
        """);

    public static TheoryData<byte[]> Samples => new()
    {
        Sequential,
        Progressive,
        ImageCodec.Encode(TestImages.Smooth(20, 14, 3), ImageFormat.Jpeg),
        ImageCodec.Encode(TestImages.Smooth(33, 65, 1), ImageFormat.Jpeg, 30),
        ImageCodec.Encode(TestImages.Smooth(8, 8, 3), ImageFormat.Jpeg, 100),
        ImageCodec.Encode(TestImages.Smooth(1, 1, 1), ImageFormat.Jpeg, 1),
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void IsWhole_IsTrue_WhenNothingIsMissing(byte[] jpeg) => IsWhole(jpeg).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Samples))]
    public void IsWhole_IsFalse_WhereverTheLastScanIsCut(byte[] jpeg)
    {
        var data = jpeg.AsSpan().LastIndexOf(StartOfScan);
        data += 2 + jpeg[data + 3];

        for (var cut = data; cut < jpeg.Length - EndOfImage.Length; cut++)
        {
            byte[] damaged = [.. jpeg[..cut], .. EndOfImage];
            IsWhole(damaged).ShouldBeFalse($"cut after {cut} of {jpeg.Length} bytes");
            // The whole way agrees, whichever codec stands at its end.
            Should.Throw<ImageRejectedException>(() => TestImages.Reader().Read(damaged, new Core.Data.ImageShape(1, 4, 4)))
                .Reason.ShouldBe(ImageRejection.Invalid);
        }
    }

    [Fact]
    public void IsWhole_IsFalse_WhenAnEarlierScanIsCut()
    {
        var first = Progressive.AsSpan().IndexOf(StartOfScan);
        var next = first + 2 + Progressive[first + 3];
        while (Progressive[next] != 0xFF || Progressive[next + 1] is 0 or (>= 0xD0 and <= 0xD7))
            next++;

        IsWhole([.. Progressive[..(next - 1)], .. Progressive[next..]]).ShouldBeFalse();
    }

    [Fact]
    public void IsWhole_IsFalse_WhenThereIsMoreDataThanBlocks() =>
        IsWhole([.. Sequential[..^2], .. Enumerable.Repeat((byte)0x55, 8), .. EndOfImage]).ShouldBeFalse();

    [Fact]
    public void IsWhole_IsFalse_WhenARestartMarkerIsMissing()
    {
        var at = Sequential.AsSpan().IndexOf(new byte[] { 0xFF, 0xD0 });

        IsWhole([.. Sequential[..at], .. Sequential[(at + 2)..]]).ShouldBeFalse();
    }

    [Fact]
    public void IsWhole_IsFalse_WhenATableIsMissing()
    {
        var table = Sequential.AsSpan().IndexOf(new byte[] { 0xFF, 0xC4 });
        var length = 2 + (Sequential[table + 2] << 8) + Sequential[table + 3];

        IsWhole([.. Sequential[..table], .. Sequential[(table + length)..]]).ShouldBeFalse();
    }

    private static bool IsWhole(byte[] jpeg)
    {
        ImageGate.Inspect(jpeg, new ImageLimits(), out var gated);
        return JpegData.IsWhole(gated);
    }
}
