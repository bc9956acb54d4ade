using Microsoft.CodeAnalysis;

namespace Vae.Contracts.Tests.Sources;

/// <summary>The assemblies that this process runs on: the framework's and the packages' that both stacks share.</summary>
internal static class RunningReferences
{
    /// <summary>What belongs to one stack only, or is compiled here from its sources.</summary>
    private static readonly string[] LeftOut = ["Vae.", "Quartz", "TorchSharp", "Hangfire", "SixLabors.", "SQLitePCLRaw.batteries"];

    public static IReadOnlyList<MetadataReference> All { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !LeftOut.Any(prefix => Path.GetFileName(path).StartsWith(prefix, StringComparison.Ordinal)))
            .Select(path => MetadataReference.CreateFromFile(path))];
}
