using Microsoft.AspNetCore.Http;
using Vae.Api.Errors;
using Vae.Api.Formats;

namespace Vae.Api.Tests.Formats;

public sealed class AcceptHeaderTests
{
    [Theory]
    [InlineData("", "image/png")]
    [InlineData("*/*", "image/png")]
    [InlineData("image/*", "image/png")]
    [InlineData("application/*", "application/json")]
    [InlineData("IMAGE/WEBP", "image/webp")]
    [InlineData("image/png;q=0.2, image/*;q=0.9", "image/webp")]
    [InlineData("image/png;q=0, */*", "image/webp")]
    [InlineData("application/json;q=0.8,image/jpeg;q=0.80", "image/jpeg")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8", "image/webp")]
    [InlineData("garbage, application/x-npy", "application/x-npy")]
    [InlineData("application/json;charset=utf-8", "application/json")]
    public void Choose_TakesWhatTheCallerLikesBest(string accept, string expected) =>
        AcceptHeader.Choose(Request(accept), MediaTypes.Images).ShouldBe(expected);

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/png;q=0")]
    [InlineData("image/png;q=2")]
    [InlineData("image/png;q=NaN")]
    [InlineData("/")]
    [InlineData("*")]
    public void Choose_Refuses_WhenNothingFits(string accept) =>
        Should.Throw<ProblemException>(() => AcceptHeader.Choose(Request(accept), MediaTypes.Images)).Problem.Slug.ShouldBe("not-acceptable");

    private static HttpRequest Request(string accept)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Accept = accept;
        return http.Request;
    }
}
