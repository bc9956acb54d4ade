using Vae.Client.Tests.Support;

namespace Vae.Client.Tests;

/// <summary>What the client does when the server is busy, stops or is away.</summary>
public sealed class RetryTests
{
    private const string Job = """{"id":"j","state":"queued","dataset":"digits","name":"n","preset":"mlp"}""";
    private const string Ended = """{"id":"j","state":"succeeded","dataset":"digits","name":"n","preset":"mlp","model":"n@1"}""";

    [Fact]
    public async Task Call_IsRepeated_WhenTheServerIsBusy()
    {
        var server = new ScriptedServer().Refuses(503, "overloaded", "0").Refuses(429, "rate-limited", "0").Says(503, "busy", "text/html").Says(200, """{"items":[]}""");

        (await server.Client().ListModelsAsync()).ShouldBeEmpty();

        server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Call_IsRepeatedWithItsBody_WhenItDidNotReachTheServer()
    {
        var server = new ScriptedServer().Breaks().Refuses(503, "overloaded", "0").Says(202, Job);

        await server.Client().TrainAsync(new TrainRequest("digits"));

        server.Bodies.ShouldAllBe(body => body == """{"dataset":"digits"}""");
        server.Requests.Select(request => request.Headers.GetValues("Idempotency-Key").Single()).Distinct().ShouldHaveSingleItem("one job");
        server.Requests[0].RequestUri.ShouldBe(new Uri("http://vae.test/under/train"));
    }

    [Fact]
    public async Task Call_Fails_WhenTheServerStaysBusy()
    {
        var server = new ScriptedServer().Refuses(503, "overloaded", "0").Refuses(503, "overloaded", "0").Refuses(503, "overloaded", "0");

        var problem = await Should.ThrowAsync<VaeProblemException>(server.Client(new() { MaxRetries = 2 }).ListModelsAsync());

        problem.Slug.ShouldBe("overloaded");
        problem.RetryAfter.ShouldBe(TimeSpan.Zero);
        server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(503, "no-model", "0")]
    [InlineData(503, "queue-full", "0")]
    [InlineData(503, "overloaded", "3600")]
    [InlineData(429, "rate-limited", "Tue, 31 Dec 2999 23:59:59 GMT")]
    [InlineData(422, "latent-not-finite", null)]
    [InlineData(500, "internal", null)]
    public async Task Call_FailsAtOnce_WhenWaitingWouldNotHelpOrTakeTooLong(int status, string slug, string? retryAfter)
    {
        var server = new ScriptedServer().Refuses(status, slug, retryAfter);

        var problem = await Should.ThrowAsync<VaeProblemException>(server.Client().SampleAsync());

        (problem.Status, problem.Slug, problem.Detail, problem.Extensions["max"].GetInt32()).ShouldBe((status, slug, "d", 7));
    }

    [Fact]
    public async Task Cancel_IsNotRepeated_WhenItMayHaveArrived()
    {
        await Should.ThrowAsync<HttpRequestException>(new ScriptedServer().Breaks().Client().CancelJobAsync("j"));
    }

    [Fact]
    public async Task Cancel_IsRepeated_WhenTheServerTurnedItAway()
    {
        var server = new ScriptedServer().Refuses(429, "rate-limited", "0").Refuses(503, "overloaded", "0").Says(200, Job);

        (await server.Client().CancelJobAsync("j")).Id.ShouldBe("j");

        server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("retry: 1\n\nid: 3\nevent: log\ndata: {\"message\":\"a\"}\n\n")]
    public async Task Follow_OpensAnew_WhenTheStreamIsSilentForTooLong(string before)
    {
        var server = new ScriptedServer().FallsSilent(before).Streams("id: 4\nevent: end\ndata: {\"state\":\"succeeded\",\"model\":\"n@1\"}\n\n");

        var lines = await server.Client(new() { EventSilence = TimeSpan.FromMilliseconds(50) }).FollowJobAsync("j").ToListAsync();

        lines[^1].ShouldBeOfType<JobEndEvent>();
        server.Requests.Select(LastEventId).ShouldBe([null, before.Length == 0 ? null : "3"]);
    }

    [Fact]
    public async Task Follow_Fails_WhenEveryStreamIsSilent()
    {
        var server = new ScriptedServer().FallsSilent("").FallsSilent("");
        var options = new VaeClientOptions { EventSilence = TimeSpan.FromMilliseconds(50), MaxRetries = 1 };

        var fault = await Should.ThrowAsync<HttpRequestException>(async () => await server.Client(options).FollowJobAsync("j").ToListAsync());

        fault.InnerException.ShouldBeAssignableTo<OperationCanceledException>();
    }

    [Theory]
    [InlineData(PictureLayout.Grid, "layout=grid")]
    [InlineData(PictureLayout.List, "layout=list")]
    public async Task Layout_IsSentAsTheServerNamesIt(PictureLayout layout, string query)
    {
        var server = new ScriptedServer().Says(200, "GIF89a", "image/gif");

        await server.Client().SamplePictureAsync(picture: new(PictureFormat.Gif) { Layout = layout });

        server.Requests[0].RequestUri!.Query.ShouldContain(query);
    }

    [Fact]
    public async Task Follow_GoesOnWhereItBrokeOff()
    {
        var server = new ScriptedServer()
            .Streams("retry: 1\n\nid: 3\nevent: log\ndata: {\"message\":\"a\"}\n\nevent: ping\ndata: {}\n\nid: 4\nevent: log\ndata: {\"mess")
            .Breaks()
            .Streams("retry: 1\n\nid: 4\nevent: log\ndata: {\"message\":\"b\"}\n\nevent: shutdown\ndata: {}\n\n")
            .Streams("id: 5\nevent: new\ndata: [1]\n\nid: 6\nevent: end\ndata: {\"state\":\"succeeded\",\"model\":\"n@1\"}\n\n");

        var lines = await server.Client().FollowJobAsync("j").ToListAsync();

        lines.Select(line => line.Id).ShouldBe([3, 4, 5, 6]);
        lines.OfType<JobLogEvent>().Select(line => line.Message).ShouldBe(["a", "b"]);
        lines[2].ShouldBeOfType<JobOtherEvent>().Type.ShouldBe("new");
        lines[3].ShouldBeOfType<JobEndEvent>().Model.ShouldBe("n@1");
        server.Requests.Select(LastEventId).ShouldBe([null, "3", "3", "4"]);
    }

    [Fact]
    public async Task Follow_Ends_WhenTheJobHadEnded()
    {
        var server = new ScriptedServer().Streams("retry: 1\n\n").Says(200, Ended);

        (await server.Client().FollowJobAsync("j", 9).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Follow_Fails_WhenTheServerStaysAway()
    {
        var server = new ScriptedServer().Streams("id: 3\nevent: log\ndata: {\"message\":\"a\"}\n\n");
        for (var i = 0; i < 9; i++)
            server.Breaks();
        var options = new VaeClientOptions { MaxRetries = 1 };

        var fault = await Should.ThrowAsync<HttpRequestException>(async () => await server.Client(options).FollowJobAsync("j").ToListAsync());

        fault.Message.ShouldContain("after event 3");
    }

    [Fact]
    public async Task Map_IsAskedForAgain_WhileItIsComputed()
    {
        const string map = """{"model":"n@1","dataset":"d","split":"train","count":1,"method":"identity","x":[1],"y":[2]}""";
        var server = new ScriptedServer()
            .Says(202, """{"state":"computing","done":1,"total":2}""", retryAfter: "0").Says(202, """{"state":"computing","done":1,"total":2}""").Says(200, map);

        (await server.Client().GetMapAsync()).X.ShouldBe([1f]);
    }

    [Fact]
    public async Task Readiness_IsAnAnswer_WhenTheServerLeaves()
    {
        var server = new ScriptedServer()
            .Says(503, """{"status":"draining","model":"n@1","reasons":[{"code":"draining","detail":"d"}]}""").Says(503, "busy", "text/html");

        var readiness = await server.Client().CheckReadinessAsync();

        readiness.TakesRequests.ShouldBeFalse();
        readiness.Reasons.ShouldHaveSingleItem().Code.ShouldBe("draining");
        (await Should.ThrowAsync<VaeProblemException>(server.Client().CheckReadinessAsync())).Slug.ShouldBeNull("a proxy said it");
    }

    [Fact]
    public async Task Key_IsSentAsBearer()
    {
        var server = new ScriptedServer().Says(200, """{"items":[]}""");

        await server.Client(new() { ApiKey = "secret" }).ListModelsAsync();

        server.Requests[0].Headers.Authorization!.ToString().ShouldBe("Bearer secret");
    }

    [Fact]
    public void Options_AreRefused_WhenTheyMakeNoSense()
    {
        using var http = new HttpClient();

        Should.Throw<ArgumentException>(() => new VaeClient(http)).Message.ShouldContain("BaseAddress");
        Should.Throw<ArgumentOutOfRangeException>(() => new ScriptedServer().Client(new() { MaxRetries = -1 }));
        Should.Throw<ArgumentException>(() => { _ = new ScriptedServer().Client().GetModelAsync(".."); });
    }

    private static string? LastEventId(HttpRequestMessage request) =>
        request.Headers.TryGetValues("Last-Event-ID", out var values) ? values.Single() : null;
}
