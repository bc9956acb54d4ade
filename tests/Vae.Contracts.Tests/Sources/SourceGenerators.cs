using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Vae.Contracts.Tests.Sources;

/// <summary>The framework's source generators, which write a part of our JSON, native and pattern code.</summary>
internal static class SourceGenerators
{
    private static readonly IReadOnlyList<ISourceGenerator> Generators =
        [.. Directory.GetFiles(Folder(), "*.dll")
            .Select(path => new AnalyzerFileReference(path, new Loader()))
            .SelectMany(file => file.GetGenerators(LanguageNames.CSharp))];

    public static CSharpCompilation Run(CSharpCompilation compilation, CSharpParseOptions parsing)
    {
        CSharpGeneratorDriver.Create(Generators, parseOptions: parsing).RunGeneratorsAndUpdateCompilation(compilation, out Compilation whole, out _);
        return (CSharpCompilation)whole;
    }

    /// <summary>Beside the framework itself: shared/Microsoft.NETCore.App/version and packs/Microsoft.NETCore.App.Ref/version.</summary>
    private static string Folder()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string packs = Path.GetFullPath(Path.Combine(framework, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        return Directory.GetDirectories(packs, $"{Environment.Version.Major}.*")
            .Select(version => Path.Combine(version, "analyzers", "dotnet", "cs"))
            .LastOrDefault(Directory.Exists)
            ?? throw new DirectoryNotFoundException($"{packs} has no source generators for .NET {Environment.Version.Major}: install the SDK, not only the runtime.");
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
