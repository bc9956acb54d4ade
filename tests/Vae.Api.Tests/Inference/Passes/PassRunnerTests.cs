using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Vae.Api.Configuration;
using Vae.Api.Inference;
using Vae.Api.Inference.Passes;
using Vae.Api.Tests.Support;

namespace Vae.Api.Tests.Inference.Passes;

public sealed class PassRunnerTests : IDisposable
{
    private const int Large = 4096;
    private const int Busy = 20;

    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ModelSnapshot model = TinyModel.Snapshot();
    private readonly InferenceMetrics metrics;

    public PassRunnerTests() => metrics = new(services.GetRequiredService<IMeterFactory>());

    private int Pixels => model.Decoding.OutputLength;

    public void Dispose()
    {
        model.Release();
        metrics.Dispose();
        services.Dispose();
    }

    [Fact]
    public async Task RunAsync_GivesEachCallerItsOwnRows_WhoeverElseAsks()
    {
        using var runner = Runner(new() { Threads = 1, BatchRows = 16, QueueLimit = 1000 });
        // So that they come together: where nobody waits each would be computed at once.
        var busy = DecodeAsync(runner, Latents(Large, 0));
        var inputs = Enumerable.Range(0, 200).Select(seed => Latents(1 + seed % 5, seed)).ToArray();

        var outputs = await Task.WhenAll(inputs.Select(input => DecodeAsync(runner, input)));

        for (var i = 0; i < inputs.Length; i++)
            outputs[i].ShouldBe(model.Space.Decode(inputs[i], inputs[i].Length / TinyModel.LatentDim), "the same bits as alone");
        await busy;
    }

    [Fact]
    public async Task RunAsync_ComputesAtOnce_WhenNobodyWaits()
    {
        using var runner = Runner(new() { Threads = 1, BatchRows = 16 });
        var (latents, pixels) = (Latents(16, 1), new float[16 * Pixels]);

        var pass = runner.RunAsync(model.Decoding, new(latents, 16), pixels, default, TestContext.Current.CancellationToken);

        pass.IsCompletedSuccessfully.ShouldBeTrue("on the caller's thread");
        await pass;
        pixels.ShouldBe(model.Space.Decode(latents, 16));
        var again = runner.RunAsync(model.Decoding, new(latents, 16), pixels, default, TestContext.Current.CancellationToken);
        again.IsCompletedSuccessfully.ShouldBeTrue("the first has left its place");
        await again;
    }

    [Fact]
    public async Task RunAsync_ComputesNothing_WhenTheCallerHasGone()
    {
        using var runner = Runner(new() { Threads = 1 });
        var pixels = new float[Pixels];

        await Should.ThrowAsync<OperationCanceledException>(async () =>
            await runner.RunAsync(model.Decoding, new(Latents(1, 1), 1), pixels, default, new CancellationToken(canceled: true)));

        pixels.ShouldAllBe(pixel => pixel == 0);
        (await DecodeAsync(runner, Latents(1, 1))).ShouldBe(model.Space.Decode(Latents(1, 1), 1));
    }

    [Fact]
    public async Task RunAsync_GivesTheSameBits_WhenARequestIsCutIntoPasses()
    {
        using var runner = Runner(new() { Threads = 2, BatchRows = 7 });
        var input = Latents(100, 1);

        (await DecodeAsync(runner, input)).ShouldBe(model.Space.Decode(input, 100));
    }

