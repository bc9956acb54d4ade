using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Vae.Api.Health;
using Vae.Api.Tests.Support;
using Vae.Catalog;
using Vae.Catalog.Models;
using Vae.Catalog.Sql;
using Vae.TestUtils;

namespace Vae.Api.Tests.Health;

/// <summary>What probes are told.</summary>
public sealed class ReadinessTests
{
    private static readonly Dictionary<string, string?> SubmitOnly = new() { ["Worker:RunJobs"] = "false" };

    [Fact]
    public async Task Readiness_IsDegraded_WithoutAModel()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);

        var answer = await server.GetAsync("/readyz");

        answer.Status.ShouldBe(200);
        answer.Json.GetProperty("status").GetString().ShouldBe("degraded");
        answer.Json.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("code").GetString()).ShouldContain("no-model");
        answer.Json.GetProperty("reasons")[0].GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Readiness_NamesTheQuarantinedVersion()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await server.PublishAndServeAsync("good", 1);
        await server.PublishAndServeAsync("bad", 2);
        var models = server.Services.GetRequiredService<ModelStore>();
        var bad = (await models.ResolveAsync(ModelRef.Latest, TestContext.Current.CancellationToken))!;

        await models.QuarantineAsync(bad, "test", TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(async () => (await server.GetAsync("/readyz")).Text.Contains("newest-quarantined"), "the quarantine shows");
        (await server.GetAsync("/readyz")).Text.ShouldContain("bad@1");
    }

    [Fact]
    public async Task Draining_Is503_AndAnswersCloseTheirConnections()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        (await server.GetAsync("/healthz")).Headers.ContainsKey("Connection").ShouldBeFalse();

        server.Services.GetRequiredService<Draining>().Begin();

        var ready = await server.GetAsync("/readyz");
        ready.Status.ShouldBe(503);
        ready.Json.GetProperty("status").GetString().ShouldBe("draining");
        var alive = await server.GetAsync("/healthz");
        alive.Status.ShouldBe(200, "it lives");
        alive.Headers["Connection"].ShouldBe("close");
    }

    [Fact]
    public async Task Readiness_Starts_UntilTheCatalogHasAnswered_AndGoesStaleAfterwards()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        var time = new FastTime(200);
        var catalog = server.Services.GetRequiredService<CatalogGlance>();
        using var monitor = new HealthMonitor(
            catalog, server.Services.GetRequiredService<CatalogOptions>(), time, Microsoft.Extensions.Logging.Abstractions.NullLogger<HealthMonitor>.Instance);
        var readiness = ActivatorUtilities.CreateInstance<Readiness>(server.Services, monitor);
        readiness.Now().Status.ShouldBe("starting");

        await monitor.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => Task.FromResult(monitor.Catalog is not null), "the first look");
        await monitor.StopAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => Task.FromResult(readiness.Now().Reasons.Any(reason => reason.Code == "catalog-stale")), "it goes stale");

        readiness.Now().Status.ShouldBe("degraded");
    }

    [Fact]
    [Trait("Category", "Timed")]
    public async Task Readiness_AsksNothing_WhileTheCatalogIsLocked()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        // As another process would: its lock keeps everybody out.
        var folder = server.Services.GetRequiredService<CatalogOptions>().DataDirectory;
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, CatalogDatabase.FileName)}");
        connection.Open();
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN EXCLUSIVE";
        begin.ExecuteNonQuery();

        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var i = 0; i < 20; i++)
        {
            (await server.GetAsync("/readyz")).Status.ShouldBe(200);
            (await server.GetAsync("/metrics")).Status.ShouldBe(200);
        }
        Scale.ShouldHaveTaken(began, TimeSpan.FromSeconds(4), "less than the catalog's patience with a lock");
        begin.CommandText = "ROLLBACK";
        begin.ExecuteNonQuery();
    }
}
