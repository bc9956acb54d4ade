using System.Runtime.ExceptionServices;

namespace Vae.Catalog.Store;

/// <summary>Runs long work on a thread of its own that gives way to every other: who waits for an answer does not wait for it.</summary>
public static class QuietThread
{
    /// <summary>Runs the work. Off Linux its thread has the usual priority.</summary>
    /// <param name="work">
    /// The work. It must not hold a lock that others wait for, and must not start threads or tasks: a thread is as quiet as the one that
    /// started it, for life. Threads that a native library keeps of its caller end with it.
    /// </param>
    /// <param name="cancellation">Gives up before the work begins.</param>
    /// <returns>What the work returns.</returns>
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation) => Task.Factory.StartNew(
        // An ordinary thread waits for the quiet one and tells of its end: who tells may start a thread of the pool for who awaits it.
        () => RunQuietly(work),
        cancellation, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously,
        TaskScheduler.Default);

    private static T RunQuietly<T>(Func<T> work)
    {
        T? result = default;
        ExceptionDispatchInfo? fault = null;
        // Ends with the work: a priority once lowered stays so.
        var quiet = new Thread(() =>
        {
            Posix.GiveWay();
            try
            {
                result = work();
            }
            // The thread's boundary: whoever awaits the work gets the fault.
            catch (Exception thrown)
            {
                fault = ExceptionDispatchInfo.Capture(thrown);
            }
        })
        { IsBackground = true, Name = "vae-quiet" };
        quiet.Start();
        quiet.Join();
        fault?.Throw();
        return result!;
    }
}
