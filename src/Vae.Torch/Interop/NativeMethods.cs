using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// All structures that cross the border are blittable; booleans cross as 32-bit integers.
[assembly: DisableRuntimeMarshalling]

namespace TorchSharp;

/// <summary>The exports of libvaetorch, under the names that they have in native/*.cpp.</summary>
internal static partial class NativeMethods
{
    private const string Library = "vaetorch";

    /// <summary>Turns the status of an export into an exception.</summary>
    /// <param name="status">0 for success, anything else for a failure whose message the calling thread has.</param>
    /// <exception cref="ExternalException">The call failed; the message is libtorch's own.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Check(int status)
    {
        if (status != 0)
            ThrowLastError();
    }

    private static void ThrowLastError()
    {
        var message = Marshal.PtrToStringUTF8(vae_last_error());
        // CA2201: ExternalException is what TorchSharp throws, so what callers catch in both stacks.
#pragma warning disable CA2201
        throw new ExternalException(message ?? "A native call failed without a message.");
#pragma warning restore CA2201
    }

    [LibraryImport(Library)]
    private static partial IntPtr vae_last_error();
}
