using TorchSharp;

namespace Vae.Torch;

/// <summary>How many native objects are alive, for metrics and for tests that look for leaks.</summary>
public static class NativeHandles
{
    /// <summary>Native handles of all kinds (tensors, generators and other objects) that have been created and not yet
    /// released, on all threads.</summary>
    public static long Live => TensorHandle.Live + GeneratorHandle.Live + OtherHandles.Live;

    /// <summary>Handles of kinds that have no counter of their own.</summary>
    internal static class OtherHandles
    {
        private static long s_live;

        internal static long Live => Interlocked.Read(ref s_live);

        internal static void Created() => Interlocked.Increment(ref s_live);

        internal static void Released() => Interlocked.Decrement(ref s_live);
    }
}
