namespace Vae.Core.Tests;

public sealed class FiniteTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1e-7f)]
    [InlineData(1.0000001f)]
    public void IndexOfFirstOutsideUnit_FindsIt_WhereverItIs(float bad)
    {
        for (var length = 1; length < 40; length++)
        {
            for (var at = 0; at < length; at++)
            {
                float[] values = [.. Enumerable.Range(0, length).Select(i => i % 3 / 2f)];
                Finite.IndexOfFirstOutsideUnit(values).ShouldBe(-1);
                values[at] = bad;
                Finite.IndexOfFirstOutsideUnit(values).ShouldBe(at);
            }
        }
    }
}
