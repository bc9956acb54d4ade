using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Training;

public class RowOrderTests : TensorTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NextEpoch_HasEachImageOnce_WhereNoLabelIsHidden(bool listed)
    {
        using var generator = new Generator(1);
        var order = new RowOrder(9, listed ? new bool[9] : null, 4, generator);

        var (first, second) = (order.NextEpoch(), order.NextEpoch());

        first.ShouldBe([0, 1, 2, 3, 4, 5, 6, 7, 8], ignoreOrder: true);
        second.ShouldBe(first, ignoreOrder: true);
        second.ShouldNotBe(first);
    }

    [Theory]
    // A tenth of the batch at least; their share where that is more; no more than there are; and room for the others, however few.
    [InlineData(200, 4, 20, 2)]
    [InlineData(200, 100, 20, 10)]
    [InlineData(200, 4, 100, 4)]
    [InlineData(200, 199, 20, 19)]
    [InlineData(200, 190, 2, 1)]
    public void NextEpoch_BeginsEachBatchWithLabelledImages(int count, int labelled, int batch, int expected)
    {
        using var generator = new Generator(1);
        var order = new RowOrder(count, Hidden(count, labelled), batch, generator);

        foreach (var rows in order.NextEpoch().Chunk(batch))
        {
            rows[..expected].ShouldAllBe(row => row < labelled);
            rows[expected..].ShouldAllBe(row => row >= labelled);
        }
    }

    [Fact]
    public void NextEpoch_LeavesALastBatchOfOneToTheOthers()
    {
        using var generator = new Generator(1);

        new RowOrder(9, Hidden(9, 3), 4, generator).NextEpoch()[^1].ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void NextEpoch_LetsBothKindsTakeTurns_AcrossEpochs()
    {
        using var generator = new Generator(1);
        var order = new RowOrder(50, Hidden(50, 3), 10, generator);

        // 5 batches of 1 and 9.
        var rows = order.NextEpoch().Concat(order.NextEpoch()).Concat(order.NextEpoch()).ToArray();

        rows.Length.ShouldBe(150);
        rows.Where(row => row < 3).GroupBy(row => row).Select(group => group.Count()).ShouldBe([5, 5, 5]);
        var unlabelled = rows.Where(row => row >= 3).ToArray();
        unlabelled[..47].Distinct().Count().ShouldBe(47, "each once before any comes again");
        unlabelled[47..94].Distinct().Count().ShouldBe(47);
        unlabelled[47..94].ShouldNotBe(unlabelled[..47], "in a new order");
    }

    [Fact]
    public void NextEpoch_ComesFromTheGeneratorAlone()
    {
        long[] Rows(ulong seed)
        {
            using var generator = new Generator(seed);
            var order = new RowOrder(50, Hidden(50, 3), 8, generator);
            return [.. order.NextEpoch(), .. order.NextEpoch()];
        }

        Rows(1).ShouldBe(Rows(1));
        Rows(2).ShouldNotBe(Rows(1));
    }

    /// <summary>The first images have a label, the others hide theirs.</summary>
    private static bool[] Hidden(int count, int labelled) => [.. Enumerable.Range(0, count).Select(row => row >= labelled)];
}
