using Vae.Catalog.Models;

namespace Vae.Catalog.Tests.Models;

public sealed class ModelRefTests
{
    [Theory]
    [InlineData("latest", null, null, null)]
    [InlineData("digits", "digits", null, null)]
    [InlineData("digits@3", "digits", 3, null)]
    [InlineData("digits:best", "digits", null, "best")]
    [InlineData("digits:latest", "digits", null, null)]
    [InlineData("a.b-c_d@2147483647", "a.b-c_d", int.MaxValue, null)]
    public void TryParse_GivesTheReference_WhenTheTextNamesAModel(string text, string? name, int? version, string? alias)
    {
        ModelRef.TryParse(text, out var reference).ShouldBeTrue();
        reference.ShouldBe(new ModelRef(name, version, alias));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Digits")]
    [InlineData("digits@")]
    [InlineData("digits@0")]
    [InlineData("digits@01")]
    [InlineData("digits@-1")]
    [InlineData("digits@+1")]
    [InlineData("digits@ 1")]
    [InlineData("digits@1.0")]
    [InlineData("digits@2147483648")]
    [InlineData("digits@1@1")]
    [InlineData("digits:")]
    [InlineData("digits:Best")]
    [InlineData("digits:a@1")]
    [InlineData("@1")]
    [InlineData(":best")]
    [InlineData("latest@1")]
    [InlineData("../digits")]
    [InlineData("digits\0")]
    public void TryParse_IsFalse_WhenTheTextCannotNameAModel(string text) => ModelRef.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("latest")]
    [InlineData("digits")]
    [InlineData("digits@3")]
    [InlineData("digits:best")]
    public void ToString_GivesTheTextBack_WhenParsed(string text)
    {
        ModelRef.TryParse(text, out var reference).ShouldBeTrue();
        reference.ToString().ShouldBe(text);
    }
}
