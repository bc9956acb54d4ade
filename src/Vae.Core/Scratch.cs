using System.Buffers;
using System.Runtime.CompilerServices;

namespace Vae.Core;

/// <summary>
/// Arrays for one piece of work. The shared pool keeps an array of each length for every thread that ever gave one back: with large
/// pictures that is hundreds of megabytes which nobody uses. So large arrays are left to the collector.
/// </summary>
public static class Scratch
{
    // Above what pictures of a model's size, and bodies of the usual kind, need.
    private const int LongestShared = 256 * 1024;

    /// <summary>An array of at least a length; its content is undefined.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="length">Elements, 0 or more.</param>
    /// <returns>The array; hand it to <see cref="Return"/> once.</returns>
    public static T[] Rent<T>(int length)
        where T : unmanaged =>
        IsShared<T>(length) ? ArrayPool<T>.Shared.Rent(length) : GC.AllocateUninitializedArray<T>(length);

    /// <summary>Takes an array back that nobody uses any more.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="array">What <see cref="Rent"/> gave.</param>
    public static void Return<T>(T[] array)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(array);
        // Those of the pool have powers of two for lengths, so that the longest of them counts as its own.
        if (IsShared<T>(array.Length))
            ArrayPool<T>.Shared.Return(array);
    }

    private static bool IsShared<T>(int length) => (long)length * Unsafe.SizeOf<T>() <= LongestShared;
}
