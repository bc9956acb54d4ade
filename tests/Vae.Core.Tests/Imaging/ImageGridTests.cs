using Vae.Core.Data;
using Vae.Core.Imaging;

namespace Vae.Core.Tests.Imaging;

public class ImageGridTests
{
    [Fact]
    public void Compose_LaysImagesOutInRows_WithBlackBetween()
    {
        var grid = ImageGrid.Compose([0.2f, 0.4f, 0.6f], 3, new ImageShape(1, 1, 1), columns: 2, padding: 1, scale: 2);

        (grid.Width, grid.Height, grid.Channels).ShouldBe((7, 7, 1));
        string.Join('\n', grid.Pixels.Chunk(7).Select(row => string.Join(' ', row))).ShouldBe(
            """
            0 0 0 0 0 0 0
            0 51 51 0 102 102 0
            0 51 51 0 102 102 0
            0 0 0 0 0 0 0
            0 153 153 0 0 0 0
            0 153 153 0 0 0 0
            0 0 0 0 0 0 0
            """);
    }

    [Fact]
    public void Compose_Interleaves_WhenThereIsColour()
    {
        // [C, H, W] = [3, 1, 2]: reds 1 0, greens 0 1, blues 0.2 0.4.
        var grid = ImageGrid.Compose([1, 0, 0, 1, 0.2f, 0.4f], 1, new ImageShape(3, 1, 2), padding: 0);

        grid.Pixels.ShouldBe([255, 0, 51, 0, 255, 102]);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(16, 4, 4)]
    [InlineData(10, 4, 3)]
    [InlineData(64, 8, 8)]
    public void Compose_IsAsSquareAsItCanBe_WhenColumnsAreNotGiven(int count, int across, int down)
    {
        var grid = ImageGrid.Compose(new float[count], count, new ImageShape(1, 1, 1), padding: 0);

        (grid.Width, grid.Height).ShouldBe((across, down));
    }

    [Fact]
    public void Single_HasNoBorder() =>
        ImageGrid.Single([0f, 1f], new ImageShape(1, 1, 2), scale: 2).ShouldSatisfyAllConditions(
            image => image.Width.ShouldBe(4),
            image => image.Height.ShouldBe(2),
            image => image.Pixels.ShouldBe([0, 0, 255, 255, 0, 0, 255, 255]));

    [Fact]
    public void Single_CutsAndRounds_WhenValuesAreOutsideOrBetween() =>
        ImageGrid.Single([-1f, 2f, 0.4999f / 255, 0.5001f / 255], new ImageShape(1, 1, 4)).Pixels.ShouldBe([0, 255, 0, 1]);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Single_Throws_WhenAValueIsNotFinite(float value) =>
        Should.Throw<ArgumentException>(() => ImageGrid.Single([0f, value], new ImageShape(1, 1, 2)));

    [Fact]
    public void Compose_Throws_WhenTheValuesDoNotFit() =>
        Should.Throw<ArgumentException>(() => ImageGrid.Compose(new float[5], 2, new ImageShape(1, 1, 2)))
            .Message.ShouldContain("5 values");

    [Fact]
    public void Compose_Throws_WhenTheGridWouldNotFitAnArray() =>
        Should.Throw<OverflowException>(() => ImageGrid.Compose([0f], 1, new ImageShape(1, 1, 1), scale: 100_000));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public void Compose_RoundsEveryValueAlike_WhereverItStands(int channels, int scale)
    {
        // 37 columns: whole vectors, and a rest.
        var shape = new ImageShape(channels, 3, 37);
        var random = new Random(4);
        float[] values = [.. Enumerable.Range(0, 2 * shape.Pixels).Select(i => i % 5 == 0 ? (random.Next(256) + 0.5f) / 255f : (random.NextSingle() * 1.4f) - 0.2f)];
        var layout = new GridLayout { Columns = 1, Padding = 1, Scale = scale };
        var size = ImageGrid.SizeOf(2, shape, layout);
        var grid = new byte[size.Bytes];
        Array.Fill(grid, (byte)9);

        ImageGrid.Compose(values, 2, shape, layout, grid).ShouldBe(size);

        for (var i = 0; i < grid.Length; i++)
        {
            var (c, x, y) = (i % channels, (i / channels % size.Width) - 1, (i / channels / size.Width) - 1);
            var cell = (shape.Height * scale) + 1;
            var inside = x >= 0 && x < 37 * scale && y >= 0 && y % cell < cell - 1;
            var value = inside ? values[((y / cell) * shape.Pixels) + (c * 37 * 3) + (y % cell / scale * 37) + (x / scale)] : 0;
            grid[i].ShouldBe((byte)((Math.Clamp(value, 0f, 1f) * 255f) + 0.5f), $"byte {i}");
        }
    }

    [Fact]
    public void Compose_AllocatesNothing_WhenTheCallerHasTheMemory()
    {
        var (shape, layout) = (new ImageShape(1, 28, 28), new GridLayout());
        var (images, grid) = (new float[16 * 784], new byte[122 * 122]);
        ImageGrid.Compose(images, 16, shape, layout, grid);

        var before = GC.GetAllocatedBytesForCurrentThread();
        ImageGrid.Compose(images, 16, shape, layout, grid);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Compose_Throws_WhenTheRoomDoesNotFit() =>
        Should.Throw<ArgumentException>(() => ImageGrid.Compose(new float[4], 4, new ImageShape(1, 1, 1), GridLayout.Bare, new byte[3]))
            .Message.ShouldContain("1 x 4 x 1 bytes, got 3");

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(36)]
    public void Single_NamesTheValue_WhenOneIsNotFinite_WhereverItStands(int index)
    {
        var values = new float[37];
        values[index] = float.NegativeInfinity;

        Should.Throw<ArgumentException>(() => ImageGrid.Single(values, new ImageShape(1, 1, 37))).Message.ShouldContain("-Infinity");
    }
}
