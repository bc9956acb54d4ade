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
}
