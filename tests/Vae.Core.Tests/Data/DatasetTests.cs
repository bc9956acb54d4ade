using System.Security.Cryptography;
using Vae.Core.Data;

namespace Vae.Core.Tests.Data;

public class DatasetTests
{
    private static readonly ImageShape Shape = new(1, 1, 2);

    [Fact]
    public void Sha256_IsOfShapesPixelsAndLabels()
    {
        var dataset = new Dataset("any", new ImageSet(Shape, new byte[] { 1, 2 }, new byte[] { 9 }), new ImageSet(Shape, new byte[] { 3, 4 }, new byte[] { 8 }));
        byte[] header = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0];

        dataset.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData([.. header, 1, 2, 9, .. header, 3, 4, 8])));
    }

    [Fact]
    public void Sha256_Differs_WhenOnlyTheShapeDiffers() =>
        Of(new ImageShape(1, 1, 2)).Sha256.ShouldNotBe(Of(new ImageShape(1, 2, 1)).Sha256);

    [Fact]
    public void New_Refuses_WhenTheSplitsDisagree() =>
        Should.Throw<DatasetInvalidException>(
            () => new Dataset("any", new ImageSet(Shape, new byte[2]), new ImageSet(new ImageShape(1, 1, 1), new byte[2])))
            .Message.ShouldContain("1x1x2");

    [Fact]
    public void New_Refuses_WhenASplitIsEmpty() =>
        Should.Throw<DatasetInvalidException>(() => new Dataset("any", new ImageSet(Shape, new byte[2]), new ImageSet(Shape, Array.Empty<byte>())))
            .Message.ShouldContain("0 held-out");

    [Fact]
    public void NewSet_Throws_WhenLengthsDoNotFit()
    {
        Should.Throw<ArgumentException>(() => new ImageSet(Shape, new byte[3])).Message.ShouldContain("got 3");
        Should.Throw<ArgumentException>(() => new ImageSet(Shape, new byte[4], new byte[1])).Message.ShouldContain("Expected 2 labels");
        Should.Throw<ArgumentException>(() => new ImageSet(new ImageShape(0, 1, 1), new byte[3])).Message.ShouldContain("0x1x1");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Image_Throws_WhenThereIsNone(int index) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ImageSet(Shape, new byte[4]).Image(index).Length);

    private static Dataset Of(ImageShape shape) => new("any", new ImageSet(shape, new byte[2]), new ImageSet(shape, new byte[2]));
}
