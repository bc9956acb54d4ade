using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vae.Api.Configuration;
using Vae.Api.Tests.Support;
using Vae.Catalog;
using Vae.Catalog.Jobs;
using Vae.Catalog.Sql;
using Vae.TestUtils;

namespace Vae.Api.Tests.Hosting;

/// <summary>Starting and stopping: no job is lost by either, and nothing listens where the settings do not say.</summary>
public sealed class LifetimeTests
{
    private const string LongJob = """{"dataset":"digits","training":{"epochs":1000,"device":"cpu"},"model":{"latentDim":2,"hiddenDims":[8]}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_BeginsNoJob_WhenThePortIsTaken()
    {
        using var folder = new TemporaryFolder();
        var keys = new Dictionary<string, string?> { ["Data:Directory"] = folder.Path, ["Worker:QueuePoll"] = "00:00:00.1" };
        string id;
        await using (var queue = await ApiServer.StartAsync(new Dictionary<string, string?>(keys) { ["Worker:RunJobs"] = "false" }))
            id = (await queue.PostJsonAsync("/train", LongJob)).Json.GetProperty("id").GetString()!;
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        keys["Http:Port"] = $"{((IPEndPoint)taken.LocalEndpoint).Port}";
        keys["Demo:Enabled"] = "false";

        var app = ApiHost.Build(SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(keys).Build()));
        var fault = await Should.ThrowAsync<IOException>(() => app.StartAsync(Cancellation));
        StartFault.Explain(fault).ShouldNotBeNull().ShouldContain("the port is taken");
        await app.DisposeAsync();

        var job = await JobAsync(folder.Path, id);
        (job.State, job.Attempt).ShouldBe((JobState.Queued, 0));
    }

    [Fact]
    public async Task Start_SaysWhyInASentence_WhenTheCatalogIsNoDatabase()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, CatalogDatabase.FileName), new string('x', 4096), Cancellation);
        var keys = new Dictionary<string, string?> { ["Data:Directory"] = folder.Path, ["Http:Port"] = "0" };
        await using var app = ApiHost.Build(SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(keys).Build()));

        var fault = await Should.ThrowAsync<Exception>(() => app.StartAsync(Cancellation));

        StartFault.Explain(fault).ShouldNotBeNull().ShouldContain("the catalog in the data folder cannot be used");
    }

    [Fact]
    public async Task Stop_HandsTheJobBack_WhileASlowClientStillHoldsItsRequest()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Data:Directory"] = folder.Path });
        var id = (await server.PostJsonAsync("/train", LongJob)).Json.GetProperty("id").GetString()!;
        await Eventually.TrueAsync(async () => (await JobAsync(folder.Path, id)).State == JobState.Running, "the job runs");
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, server.Http.BaseAddress!.Port, Cancellation);
        await slow.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes("POST /train HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"), Cancellation);
        await Task.Delay(200, Cancellation);

        var stopping = server.App.StopAsync(Cancellation);
        await Eventually.TrueAsync(async () => (await JobAsync(folder.Path, id)).State == JobState.Queued, "the job is handed back");

        stopping.IsCompleted.ShouldBeFalse("the request is still under way");
        slow.Close();
        await stopping;
    }

    [Fact]
    public async Task Start_ListensWhereTheSettingsSay_WhateverTheEnvironmentSays()
    {
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://0.0.0.0:0",
            ["ASPNETCORE_PREFERHOSTINGURLS"] = "true",
            ["Kestrel__Endpoints__Other__Url"] = "http://0.0.0.0:0",
        };
        try
        {
            foreach (var (name, value) in environment)
                Environment.SetEnvironmentVariable(name, value);
            await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Worker:RunJobs"] = "false" });

            var addresses = server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
            addresses.ShouldHaveSingleItem().ShouldStartWith("http://127.0.0.1:");
        }
        finally
        {
            foreach (var name in environment.Keys)
                Environment.SetEnvironmentVariable(name, null);
        }
    }

    /// <summary>The job as another process sees it.</summary>
    private static async Task<Job> JobAsync(string folder, string id)
    {
        var options = new CatalogOptions { DataDirectory = folder };
        using var database = new CatalogDatabase(options, TimeProvider.System);
        return (await new JobStore(database, options, TimeProvider.System).FindAsync(id, Cancellation)).ShouldNotBeNull();
    }
}
