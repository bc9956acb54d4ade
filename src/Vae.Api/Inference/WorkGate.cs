using Vae.Api.Configuration;
using Vae.Api.Errors;

namespace Vae.Api.Inference;

/// <summary>Bounds what codecs do at once, large or hostile pictures above all: one on each core, so many waiting, for so long.</summary>
internal sealed class WorkGate(InferenceOptions options) : IDisposable
{
    private static readonly int Slots = Environment.ProcessorCount;

    private readonly SemaphoreSlim slots = new(Slots, Slots);
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
            slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => slots.Dispose();

    private async Task EnterAsync(CancellationToken cancellation)
    {
        if (slots.Wait(TimeSpan.Zero, cancellation))
            return;
        if (Interlocked.Increment(ref waiting) > options.QueueLimit)
        {
            Interlocked.Decrement(ref waiting);
            throw Problems.Overloaded().AsException();
        }
        try
        {
            if (!await slots.WaitAsync(options.QueueWait, cancellation))
                throw Problems.Overloaded().AsException();
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
