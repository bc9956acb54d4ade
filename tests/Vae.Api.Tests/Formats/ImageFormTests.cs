using Microsoft.AspNetCore.Http;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Core.Data;

namespace Vae.Api.Tests.Formats;

public sealed class ImageFormTests
{
    private static readonly ImageShape Digit = new(1, 28, 28);

    [Theory]
    [InlineData("image/png", false)]
    [InlineData("image/webp", false)]
    [InlineData("image/jpeg", false)]
    [InlineData("image/gif", true)]
    [InlineData("application/json", true)]
    [InlineData("application/x-npy", true)]
    [InlineData("application/octet-stream", true)]
    public void Read_GivesTheDefaults_WhenThereAreNoOptions(string accept, bool list)
    {
        var layout = list ? ImageLayout.List : ImageLayout.Grid;
        Read(accept, "").ShouldBe(new ImageForm(accept, layout, null, 1, null, 80));
        Read(accept, "?model=latest").ShouldBe(Read(accept, ""), "equal requests have equal forms");
    }

    [Fact]
    public void Read_TakesEveryOption() =>
        Read("image/jpeg", "?layout=list&columns=64&scale=16&quality=1&delayMs=20").ShouldBe(new ImageForm("image/jpeg", ImageLayout.List, 64, 16, 1, 20));

    [Theory]
    [InlineData("columns=0")]
    [InlineData("columns=65")]
    [InlineData("scale=0")]
    [InlineData("scale=17")]
    [InlineData("scale=1.5")]
    [InlineData("scale=")]
    [InlineData("scale=-1")]
    [InlineData("quality=0")]
    [InlineData("quality=101")]
    [InlineData("quality=99999999999999999999")]
    [InlineData("delayMs=19")]
    [InlineData("delayMs=10001")]
    public void Read_Refuses_WhatIsOutOfRange(string option)
    {
        foreach (var type in MediaTypes.Images)
        {
            var problem = Should.Throw<ProblemException>(() => Read(type, "?" + option)).Problem;
            (problem.Status, problem.Slug).ShouldBe((422, "value-out-of-range"));
            problem.Members.Select(member => member.Name).ShouldBe(["field", "min", "max", "actual"]);
        }
    }

    [Theory]
    [InlineData("layout=rows", "unknown-value")]
    [InlineData("layout=GRID", "unknown-value")]
    [InlineData("scale=1&scale=2", "malformed-query")]
    public void Read_Refuses_WhatItDoesNotKnow(string option, string slug) =>
        Should.Throw<ProblemException>(() => Read("image/png", "?" + option)).Problem.Slug.ShouldBe(slug);

    [Theory]
    [InlineData("image/png", "list", 2, false)]
    [InlineData("image/jpeg", "list", 2, false)]
    [InlineData("image/webp", "list", 2, false)]
    [InlineData("image/png", "list", 1, true)]
    [InlineData("image/gif", "list", 2, true)]
    [InlineData("image/gif", "grid", 2, true)]
    [InlineData("application/json", "list", 2, true)]
    [InlineData("application/json", "grid", 2, true)]
    [InlineData("application/x-npy", "list", 2, true)]
    [InlineData("application/x-npy", "grid", 2, false)]
    [InlineData("application/octet-stream", "grid", 1, false)]
    public void RequireFits_Refuses_ALayoutThatTheFormCannotHold(string type, string layout, int count, bool fits)
    {
        var form = Read(type, $"?layout={layout}");
        if (fits)
            form.RequireFits(count, Digit);
        else
            Should.Throw<ProblemException>(() => form.RequireFits(count, Digit)).Problem.Slug.ShouldBe("layout-not-possible");
    }

    // 16,000,000 pixels: 4,000 × 4,000.
    [Theory]
    [InlineData("image/png", "", 1, 4000, 4000, true)]
    [InlineData("image/png", "", 1, 4000, 4001, false)]
    [InlineData("image/png", "?scale=16", 1, 250, 250, true)]
    [InlineData("image/png", "?scale=16", 1, 250, 251, false)]
    [InlineData("image/png", "?scale=16", 64, 28, 28, true)]
    [InlineData("image/png", "?scale=16", 4096, 28, 28, false)]
    [InlineData("image/png", "?scale=16", 4096, 1024, 1024, false)]
    [InlineData("application/json", "", 16, 1000, 1000, true)]
    [InlineData("application/json", "", 17, 1000, 1000, false)]
    [InlineData("application/x-npy", "?scale=16", 16, 1000, 1000, true)]
    [InlineData("application/x-npy", "", 17, 1000, 1000, false)]
    [InlineData("image/gif", "", 17, 1000, 1000, false)]
    [InlineData("image/webp", "?columns=1", 64, 253, 28, true)]
    [InlineData("image/webp", "?columns=1", 64, 254, 28, false)]
    [InlineData("image/png", "?columns=1", 64, 254, 28, true)]
    [InlineData("image/jpeg", "?columns=1&scale=16", 145, 28, 1, true)]
    [InlineData("image/jpeg", "?columns=1&scale=16", 146, 28, 1, false)]
    [InlineData("image/gif", "?columns=1&scale=16&layout=grid", 145, 28, 1, true)]
    [InlineData("image/gif", "?columns=1&scale=16&layout=grid", 146, 28, 1, false)]
    public void RequireFits_Refuses_WhatIsTooLarge(string type, string query, int count, int height, int width, bool fits)
    {
        var form = Read(type, query);
        var shape = new ImageShape(1, height, width);
        if (fits)
        {
            form.RequireFits(count, shape);
            return;
        }
        var problem = Should.Throw<ProblemException>(() => form.RequireFits(count, shape)).Problem;
        (problem.Status, problem.Slug).ShouldBe((422, "output-too-large"));
        problem.Members.Select(member => member.Name).ShouldBe(["max", "actual"]);
    }

    private static ImageForm Read(string accept, string query)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Accept = accept;
        http.Request.QueryString = new QueryString(query);
        return ImageForm.Read(http.Request, MediaTypes.Images);
    }
}
