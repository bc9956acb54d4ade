using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vae.Api.Errors;
using Vae.Api.Security;
using Vae.Api.Tests.Support;

namespace Vae.Api.Tests.Errors;

public sealed class RequestTimeoutTests
{
    [Fact]
    public async Task Timeout_IsAProblem_WithTheHeadersThatBrowsersNeed()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromMilliseconds(50),
            TimeoutStatusCode = StatusCodes.Status408RequestTimeout,
        });
        await using var app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseRequestTimeouts();
        app.MapGet("/slow", async (HttpContext http) =>
        {
            http.Response.ContentType = "image/png";
            await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();

        using var response = await client.GetAsync($"{app.Urls.First()}/slow", TestContext.Current.CancellationToken);

        var answer = await Answer.ReadAsync(response);
        answer.ShouldBeProblem(408, "request-timeout");
        answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
        answer.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'");
        answer.Headers["Cache-Control"].ShouldBe("no-store");
    }
}
