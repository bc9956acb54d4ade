using Vae.Core.Models.Frozen;

namespace Vae.Core.Tests.Models.Frozen;

public class ActiveInputsTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    [InlineData(40, true)]
    [InlineData(41, false)]
    [InlineData(400, true)]
    [InlineData(784, false)]
    [InlineData(785, true)]
    public void Take_KeepsWhatIsActive_InOrder_BlockByBlock(int length, bool relu)
    {
        var random = new Random(length);
        float[] row = [.. Enumerable.Range(0, length).Select(_ => random.Next(3) == 0 ? 0 : random.NextSingle() - 0.5f)];
        row[length / 2] = float.NaN;
        row[0] = -0f;
        using var inputs = new ActiveInputs(2, length);

        // The second row has other inputs: what the first one wrote must not be seen.
        inputs.Take(0, new float[length], relu);
        inputs.Take(1, row, relu);

        inputs.Of(0, 0, ActiveInputs.Blocks(length), out _).Length.ShouldBe(0);
        for (var block = 0; block < ActiveInputs.Blocks(length); block++)
        {
            var expected = Enumerable.Range(block * ActiveInputs.Block, Math.Min(ActiveInputs.Block, length - (block * ActiveInputs.Block)))
                .Where(i => relu ? !(row[i] <= 0) : row[i] != 0).ToArray();
            var index = inputs.Of(1, block, block + 1, out var values).ToArray();
            index.ShouldBe(expected);
            values.ToArray().ShouldBe(expected.Select(i => row[i]));
        }
    }
}
