using System.Diagnostics;
using Vae.TestUtils;

namespace Vae.EndToEnd.Tests.Support;

/// <summary>The <c>dotnet</c> command in the repository's root.</summary>
internal static class Dotnet
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code, and all that it wrote to its standard output.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true };
        // The tests' own build may have set it for its children.
        start.Environment.Remove("TorchDevice");
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
