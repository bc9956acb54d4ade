using Vae.Api.Configuration;
using Vae.Api.Errors;

namespace Vae.Api.Inference;

/// <summary>Bounds what codecs do at once, large or hostile pictures above all: one on each core, so many waiting, for so long.</summary>
/// <param name="options">How many wait, and how long.</param>
/// <param name="slots">How many work at once.</param>
internal sealed class WorkGate(InferenceOptions options, int slots) : IDisposable
{
    private readonly SemaphoreSlim free = new(slots, slots);
    private int waiting;

    /// <summary>Runs the work as soon as there is a slot, on the thread that got it.</summary>
    /// <exception cref="ProblemException"><c>overloaded</c>.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await EnterAsync(cancellation);
        try
        {
            return work();
        }
        finally
        {
            free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => free.Dispose();

    private async Task EnterAsync(CancellationToken cancellation)
    {
        if (free.Wait(TimeSpan.Zero, cancellation))
            return;
        if (Interlocked.Increment(ref waiting) > options.QueueLimit)
        {
            Interlocked.Decrement(ref waiting);
            throw Problems.Overloaded().AsException();
        }
        try
        {
            if (!await free.WaitAsync(options.QueueWait, cancellation))
                throw Problems.Overloaded().AsException();
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
