namespace Vae.Catalog.Datasets;

/// <summary>
/// Reads one thing after another on the thread pool, and each only once however many ask for it meanwhile. Who asks may leave; the read goes on
/// for the others and for those who come later. Safe to call from several threads.
/// </summary>
internal sealed class SharedReads<T>
{
    private readonly Lock _gate = new();

    // Under _gate.
    private readonly Dictionary<string, Task<T>> _running = new(StringComparer.Ordinal);
    private Task _before = Task.CompletedTask;

    /// <summary>The result of the read of that key: of the one that waits or runs, or of a new one.</summary>
    /// <param name="key">What is read.</param>
    /// <param name="read">Reads it. Another's read of the same key may have ended just before: it looks again.</param>
    /// <param name="cancellation">Ends the caller's wait, not the read.</param>
    public Task<T> RunAsync(string key, Func<T> read, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_running.TryGetValue(key, out var running))
            {
                // Of its own, so that nothing here holds a result.
                var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _running[key] = running = ReadAsync(key, read, _before, turn);
                _before = turn.Task;
            }

            return running.WaitAsync(cancellation);
        }
    }

    private async Task<T> ReadAsync(string key, Func<T> read, Task before, TaskCompletionSource turn)
    {
        // Always on another thread: the caller holds the gate.
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return read();
        }
        finally
        {
            lock (_gate)
                _running.Remove(key);
            turn.SetResult();
        }
    }
}
