using Vae.Catalog.Datasets;

namespace Vae.Catalog.Tests.Datasets;

public sealed class SharedReadsTests : IDisposable
{
    private readonly SharedReads<int> _reads = new();
    private readonly ManualResetEventSlim _open = new();
    private int _count;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _open.Set();
        _open.Dispose();
    }

    [Fact]
    public async Task RunAsync_ReadsOnce_ForAllWhoAskMeanwhile()
    {
        var first = _reads.RunAsync("a", Read, Cancellation);
        var second = _reads.RunAsync("a", Read, Cancellation);
        _open.Set();

        (await first, await second).ShouldBe((1, 1));
        (await _reads.RunAsync("a", Read, Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_GoesOn_WhenACallerLeaves()
    {
        using var leaving = new CancellationTokenSource();
        var left = _reads.RunAsync("a", Read, leaving.Token);
        var stays = _reads.RunAsync("a", Read, Cancellation);
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => left);
        stays.IsCompleted.ShouldBeFalse();
        _open.Set();
        (await stays).ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_ReadsOneThingAfterAnother_AlsoAfterAFailure()
    {
        var bad = _reads.RunAsync("a", () => throw new InvalidDataException($"{Read()}"), Cancellation);
        var good = _reads.RunAsync("b", Read, Cancellation);
        good.IsCompleted.ShouldBeFalse();
        _open.Set();

        (await Should.ThrowAsync<InvalidDataException>(() => bad)).Message.ShouldBe("1");
        (await good).ShouldBe(2);
    }

    private int Read()
    {
        _open.Wait(Cancellation);
        return Interlocked.Increment(ref _count);
    }
}
