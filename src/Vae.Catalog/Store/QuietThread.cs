namespace Vae.Catalog.Store;

/// <summary>Runs long work on a thread of its own that gives way to every other: who waits for an answer does not wait for it.</summary>
public static class QuietThread
{
    /// <summary>Runs the work. What it starts on other threads is not quiet.</summary>
    /// <param name="work">The work. It must not hold a lock that others wait for.</param>
    /// <param name="cancellation">Gives up before the work begins.</param>
    /// <returns>What the work returns.</returns>
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation) => Task.Factory.StartNew(
        () =>
        {
            // The thread is LongRunning's own and ends with the work: a priority once lowered stays so.
            Posix.GiveWay();
            return work();
        },
        // Who awaits the work must not go on upon the quiet thread.
        cancellation, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously,
        TaskScheduler.Default);
}
