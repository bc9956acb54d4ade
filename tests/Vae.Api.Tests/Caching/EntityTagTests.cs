using Microsoft.Extensions.Primitives;
using Vae.Api.Caching;
using Vae.Core.Latents;

namespace Vae.Api.Tests.Caching;

public sealed class EntityTagTests
{
    private const string Tag = "\"abc\"";

    [Theory]
    [InlineData("*", true)]
    [InlineData(" * ", true)]
    [InlineData("\"abc\"", true)]
    [InlineData("W/\"abc\"", true)]
    [InlineData("\"x\", \"abc\"", true)]
    [InlineData("\"x,y\",W/\"z\" ,\"abc\"", true)]
    [InlineData("\"\", \"abc\"", true)]
    [InlineData("", false)]
    [InlineData("abc", false)]
    [InlineData("\"abcd\"", false)]
    [InlineData("\"ABC\"", false)]
    [InlineData("\"abc", false)]
    [InlineData("\"x\" nonsense, \"abc\"", false)]
    public void IsNamed_ReadsListsAndWeakTags(string header, bool expected) => EntityTag.IsNamed(header, Tag).ShouldBe(expected);

    [Fact]
    public void IsNamed_ReadsEveryLine() => EntityTag.IsNamed(new StringValues(["\"x\"", Tag]), Tag).ShouldBeTrue();

    [Fact]
    public void Of_DiffersByModelFormAndInput()
    {
        EntityTag[] tags = [EntityTag.Of("m", "f", [1]), EntityTag.Of("n", "f", [1]), EntityTag.Of("m", "g", [1]), EntityTag.Of("m", "f", [2]), EntityTag.Of("mf", "", [1])];

        tags.Distinct().Count().ShouldBe(tags.Length);
        tags[0].ShouldBe(EntityTag.Of("m", "f", [1]));
        tags[0].Header.ShouldMatch("^\"[A-Za-z0-9_-]{22}\"$");
    }

    [Fact]
    public void Of_Differs_WhenAnotherBuildOrProcessorMakesTheAnswer()
    {
        EntityTag[] tags = [EntityTag.Of("1 X64-512", "m", "f", [1]), EntityTag.Of("2 X64-512", "m", "f", [1]), EntityTag.Of("1 X64-256", "m", "f", [1])];

        tags.Distinct().Count().ShouldBe(tags.Length);
        EntityTag.Of("m", "f", [1]).ShouldBe(EntityTag.Of($"1 {LatentSpace.Arithmetic}", "m", "f", [1]));
        LatentSpace.Arithmetic.ShouldMatch("^[A-Za-z0-9]+-(128|256|512)$");
    }
}
