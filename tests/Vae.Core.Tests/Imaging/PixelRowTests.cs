using System.Buffers.Binary;
using Vae.Core.Imaging;

namespace Vae.Core.Tests.Imaging;

public sealed class PixelRowTests
{
    private const int Pixels = 300;

    [Theory]
    [InlineData(1, -1)]
    [InlineData(3, -1)]
    [InlineData(1, 5)]
    [InlineData(3, 64)]
    [InlineData(1, 299)]
    public void ToPlanes_GivesWhatUnpackGives_ToTheBit(int channels, int coloured)
    {
        var rgba = new byte[4 * Pixels];
        for (var i = 0; i < Pixels; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(rgba.AsSpan(4 * i), 0xFF00_0000 | ((uint)(i & 255) * 0x01_0101));
        if (coloured >= 0) BinaryPrimitives.WriteUInt32LittleEndian(rgba.AsSpan(4 * coloured), 0x7F12_3456);
        var (row, planes) = (new float[channels * Pixels], new float[channels * Pixels]);

        PixelRow.Unpack(rgba, channels, row);
        PixelRow.ToPlanes(rgba, channels, planes);

        for (var i = 0; i < row.Length; i++) planes[(i % channels * Pixels) + (i / channels)].ShouldBe(row[i], $"sample {i}");
    }
}
