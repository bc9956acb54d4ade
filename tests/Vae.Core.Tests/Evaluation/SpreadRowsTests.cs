using Vae.Core.Evaluation;

namespace Vae.Core.Tests.Evaluation;

public sealed class SpreadRowsTests
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 1)]
    [InlineData(3, 10)]
    [InlineData(7, 7)]
    [InlineData(9, 7)]
    [InlineData(1000, 4096)]
    public void Of_TakesOneRowOfEachStretch(long count, long total)
    {
        var rows = SpreadRows.Of(count, total);

        rows.Length.ShouldBe((int)Math.Min(count, total));
        for (var i = 0; i < rows.Length; i++)
            rows[i].ShouldBeInRange(i * total / rows.Length, ((i + 1) * total / rows.Length) - 1);
        SpreadRows.Of(count, total).ShouldBe(rows);
    }

    [Fact]
    public void Of_TakesEveryLabel_WhetherTheyRepeatOrComeInBlocks()
    {
        // Every second, fourth or tenth row at equal distances would meet five, five or one of the ten.
        foreach (var total in (int[])[4_000, 8_000, 20_000])
        {
            var rows = SpreadRows.Of(2_000, total);
            foreach (var label in (Func<long, long>[])[row => row % 10, row => row * 10 / total])
            {
                var counts = rows.GroupBy(label).Select(group => group.Count()).ToArray();
                counts.Length.ShouldBe(10);
                // 200 of each expected; five standard deviations of a binomial are 67.
                counts.ShouldAllBe(count => count > 130 && count < 270);
            }
        }
    }
}
