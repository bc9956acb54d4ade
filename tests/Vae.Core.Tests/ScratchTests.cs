namespace Vae.Core.Tests;

public class ScratchTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(64 * 1024)]
    public void Rent_GivesASmallArrayAgain(int length)
    {
        var first = Scratch.Rent<float>(length);
        Scratch.Return(first);

        var second = Scratch.Rent<float>(length);

        second.ShouldBeSameAs(first);
        second.Length.ShouldBeGreaterThanOrEqualTo(length);
        Scratch.Return(second);
    }

    [Theory]
    [InlineData(64 * 1024 + 1)]
    [InlineData(16_000_000)]
    public void Return_KeepsNoLargeArray(int length)
    {
        var first = Scratch.Rent<float>(length);
        Scratch.Return(first);

        Scratch.Rent<float>(length).ShouldNotBeSameAs(first);
        first.Length.ShouldBe(length);
    }
}
