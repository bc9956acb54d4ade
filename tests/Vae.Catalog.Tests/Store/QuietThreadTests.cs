using System.Globalization;
using Vae.Catalog.Store;

namespace Vae.Catalog.Tests.Store;

public sealed class QuietThreadTests
{
    private const int NicenessField = 16;

    [Fact]
    public async Task RunAsync_LowersTheWorksThread_AndNoOther()
    {
        var quiet = await QuietThread.RunAsync(Niceness, TestContext.Current.CancellationToken);

        quiet.ShouldBe(10);
        Niceness().ShouldBeLessThan(10);
        (await Task.Run(Niceness, TestContext.Current.CancellationToken)).ShouldBeLessThan(10);
    }

    [Fact]
    public async Task RunAsync_PassesTheFaultOn() =>
        await Should.ThrowAsync<InvalidDataException>(() => QuietThread.RunAsync<int>(() => throw new InvalidDataException("bad"), TestContext.Current.CancellationToken));

    [Fact]
    public async Task RunAsync_TellsOfTheEndOnAnOrdinaryThread()
    {
        // Who tells queues what follows, and may start a thread of the pool for it, which would be as quiet as itself for life.
        var teller = new Teller();
        using var attached = new ManualResetEventSlim();
        var work = QuietThread.RunAsync(
            () =>
            {
                attached.Wait(TestContext.Current.CancellationToken);
                return Niceness();
            },
            TestContext.Current.CancellationToken);
        var told = work.ContinueWith(async ended => (await ended).ShouldBe(10), TestContext.Current.CancellationToken, TaskContinuationOptions.None, teller).Unwrap();
        attached.Set();
        await told;

        teller.Niceness.ShouldBeLessThan(10);
    }

    /// <summary>The calling thread's, as the system tells it: the fields after the name, which is in parentheses.</summary>
    private static int Niceness()
    {
        var text = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[NicenessField], CultureInfo.InvariantCulture);
    }

    /// <summary>Looks at the thread that queues a task.</summary>
    private sealed class Teller : TaskScheduler
    {
        public int Niceness { get; private set; } = int.MaxValue;

        protected override void QueueTask(Task task)
        {
            Niceness = QuietThreadTests.Niceness();
            ThreadPool.UnsafeQueueUserWorkItem(_ => TryExecuteTask(task), null);
        }

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }
}
