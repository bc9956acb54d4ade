using System.Text.Json;
using Vae.Api.Tests.Support;
using Vae.Core.Imaging;

namespace Vae.Api.Tests.Endpoints;

/// <summary>Submitting jobs and following them.</summary>
public sealed class JobTests(TrainedServer trained)
{
    private ApiServer Server => trained.Server;

    [Fact]
    public async Task Job_HasItsShape_WhenItSucceeded()
    {
        var job = (await Server.GetAsync($"/jobs/{trained.Job}")).Json;

        job.EnumerateObject().Select(member => member.Name).ShouldBe(
            ["id", "state", "dataset", "name", "preset", "plan", "warnings", "attempt", "priority", "createdAt", "startedAt", "finishedAt", "device", "progress", "metrics", "health", "model", "error", "links"]);
        job.GetProperty("state").GetString().ShouldBe("succeeded");
        job.GetProperty("dataset").GetString().ShouldBe("digits");
        job.GetProperty("model").GetString().ShouldBe(TrainedServer.Model);
        job.GetProperty("attempt").GetInt32().ShouldBe(1);
        job.GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
        job.GetProperty("createdAt").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
        var test = job.GetProperty("metrics").GetProperty("test");
        test.GetProperty("loss").GetDouble().ShouldBe(test.GetProperty("recon").GetDouble() + test.GetProperty("kl").GetDouble(), 1e-6, "β is 1");
        job.GetProperty("links").GetProperty("model").GetString().ShouldBe($"/models/{TrainedServer.Model}");
    }

    [Fact]
    public async Task Train_AnswersThePlan_WhenDryRun()
    {
        var before = (await Server.GetAsync("/jobs?limit=100")).Json.GetProperty("items").GetArrayLength();

        var answer = await Server.PostJsonAsync("/train?dryRun=true", """{"dataset":"digits","preset":"conv","training":{"epochs":3.0}}""");

        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.GetProperty("name").GetString().ShouldBe("conv");
        answer.Json.GetProperty("plan").GetProperty("training").GetProperty("epochs").GetInt32().ShouldBe(3);
        answer.Json.GetProperty("plan").GetProperty("model").GetProperty("architecture").GetString().ShouldBe("conv");
        var estimate = answer.Json.GetProperty("estimate");
        // 20,000 images in batches of 128 are 157 steps; the two halves of the network have 69,076 and 65,089 parameters.
        (estimate.GetProperty("parameters").GetInt64(), estimate.GetProperty("stepsPerEpoch").GetInt64(), estimate.GetProperty("steps").GetInt64())
            .ShouldBe((134_165, 157, 471));
        estimate.GetProperty("memoryBytes").GetInt64().ShouldBeGreaterThan(24_000 * 784 * 5);
        estimate.GetProperty("seconds").GetDouble().ShouldBeGreaterThan(0);
        answer.Json.GetProperty("profile").GetProperty("pixels").GetString().ShouldBe("grey");
        answer.Json.GetProperty("warnings").EnumerateArray().ShouldHaveSingleItem().GetProperty("field").GetString().ShouldBe("objective.likelihood");
        (await Server.GetAsync("/jobs?limit=100")).Json.GetProperty("items").GetArrayLength().ShouldBe(before);
    }

    [Theory]
    [InlineData("epochs", "0")]
    [InlineData("epochs", "1000000000")]
    [InlineData("epochs", "1e9")]
    [InlineData("epochs", "1e400")]
    [InlineData("epochs", "1.5")]
    [InlineData("batchSize", "1000000000")]
    [InlineData("learningRate", "-1")]
    [InlineData("learningRate", "1e30")]
    [InlineData("learningRate", "1e400")]
    [InlineData("seed", "-1")]
    [InlineData("seed", "18446744073709551616")]
    public async Task Train_IsRefused_WhenAHyperparameterIsOutOfRange(string member, string value)
    {
        var answer = await Server.PostJsonAsync("/train", $$$"""{"dataset":"digits","training":{"{{{member}}}":{{{value}}}}}""");

        answer.ShouldBeProblem(422, "hyperparameter-out-of-range");
        answer.Json.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem().GetProperty("field").GetString().ShouldBe($"training.{member}");
    }

