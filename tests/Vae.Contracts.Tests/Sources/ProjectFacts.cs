namespace Vae.Contracts.Tests.Sources;

/// <summary>What MSBuild hands to the compiler for one project of the nuget stack.</summary>
/// <param name="Path">The project file.</param>
/// <param name="Sources">Its files, with the stack's own folders and without the other's.</param>
/// <param name="References">The project files it refers to.</param>
/// <param name="Usings">Its global usings, as C#.</param>
/// <param name="Friends">Assemblies that see its internals.</param>
/// <param name="Symbols">Preprocessor symbols.</param>
/// <param name="Silenced">Warnings that it turns off.</param>
internal sealed record ProjectFacts(
    string Path,
    IReadOnlyList<string> Sources,
    IReadOnlyList<string> References,
    IReadOnlyList<string> Usings,
    IReadOnlyList<string> Friends,
    IReadOnlyList<string> Symbols,
    IReadOnlyList<string> Silenced)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
}