    [Fact]
    public async Task RunAsync_ComputesTogether_WhatComesWhileThreadsAreBusy()
    {
        var rows = new List<int>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "vae.inference.batch.rows" && instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) =>
        {
            lock (rows)
                rows.Add(value);
        });
        listener.Start();
        using var runner = Runner(new() { Threads = 1, BatchRows = Large });

        // The first keep the only thread busy for much longer than the rest take to get in line.
        Task<float[]>[] large = [.. Enumerable.Range(0, Busy).Select(_ => DecodeAsync(runner, Latents(Large, 0)))];
        await Task.WhenAll([.. large, .. Enumerable.Range(0, 32).Select(seed => DecodeAsync(runner, Latents(1, seed)))]);

        rows.Sum().ShouldBe((Busy * Large) + 32);
        rows.Count.ShouldBeLessThan(Busy + 17, "32 rows in far fewer passes");
    }

    [Fact]
    public async Task RunAsync_FailsNobodyElse_WhenOneCallersRowsAreBad()
    {
        using var runner = Runner(new() { Threads = 1, BatchRows = 64 });
        var busy = DecodeAsync(runner, Latents(Large, 0));
        var bad = Latents(1, 1);
        bad[0] = float.NaN;

        var failing = DecodeAsync(runner, bad);
        var good = await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => DecodeAsync(runner, Latents(1, seed))));

        await Should.ThrowAsync<ArgumentException>(failing);
        await busy;
        for (var seed = 0; seed < good.Length; seed++)
            good[seed].ShouldBe(model.Space.Decode(Latents(1, seed), 1));
        (await DecodeAsync(runner, Latents(1, 9))).Length.ShouldBe(Pixels, "the thread lives on");
    }

    [Fact]
    public async Task Dispose_FinishesWhatIsInLine_AndTakesNothingMore()
    {
        var runner = Runner(new() { Threads = 1, BatchRows = 8 });
        var queued = Enumerable.Range(0, 50).Select(seed => DecodeAsync(runner, Latents(20, seed))).ToArray();

        runner.Dispose();

        queued.ShouldAllBe(task => !task.IsFaulted);
        await Task.WhenAll(queued);
        (await Should.ThrowAsync<Vae.Api.Errors.ProblemException>(DecodeAsync(runner, Latents(1, 0)))).Problem.Slug.ShouldBe("overloaded");
    }

    [Fact]
    public async Task RunAsync_TellsItsCallersAndLivesOn_WhenAPassBreaksOff()
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "vae.inference.batch.rows" && instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, rows, _, _) =>
        {
            if (rows == Large)
                throw new InvalidDataException("a listener's fault");
        });
        listener.Start();
        using var runner = Runner(new() { Threads = 1, BatchRows = Large });

        await Should.ThrowAsync<InvalidDataException>(DecodeAsync(runner, Latents(Large, 0)).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));

        (await DecodeAsync(runner, Latents(1, 1))).ShouldBe(model.Space.Decode(Latents(1, 1), 1));
    }

    [Fact]
    public async Task Work_HoldsNoVersion_WhileItWaits()
    {
        using var runner = Runner(new() { Threads = 2 });

        var lane = await UsedAndGoneAsync(runner);

        await Eventually.TrueAsync(
            () =>
            {
                GC.Collect();
                return Task.FromResult(!lane.IsAlive);
            },
            "the threads have let the version go");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> UsedAndGoneAsync(PassRunner runner)
    {
        var other = TinyModel.Snapshot(2);
        // More than one pass may have: for the threads.
        var pixels = new float[Large * Pixels];
        await runner.RunAsync(other.Decoding, new(Latents(Large, 0), Large), pixels, default, TestContext.Current.CancellationToken);
        other.Release();
        return new(other.Decoding);
    }

    private PassRunner Runner(InferenceOptions options) => new(options, metrics, TimeProvider.System, NullLogger<PassRunner>.Instance);

    private async Task<float[]> DecodeAsync(PassRunner runner, float[] latents)
    {
        var rows = latents.Length / TinyModel.LatentDim;
        var pixels = new float[rows * Pixels];
        await runner.RunAsync(model.Decoding, new(latents, rows), pixels, default, TestContext.Current.CancellationToken);
        return pixels;
    }

    private static float[] Latents(int rows, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows * TinyModel.LatentDim).Select(_ => (float)(random.NextDouble() * 4 - 2))];
    }
}
