using Vae.Api.Configuration;
using Vae.Api.Errors;
using Vae.Api.Inference;
using Vae.Api.Inference.Passes;
using Vae.Api.Tests.Support;
using Vae.Core.Latents;
using Vae.Core.Models;

namespace Vae.Api.Tests.Inference.Passes;

public sealed class PassQueueTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ManualTime time = new();
    private readonly ModelSnapshot model = TinyModel.Snapshot();
    private readonly PassBatch batch = new();

    public void Dispose() => model.Release();

    [Fact]
    public void Take_GivesWhatPiledUp_AsOnePass()
    {
        var queue = Queue(new() { BatchRows = 8 });
        queue.TryAdd(Item(1)).ShouldBeTrue();
        queue.TryAdd(Item(2)).ShouldBeTrue();
        queue.TryAdd(Item(3)).ShouldBeTrue();

        Rows(queue).ShouldBe([1, 2, 3]);
        queue.Length.ShouldBe(0);
    }

    [Fact]
    public void Take_CutsALargeRequest_AndLetsOthersGoBetween()
    {
        var queue = Queue(new() { BatchRows = 4 });
        queue.TryAdd(Item(10));
        queue.TryAdd(Item(1));
        queue.TryAdd(Item(2));

        Rows(queue).ShouldBe([4]);
        Rows(queue).ShouldBe([1, 2, 1], "the others first, and what is left of the pass for the large one");
        Rows(queue).ShouldBe([4]);
        Rows(queue).ShouldBe([1]);
        queue.Length.ShouldBe(0);
    }

    [Fact]
    public void Take_GivesLanesTheirTurns()
    {
        var queue = Queue(new() { BatchRows = 2 });
        foreach (var lane in (PassLane[])[model.Decoding, model.Encoding])
        {
            for (var i = 0; i < 4; i++)
                queue.TryAdd(Item(1, lane));
        }

        var turns = Enumerable.Range(0, 4).Select(_ => { Rows(queue).ShouldBe([1, 1]); return batch.Lane.Kind; }).ToArray();

        turns.ShouldBe([PassKind.Decode, PassKind.Encode, PassKind.Decode, PassKind.Encode]);
    }

    [Fact]
    public void Take_KeepsCallersApart_WhenAModelsRowsAreNotIndependent()
    {
        // Under training, as opposed to frozen: libtorch computes it, whose bits depend on the batch's size.
        using var generator = new TorchSharp.torch.Generator(1);
        using var training = VaeModelFactory.Create(TestModels.Options(TinyModel.LatentDim), TinyModel.Shape, generator);
        using var space = new LatentSpace(training);
        var lane = new PassLane(space, PassKind.Decode);
        lane.Shares.ShouldBeFalse();
        var queue = Queue(new() { BatchRows = 4 });
        queue.TryAdd(Item(1, lane));
        queue.TryAdd(Item(6, lane));

        Rows(queue).ShouldBe([1]);
        Rows(queue).ShouldBe([4], "cut at fixed places");
        Rows(queue).ShouldBe([2]);
    }

    [Fact]
    public async Task Take_DropsCallersThatHaveGone_BeforeAnyWork()
    {
        using var gone = new CancellationTokenSource();
        var queue = Queue(new());
        var item = Item(1, gone: gone.Token);
        var completion = item.Completion.AsTask();
        queue.TryAdd(item);
        queue.TryAdd(Item(2));
        await gone.CancelAsync();

        Rows(queue).ShouldBe([2]);
        batch.EndDropped().ShouldBe(0);
        await Should.ThrowAsync<OperationCanceledException>(completion);
    }

    [Fact]
    public async Task Take_SendsAway_WhoWaitedTooLong()
    {
        var queue = Queue(new() { QueueWait = TimeSpan.FromSeconds(2) });
        var item = Item(1);
        var completion = item.Completion.AsTask();
        queue.TryAdd(item);
        time.Move(TimeSpan.FromSeconds(3));

        Rows(queue).ShouldBeEmpty();
        batch.EndDropped().ShouldBe(1);
        (await Should.ThrowAsync<ProblemException>(completion)).Problem.Slug.ShouldBe("overloaded");
    }

    [Fact]
    public void TryAdd_Refuses_WhenTheLineIsFullOrTheServerStops()
    {
        var queue = Queue(new() { QueueLimit = 2 });
        queue.TryAdd(Item(1)).ShouldBeTrue();
        queue.TryAdd(Item(1)).ShouldBeTrue();
        queue.TryAdd(Item(1)).ShouldBeFalse();

        queue.Stop();
        Rows(queue).ShouldBe([1, 1], "what is in line is finished");
        queue.TryAdd(Item(1)).ShouldBeFalse();
        queue.Take(batch).ShouldBeFalse();
    }

    [Fact]
    public async Task Take_WaitsForMore_OnlyWhileAnotherPassRuns()
    {
        var queue = Queue(new() { Threads = 2, BatchRows = 2, BatchDelay = TimeSpan.FromSeconds(1) });
        queue.TryAdd(Item(1));
        Held(queue).ShouldBe([1], "nothing else runs: waiting would be for nothing");

        // The pass above is not done.
        queue.TryAdd(Item(1));
        var second = new PassBatch();
        var waiting = Task.Run(() => queue.Take(second), TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        waiting.IsCompleted.ShouldBeFalse();

        queue.TryAdd(Item(1));
        (await waiting).ShouldBeTrue();
        second.Segments.Count.ShouldBe(2, "the pass is full");
    }

    [Fact]
    public async Task Take_Waits_WhileCallersHaveThePlaces()
    {
        var queue = Queue(new() { Threads = 1 });
        queue.TryEnter(1).ShouldBeTrue();
        queue.TryAdd(Item(1));
        var waiting = Task.Run(() => queue.Take(batch), TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        waiting.IsCompleted.ShouldBeFalse("one pass at once");

        queue.Done();
        (await waiting.WaitAsync(Patience, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task Done_EndsTheWaitForCompany_WhenNothingElseRuns()
    {
        // The clock of the queue stands still and the delay is long: only the word of the other's end can end the wait in time.
        var queue = Queue(new() { Threads = 2, BatchRows = 8, BatchDelay = TimeSpan.FromMinutes(10) });
        queue.TryEnter(1).ShouldBeTrue();
        queue.TryAdd(Item(1));
        var waiting = Task.Run(() => queue.Take(batch), TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        waiting.IsCompleted.ShouldBeFalse("another pass runs");

        queue.Done();
        (await waiting.WaitAsync(Patience, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task Stop_LetsEveryThreadGo_WhenTheLastPassIsDone()
    {
        var queue = Queue(new() { Threads = 1 });
        queue.TryEnter(1).ShouldBeTrue();
        queue.TryAdd(Item(1));
        Task[] threads = [.. Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (queue.Take(new()))
                    queue.Done();
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        queue.Stop();
        queue.Done();

        await Task.WhenAll(threads).WaitAsync(Patience, TestContext.Current.CancellationToken);
        queue.Length.ShouldBe(0);
    }

    [Fact]
    public void TryEnter_LetsInAsManyAsThereAreThreads()
    {
        var queue = Queue(new() { Threads = 2, BatchRows = 8 });

        queue.TryEnter(9).ShouldBeFalse("more than a pass may have");
        queue.TryEnter(8).ShouldBeTrue();
        queue.TryEnter(1).ShouldBeTrue();
        queue.TryEnter(1).ShouldBeFalse("both places are taken");
        queue.Done();
        queue.TryEnter(1).ShouldBeTrue();
    }

    [Fact]
    public void TryEnter_LetsNobodyPast_WhoWaits()
    {
        var queue = Queue(new() { Threads = 2 });
        queue.TryAdd(Item(1));

        queue.TryEnter(1).ShouldBeFalse("somebody waits");
        Held(queue).ShouldBe([1]);
        queue.TryEnter(1).ShouldBeTrue();
        queue.TryEnter(1).ShouldBeFalse("the threads' passes count too");
        queue.Stop();
        queue.Done();
        queue.TryEnter(1).ShouldBeFalse("the server stops");
    }

    private PassQueue Queue(InferenceOptions options) => new(options, time);

    /// <summary>The rows of the next pass, which is done at once.</summary>
    private int[] Rows(PassQueue queue)
    {
        var rows = Held(queue);
        queue.Done();
        return rows;
    }

    /// <summary>The rows of the next pass, which runs on.</summary>
    private int[] Held(PassQueue queue)
    {
        queue.Take(batch).ShouldBeTrue();
        return [.. batch.Segments.Select(segment => segment.Rows)];
    }

    private PassItem Item(int rows, PassLane? lane = null, CancellationToken? gone = null)
    {
        lane ??= model.Decoding;
        var second = lane.Kind == PassKind.Encode ? new float[rows * lane.OutputLength] : [];
        return PassItem.Rent(lane, new(new float[rows * lane.InputLength], rows), new float[rows * lane.OutputLength], second, gone ?? TestContext.Current.CancellationToken);
    }
}
