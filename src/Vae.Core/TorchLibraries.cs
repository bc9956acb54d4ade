using System.Runtime.InteropServices;
using TorchSharp;

namespace Vae.Core;

/// <summary>The native libraries of TorchSharp.</summary>
public static class TorchLibraries
{
    // In the order in which they need each other.
    private static readonly string[] Names = ["libtorch_cpu.so", "libLibTorchSharp.so"];

    /// <summary>Loads them from the program's folder; later calls do nothing. Without it the first tensor loads them, and a failure is a page of trace.</summary>
    /// <exception cref="InvalidOperationException">One cannot be loaded: which, why, and what to do.</exception>
    public static void Load()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            throw new InvalidOperationException(
                $"The tensor library cannot be loaded: libtorch is built for x64 processors, and this one is {RuntimeInformation.ProcessArchitecture}. Run Vae on an x64 machine.");
        }

        foreach (var name in Names)
        {
            try
            {
                NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, name));
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                throw new InvalidOperationException($"The tensor library cannot be loaded. {name}, of {Version}: {Reason(e.Message)}. {Remedy(e.Message)}", e);
            }
        }
    }

    // From the assembly: TorchSharp's own words for it load the libraries first.
    private static string Version => $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>What the system's loader said: it stands in the last line of the runtime's message.</summary>
    private static string Reason(string message) => message.TrimEnd().Split('\n')[^1].Trim().TrimEnd('.');

    private static string Remedy(string message) => message switch
    {
        _ when message.Contains("GLIBC", StringComparison.Ordinal) =>
            "This machine's C or C++ library is older than the one asked for. Build Vae on this machine (./run), which adapts the library, or use Debian 12, Ubuntu 22.04 or newer.",
        _ when message.Contains("cannot open shared object file", StringComparison.Ordinal) =>
            "The file is missing. Build Vae again (./run), which restores it, and deploy the whole output folder.",
        _ => "The file is damaged or not for this machine. Delete the folders artifacts and bin, and build Vae again (./run).",
    };
}
