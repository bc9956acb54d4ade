using System.Text.Json.Nodes;
using Vae.Catalog.Jobs;

namespace Vae.Catalog.Tests.Jobs;

public sealed class JobLogTests : IDisposable
{
    private readonly TestCatalog _catalog = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public async Task Payloads_AreAsDocumented()
    {
        var claim = await _catalog.ClaimAsync();
        await _catalog.Jobs.ReportProgressAsync(claim, Some.Progress(4), Cancellation);
        await _catalog.Jobs.ReportEpochAsync(claim, Some.Epoch(), Cancellation);
        await _catalog.Jobs.StoreSampleAsync(claim, 1, new byte[] { 1 }, Cancellation);
        await _catalog.Jobs.LogAsync(claim, "Hello.", Cancellation);
        await _catalog.Jobs.FailAsync(claim, new JobError("code", "Detail."), Cancellation);

        const string Losses = """{"loss":105.5,"recon":80.25,"kl":25.25}""";
        var lines = await _catalog.Jobs.EventsAsync(claim.Job.Id, 0, 100, Cancellation);
        lines.Select(line => (line.Type, line.Json)).ShouldBe(
        [
            ("state", """{"state":"queued","attempt":0,"device":null}"""),
            ("state", """{"state":"running","attempt":1,"device":"cpu"}"""),
            ("metric", """{"epoch":1,"epochs":2,"step":4,"steps":20,"loss":105.5,"recon":80.25,"kl":25.25,"imagesPerSecond":1000.5,"etaSeconds":3}"""),
            ("epoch", $$"""{"epoch":1,"train":{{Losses}},"test":{{Losses}},"durationSeconds":1.5,"imagesPerSecond":2000,"health":null,"validation":null,"learningRate":null,"klWeight":null,"stoppedBecause":null}"""),
            ("sample", """{"epoch":1}"""),
            ("log", """{"message":"Hello."}"""),
            ("end", """{"state":"failed","model":null,"error":{"code":"code","detail":"Detail."}}"""),
        ]);
        lines.ShouldAllBe(line => line.At == _catalog.Clock.Now);
        lines.Select(line => line.Id).ShouldBeInOrder();
    }

    [Fact]
    public async Task EventsAsync_GivesWhatCameAfter_AsManyAsAskedFor()
    {
        var claim = await _catalog.ClaimAsync();
        for (var i = 0; i < 5; i++)
            await _catalog.Jobs.LogAsync(claim, $"{i}", Cancellation);
        var all = await _catalog.Jobs.EventsAsync(claim.Job.Id, 0, 100, Cancellation);

        (await _catalog.Jobs.EventsAsync(claim.Job.Id, all[2].Id, 2, Cancellation)).ShouldBe([all[3], all[4]]);
        (await _catalog.Jobs.EventsAsync(claim.Job.Id, long.MaxValue, 2, Cancellation)).ShouldBeEmpty();
        (await _catalog.Jobs.EventsAsync("no such job", 0, 2, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Metric_ThinsEvenly_WhenARunIsLong()
    {
        var claim = await _catalog.ClaimAsync();
        // Straight to the table: a thousand durable writes would take the disk's time, not the code's.
        await _catalog.Database.WriteAsync(
            transaction =>
            {
                var log = new JobLog(_catalog.Clock);
                for (var step = 1; step <= 4 * JobLog.MaxMetrics; step++)
                    log.Metric(transaction, claim.Job.Id, Some.Progress(step));
                return 0;
            },
            Cancellation);

        var steps = new List<long>();
        long after = 0;
        while (await _catalog.Jobs.EventsAsync(claim.Job.Id, after, 500, Cancellation) is { Count: > 0 } lines)
        {
            steps.AddRange(lines.Where(line => line.Type == "metric").Select(line => JsonNode.Parse(line.Json)!["step"]!.GetValue<long>()));
            after = lines[^1].Id;
        }

        // Of steps 1 to 4,000 every fourth, and the newest.
        steps.ShouldBe(Enumerable.Range(0, JobLog.MaxMetrics).Select(place => (4L * place) + 1).Append(4 * JobLog.MaxMetrics));
    }
}