    [Fact]
    public async Task Train_ReportsEveryFaultAtOnce()
    {
        var answer = await Server.PostJsonAsync("/train", """{"dataset":"digits","model":{"latentDim":1000000},"training":{"epochs":1e99,"batchSize":0}}""");

        answer.ShouldBeProblem(422, "hyperparameter-out-of-range");
        answer.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()!).Order()
            .ShouldBe(["model.latentDim", "training.batchSize", "training.epochs"]);
    }

    [Fact]
    public async Task Train_AnswersBriefly_WhenABodyIsFullOfBadNumbers()
    {
        var widths = string.Join(',', Enumerable.Repeat("1e99", 100_000));

        var answer = await Server.PostJsonAsync("/train", $$$"""{"dataset":"digits","model":{"hiddenDims":[{{{widths}}}]}}""");

        answer.ShouldBeProblem(422, "hyperparameter-out-of-range");
        answer.Body.Length.ShouldBeLessThan(16 * 1024);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("nothing")]
    [InlineData("")]
    [InlineData("CON")]
    public async Task Train_IsRefused_WhenTheDatasetIsUnknown(string dataset) =>
        (await Server.PostJsonAsync("/train", $$"""{"dataset":"{{dataset}}"}""")).ShouldBeProblem(404, "dataset-not-found");

    [Theory]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("Big")]
    [InlineData("latest")]
    [InlineData("a\\u0000b")]
    [InlineData("\\u202egnp")]
    public async Task Train_IsRefused_WhenTheNameCannotBeOne(string name) =>
        (await Server.PostJsonAsync("/train", $$"""{"dataset":"digits","name":"{{name}}"}""")).ShouldBeProblem(422, "invalid-name");

    [Theory]
    [InlineData("""{"preset":"mlp"}""")]
    [InlineData("""{"dataset":7}""")]
    [InlineData("""{"dataset":"digits","training":{"epoch":1}}""")]
    [InlineData("""{"dataset":"digits","training":{"epochs":"1"}}""")]
    [InlineData("""{"dataset":"digits","model":[]}""")]
    public async Task Train_IsRefused_WhenAMemberIsMissingUnknownOrOfAnotherType(string body) =>
        (await Server.PostJsonAsync("/train", body)).ShouldBeProblem(400, "malformed-json");

    [Fact]
    public async Task Train_AnswersTheFirstJob_WhenTheIdempotencyKeyIsRepeated()
    {
        const string request = """{"dataset":"digits","name":"once","training":{"epochs":1000}}""";

        var first = await SubmitAsync("a-key", request);
        var again = await SubmitAsync("a-key", request);
        var clash = await SubmitAsync("a-key", request.Replace("1000", "999"));
        var bad = await SubmitAsync(new string('k', 500), request);

        first.Status.ShouldBe(202, first.Text);
        first.Headers["Location"].ShouldBe($"/jobs/{first.Json.GetProperty("id").GetString()}");
        again.Json.GetProperty("id").GetString().ShouldBe(first.Json.GetProperty("id").GetString());
        clash.ShouldBeProblem(422, "idempotency-mismatch");
        bad.ShouldBeProblem(422, "invalid-idempotency-key");
        await CancelAsync(first.Json.GetProperty("id").GetString()!);
    }

    [Fact]
    public async Task Cancel_EndsTheJob_AndRefusesASecondTime()
    {
        var submitted = await Server.PostJsonAsync("/train", """{"dataset":"digits","name":"unwanted","training":{"epochs":1000}}""");
        var id = submitted.Json.GetProperty("id").GetString()!;

        await CancelAsync(id);

        (await Server.PostJsonAsync($"/jobs/{id}/cancel", "")).ShouldBeProblem(409, "conflict");
        (await Server.PostJsonAsync("/jobs/unknown/cancel", "")).ShouldBeProblem(404, "job-not-found");
        (await Server.GetAsync("/models/unwanted")).ShouldBeProblem(404, "model-not-found");
    }

    [Fact]
    public async Task Cancel_IsDeterministic_WhenManyAskAtOnce()
    {
        var submitted = await Server.PostJsonAsync("/train", """{"dataset":"digits","name":"unwanted","training":{"epochs":1000}}""");
        var id = submitted.Json.GetProperty("id").GetString()!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Server.PostJsonAsync($"/jobs/{id}/cancel", "")));

        // Accepted as long as the job has not ended, refused from then on, whoever came first.
        answers.ShouldContain(answer => answer.Status == 202);
        foreach (var answer in answers.Where(answer => answer.Status != 202))
            answer.ShouldBeProblem(409, "conflict");
        await Eventually.TrueAsync(async () => (await Server.GetAsync($"/jobs/{id}")).Json.GetProperty("state").GetString() == "canceled", "the job is canceled");
        (await Server.PostJsonAsync($"/jobs/{id}/cancel", "")).ShouldBeProblem(409, "conflict");
    }

    [Fact]
    public async Task List_IsPaged_AndFiltered()
    {
        var page = (await Server.GetAsync("/jobs?limit=1&state=succeeded")).Json;

        page.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(trained.Job);
        page.TryGetProperty("nextCursor", out _).ShouldBeTrue();
        (await Server.GetAsync("/jobs?state=lost")).ShouldBeProblem(422, "unknown-value");
        (await Server.GetAsync("/jobs?limit=0")).ShouldBeProblem(422, "count-out-of-range");
        (await Server.GetAsync("/jobs?limit=1e9")).ShouldBeProblem(422, "count-out-of-range");
        (await Server.GetAsync("/jobs?cursor=%27;drop")).ShouldBeProblem(400, "malformed-query");
        (await Server.GetAsync("/jobs?limit=1&limit=2")).ShouldBeProblem(400, "malformed-query");
    }

    [Fact]
    public async Task Metrics_AreColumns_AsJsonAndCsv()
    {
        var json = (await Server.GetAsync($"/jobs/{trained.Job}/metrics")).Json;
        var csv = await Server.GetAsync($"/jobs/{trained.Job}/metrics", "text/csv");

        json.GetProperty("epoch").Deserialize<int[]>().ShouldBe([1, 2]);
        json.GetProperty("test").GetProperty("loss").GetArrayLength().ShouldBe(2);
        csv.Type.ShouldBe("text/csv");
        var lines = csv.Text.TrimEnd().Split('\n');
        lines[0].ShouldBe("epoch,train_loss,train_recon,train_kl,test_loss,test_recon,test_kl,images_per_second,seconds,active_units,validation_loss,validation_recon,validation_kl,learning_rate,kl_weight,stopped_because");
        lines[2].ShouldEndWith(",,,,0.001,1,");
        json.GetProperty("learningRate").Deserialize<double[]>().ShouldBe([0.001, 0.001]);
        json.GetProperty("klWeight").Deserialize<double[]>().ShouldBe([1, 1]);
        json.GetProperty("validation").ValueKind.ShouldBe(JsonValueKind.Null);
        json.GetProperty("stoppedBecause").ValueKind.ShouldBe(JsonValueKind.Null);
        lines.Length.ShouldBe(3);
        double.Parse(lines[2].Split(',')[4]).ShouldBe(json.GetProperty("test").GetProperty("loss")[1].GetDouble());
    }

    [Fact]
    public async Task Sample_IsAPicture_ForEveryEpoch()
    {
        var answer = await Server.GetAsync($"/jobs/{trained.Job}/samples/2");

        answer.Type.ShouldBe("image/png");
        ImageGate.Inspect(answer.Body, new ImageLimits(), out _).Width.ShouldBeGreaterThan(28);
        (await Server.GetAsync($"/jobs/{trained.Job}/samples/3")).ShouldBeProblem(404, "sample-not-found");
        (await Server.GetAsync($"/jobs/{trained.Job}/samples/x")).ShouldBeProblem(404, "sample-not-found");
    }

    [Fact]
    public async Task Reconstructions_AreAPicture_ForEveryEpoch()
    {
        var answer = await Server.GetAsync($"/jobs/{trained.Job}/reconstructions/2");

        answer.Type.ShouldBe("image/png");
        // Eight images above their reconstructions, 2 pixels around each.
        var header = ImageGate.Inspect(answer.Body, new ImageLimits(), out _);
        (header.Width, header.Height).ShouldBe(((8 * 30) + 2, (2 * 30) + 2));
        (await Server.GetAsync($"/jobs/{trained.Job}/reconstructions/3")).ShouldBeProblem(404, "reconstructions-not-found");
        (await Server.GetAsync($"/jobs/{trained.Job}/reconstructions/x")).ShouldBeProblem(404, "reconstructions-not-found");
    }

    [Fact]
    public async Task Checkpoint_IsThatOfTheVersion_WhenTheJobSucceeded()
    {
        var ofJob = await Server.GetAsync($"/jobs/{trained.Job}/checkpoint");
        var ofVersion = await Server.GetAsync($"/models/{TrainedServer.Model}/checkpoint");

        ofJob.Status.ShouldBe(200);
        ofJob.Body.ShouldBe(ofVersion.Body);
    }

    [Fact]
    public async Task Events_TellTheWholeStory_AndClose()
    {
        var events = await EventsAsync(null);

        events[^1].Type.ShouldBe("end");
        JsonElement.Parse(events[^1].Data).GetProperty("model").GetString().ShouldBe(TrainedServer.Model);
        var types = events.Select(line => line.Type).ToArray();
        types.Count(type => type == "epoch").ShouldBe(2);
        types.Count(type => type == "sample").ShouldBe(2);
        types.ShouldContain("state");
        events.Select(line => line.Id).ShouldBeInOrder(SortDirection.Ascending);
    }

    [Fact]
    public async Task Events_GoOn_AfterTheLastEventId()
    {
        var all = await EventsAsync(null);

        (await EventsAsync(all[2].Id.ToString())).ShouldBe(all[3..]);
        (await EventsAsync("1000000000000000000")).ShouldBe(all, "an id that the log does not have replays it");
        (await EventsAsync("nonsense")).ShouldBe(all);
    }

    private async Task CancelAsync(string id)
    {
        (await Server.PostJsonAsync($"/jobs/{id}/cancel", "")).Status.ShouldBe(202);
        await Eventually.TrueAsync(async () => (await Server.GetAsync($"/jobs/{id}")).Json.GetProperty("state").GetString() == "canceled", "the job is canceled");
    }

    private async Task<Answer> SubmitAsync(string key, string json)
    {
        var body = ApiServer.Body(System.Text.Encoding.UTF8.GetBytes(json), "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/train") { Content = body };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await Server.Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    private async Task<Event[]> EventsAsync(string? lastId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/jobs/{trained.Job}/events");
        if (lastId is not null)
            request.Headers.Add("Last-Event-ID", lastId);
        using var response = await Server.Http.SendAsync(request);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var blocks = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return [.. blocks.Where(block => block.StartsWith("id: ")).Select(Event.Parse)];
    }

    private sealed record Event(long Id, string Type, string Data)
    {
        public static Event Parse(string block)
        {
            var lines = block.Split('\n');
            return new(long.Parse(lines[0]["id: ".Length..]), lines[1]["event: ".Length..], lines[2]["data: ".Length..]);
        }
    }
}
