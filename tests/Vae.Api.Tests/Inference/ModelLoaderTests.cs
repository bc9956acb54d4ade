using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Vae.Api.Errors;
using Vae.Api.Inference;
using Vae.Api.Tests.Support;
using Vae.Catalog;
using Vae.Catalog.Models;
using Vae.Catalog.Store;
using Vae.Core;

namespace Vae.Api.Tests.Inference;

/// <summary>Versions that are asked for before they are in memory.</summary>
public sealed class ModelLoaderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadNamedAsync_LoadsOnce_HoweverManyAskAtOnceForAColdVersion()
    {
        await using var server = await StartAsync();
        await TestModels.PublishAsync(server.Services, "cold", 1, 3);
        var (version, loader, loaded) = await VersionAsync(server, "cold");
        var tensors = LiveTensors.Count;

        var snapshots = new ConcurrentBag<ModelSnapshot>();
        // Waves, so that some come just as a load ends.
        for (var wave = 0; wave < 20; wave++)
            await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
            {
                using var lease = await loader.LoadNamedAsync(version, Cancellation);
                lease!.Space.Decode([0f, 0f, 0f], 1).Length.ShouldBe(28 * 28);
                snapshots.Add(lease.Snapshot);
            })));

        snapshots.Distinct().ShouldHaveSingleItem();
        (loaded.Count, loaded.Bytes).ShouldBe((1, loaded.TryPromote("cold@1") ? loaded.Newest!.Bytes : 0));
        loaded.Close();
        LiveTensors.Count.ShouldBe(tensors);
    }

    [Fact]
    public async Task LoadNewestAsync_MakesItTheNewest_WhenItIsAskedForByNameToo()
    {
        await using var server = await StartAsync();
        await TestModels.PublishAsync(server.Services, "cold", 1, 3);
        var (version, loader, loaded) = await VersionAsync(server, "cold");

        var named = Enumerable.Range(0, 8).Select(_ => Task.Run(() => loader.LoadNamedAsync(version, Cancellation))).ToArray();
        (await loader.LoadNewestAsync(version, Cancellation)).ShouldBeTrue();

        loaded.Newest!.Ref.ShouldBe("cold@1");
        foreach (var lease in await Task.WhenAll(named))
            lease!.Dispose();
        (loaded.Count, loaded.Bytes).ShouldBe((1, loaded.Newest.Bytes));
    }

    [Fact]
    public async Task LeaseAsync_AnswersAll_WhenTheBudgetHoldsOneOfSeveralVersions()
    {
        await using var server = await StartAsync();
        foreach (var name in (string[])["first", "second", "third"])
            await TestModels.PublishAsync(server.Services, name, 1, 3);
        using var small = new SmallHost(server.Services, budget: 1);
        await small.Host.RefreshAsync(Cancellation);

        for (var round = 0; round < 10; round++)
            await Task.WhenAll(Enumerable.Range(0, 12).Select(caller => Task.Run(async () =>
            {
                var name = caller % 2 == 0 ? "first" : "second";
                using var lease = await small.Host.LeaseAsync(new(name, null, null), "", Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
                lease.Version.Name.ShouldBe(name);
            })));

        small.Loaded.Count.ShouldBe(2, "the newest, and one that was asked for");
    }

    [Fact]
    public async Task LoadNamedAsync_LeavesNothingBehind_WhenEveryCallerHasGone()
    {
        await using var server = await StartAsync();
        await TestModels.PublishAsync(server.Services, "cold", 1, 3);
        var (version, loader, loaded) = await VersionAsync(server, "cold");
        var tensors = LiveTensors.Count;

        await Should.ThrowAsync<OperationCanceledException>(loader.LoadNamedAsync(version, new CancellationToken(canceled: true)));

        await Eventually.TrueAsync(() => Task.FromResult(loaded.Count == 1), "the load went on");
        loaded.Close();
        await Eventually.TrueAsync(() => Task.FromResult(LiveTensors.Count == tensors), "nobody holds it");
    }

    [Fact]
    public async Task LoadNamedAsync_SaysUnavailableAndQuarantinesNothing_WhateverElseFails()
    {
        await using var server = await StartAsync();
        await TestModels.PublishAsync(server.Services, "cold", 1, 3);
        var (version, loader, loaded) = await VersionAsync(server, "cold");
        // Not a hash: the store refuses it with an exception that nobody expects here.
        var odd = version with { Sha256 = "odd" };

        for (var i = 0; i < 2; i++)
            (await Should.ThrowAsync<ProblemException>(loader.LoadNamedAsync(odd, Cancellation))).Problem.Slug.ShouldBe("checkpoint-unavailable");

        server.Services.GetRequiredService<Quarantine>().Contains(version).ShouldBeFalse();
        using var lease = await loader.LoadNamedAsync(version, Cancellation);
        (lease!.Ref, loaded.Count).ShouldBe(("cold@1", 1));
    }

    [Fact]
    public async Task RefreshAsync_FindsTheGoodOne_BehindMoreBadOnesThanItTriesOfUnavailable()
    {
        await using var server = await StartAsync();
        await TestModels.PublishAsync(server.Services, "good", 1, 3);
        for (var seed = 0; seed < 9; seed++)
        {
            await TestModels.PublishAsync(server.Services, "bad", seed, 3);
            await RemoveAsync(server, "bad");
        }
        var host = server.Services.GetRequiredService<InferenceHost>();

        await host.RefreshAsync(Cancellation);

        host.Newest!.Ref.ShouldBe("good@1");
        host.Directory.Versions.ShouldHaveSingleItem().Ref.ShouldBe("good@1");
    }

    [Fact]
    public async Task LeaseAsync_EvictsNobody_ForAVersionThatTurnsOutBad()
    {
        await using var server = await StartAsync();
        foreach (var name in (string[])["first", "bad", "newest"])
            await TestModels.PublishAsync(server.Services, name, 1, 3);
        await RemoveAsync(server, "bad");
        using var small = new SmallHost(server.Services, budget: 1);
        await small.Host.RefreshAsync(Cancellation);
        (await small.Host.LeaseAsync(new("first", null, null), "", Cancellation)).Dispose();

        (await Should.ThrowAsync<ProblemException>(small.Host.LeaseAsync(new("bad", null, null), "", Cancellation).AsTask())).Problem.Slug.ShouldBe("model-not-found");

        using var lease = small.Loaded.TryLease("first@1");
        lease.ShouldNotBeNull();
    }

    private static async Task RemoveAsync(ApiServer server, string name)
    {
        var (version, _, _) = await VersionAsync(server, name);
        Directory.Delete(Path.Combine(server.Services.GetRequiredService<CatalogOptions>().DataDirectory, "versions", version.Sha256), recursive: true);
    }

    private static Task<ApiServer> StartAsync() => ApiServer.StartAsync(new Dictionary<string, string?>
    {
        ["Worker:RunJobs"] = "false",
        ["Inference:PollInterval"] = "00:30:00",
    });

    private static async Task<(ModelVersion Version, ModelLoader Loader, LoadedModels Loaded)> VersionAsync(ApiServer server, string name)
    {
        var version = await server.Services.GetRequiredService<ModelStore>().ResolveAsync(new(name, null, null), Cancellation);
        return (version!, server.Services.GetRequiredService<ModelLoader>(), server.Services.GetRequiredService<LoadedModels>());
    }

    /// <summary>A second host over a server's catalog, with a budget that the configuration does not allow.</summary>
    private sealed class SmallHost : IDisposable
    {
        private readonly InferenceMetrics metrics;
        private readonly ModelLoader loader;

        public SmallHost(IServiceProvider services, long budget)
        {
            metrics = new(services.GetRequiredService<IMeterFactory>());
            Loaded = new(budget);
            var (models, quarantine) = (services.GetRequiredService<ModelStore>(), services.GetRequiredService<Quarantine>());
            loader = new(services.GetRequiredService<CheckpointStore>(), quarantine, Loaded, NullLogger<ModelLoader>.Instance);
            Host = new(models, Loaded, loader, quarantine, metrics, TimeProvider.System, NullLogger<InferenceHost>.Instance);
        }

        public LoadedModels Loaded { get; }

        public InferenceHost Host { get; }

        public void Dispose()
        {
            Host.Dispose();
            loader.Dispose();
            metrics.Dispose();
        }
    }
}
