using TorchSharp;

namespace Vae.Core;

/// <summary>How many threads libtorch's operators use: a number of each thread that calls them.</summary>
public static class TorchThreads
{
    /// <summary>Sets the number for the calling thread.</summary>
    /// <param name="count">At least 1.</param>
    public static void Use(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        // A thread's first operator, or question, takes over what any thread has set last. So it asks before it sets.
        _ = torch.get_num_threads();
        torch.set_num_threads(count);
    }
}
