namespace Vae.Catalog.Tests;

public sealed class NamesTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("mnist-mlp.v2_final")]
    [InlineData("con")]
    [InlineData("latest2")]
    [InlineData("a..b")]
    public void IsValid_IsTrue_WhenTheNameFollowsTheRule(string name) => Names.IsValid(name).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("-a")]
    [InlineData("_a")]
    [InlineData("../x")]
    [InlineData("..%2f")]
    [InlineData("/etc/passwd")]
    [InlineData("//proc/self/root")]
    [InlineData("x#/../")]
    [InlineData("x?/../")]
    [InlineData("a\0b")]
    [InlineData("CON")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("a%")]
    [InlineData("a'--")]
    [InlineData("a@1")]
    [InlineData("a:b")]
    [InlineData("\u202Ea")] // right-to-left override
    [InlineData("a\u200Bb")] // zero-width space
    [InlineData("\u0430bc")] // Cyrillic a
    [InlineData("latest")]
    public void IsValid_IsFalse_WhenTheNameBreaksTheRule(string name) => Names.IsValid(name).ShouldBeFalse();

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [InlineData(300, false)]
    [InlineData(100_000, false)]
    public void IsValid_BoundsTheLength(int length, bool expected) => Names.IsValid(new string('a', length)).ShouldBe(expected);
}
