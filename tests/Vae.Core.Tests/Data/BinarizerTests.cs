using Vae.Core.Data;

namespace Vae.Core.Tests.Data;

public class BinarizerTests
{
    [Fact]
    public void Draw_MakesAPixelWhiteAsOftenAsItIsBright()
    {
        // Grey values 0, 51, …, 255, 20,000 pixels each: one standard deviation of a share is at most 0.0036.
        const int Times = 20_000;
        var shape = new ImageShape(1, 1, 6);
        byte[] row = [0, 51, 102, 153, 204, 255];
        var grey = new ImageSet(shape, Enumerable.Repeat(row, Times).SelectMany(values => values).ToArray());

        var drawn = Binarizer.Draw(grey, seed: 1);

        for (var column = 0; column < 6; column++)
        {
            var white = Enumerable.Range(0, Times).Count(i => drawn.Image(i)[column] == 255);
            (white / (double)Times).ShouldBe(column / 5.0, 0.018, $"grey value {row[column]}");
        }

        drawn.Pixels.ToArray().ShouldAllBe(value => value == 0 || value == 255);
        drawn.Pixels.ToArray().Where((_, i) => i % 6 == 0).ShouldAllBe(value => value == 0);
        drawn.Pixels.ToArray().Where((_, i) => i % 6 == 5).ShouldAllBe(value => value == 255);
    }

    [Fact]
    public void Draw_GivesTheSameBytes_WhenTheSeedIsTheSame()
    {
        var images = Some.Images(9);
        var first = Binarizer.Draw(images, 4).Pixels.ToArray();

        Binarizer.Draw(images, 4).Pixels.ToArray().ShouldBe(first);
        Binarizer.Draw(images, 5).Pixels.ToArray().ShouldNotBe(first);
        // An image's draws do not depend on how many follow.
        Binarizer.Draw(images.Select([0, 1, 2]), 4).Pixels.ToArray().ShouldBe(first[..(3 * Some.Shape.Pixels)]);
    }
}
