using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Vae.Contracts.Tests.Stubs;

namespace Vae.Contracts.Tests.Sources;

/// <summary>Compiles the projects of the nuget stack against stand-ins for its libraries.</summary>
internal sealed class StackCompiler(IReadOnlyList<ProjectFacts> projects, IReadOnlyList<ContractStub> stubs)
{
    /// <summary>CS1701, CS1702: packages name older versions of the framework's assemblies; the SDK turns the two off as well.</summary>
    private static readonly string[] SilencedBySdk = ["CS1701", "CS1702"];

    /// <summary>The one member we name of a package that only the nuget stack has and no contract describes (SQLitePCLRaw.bundle_e_sqlite3).</summary>
    private static readonly CSharpCompilation Undescribed = CSharpCompilation.Create(
        "SQLitePCLRaw.batteries_v2",
        [Parse("namespace SQLitePCL { public static class Batteries_V2 { public extern static void Init(); } }", "undescribed.cs", CompilerSettings.Parsing())],
        RunningReferences.All,
        CompilerSettings.Library());

    private readonly Dictionary<string, CSharpCompilation> _done = [];

    /// <summary>One compilation a project; the ones it refers to stand before it.</summary>
    public IReadOnlyList<CSharpCompilation> Compile()
    {
        foreach (ProjectFacts project in projects) Compile(project);
        return [.. _done.Values];
    }

    private CSharpCompilation Compile(ProjectFacts project)
    {
        if (_done.TryGetValue(project.Path, out CSharpCompilation? ready)) return ready;

        IEnumerable<MetadataReference> referred = Reachable(project).Select(other => (MetadataReference)Compile(other).ToMetadataReference());
        CSharpParseOptions parsing = CompilerSettings.Parsing(project.Symbols);
        SyntaxTree[] trees = [.. project.Sources.Select(path => Parse(File.ReadAllText(path), path, parsing)), Parse(Generated(project), $"{project.Name}.generated.cs", parsing)];
        bool isProgram = trees.Any(tree => tree.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any());
        CSharpCompilationOptions options = CompilerSettings.Library(isProgram)
            .WithSpecificDiagnosticOptions(project.Silenced.Concat(SilencedBySdk).Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress)));

        IEnumerable<MetadataReference> libraries = stubs.Select(stub => stub.Reference).Append(Undescribed.ToMetadataReference());
        var compilation = CSharpCompilation.Create(project.Name, trees, [.. RunningReferences.All, .. libraries, .. referred], options);
        return _done[project.Path] = SourceGenerators.Run(compilation, parsing);
    }

    private HashSet<ProjectFacts> Reachable(ProjectFacts project)
    {
        var found = new HashSet<ProjectFacts>();
        foreach (ProjectFacts other in projects.Where(other => project.References.Contains(other.Path)))
        {
            found.Add(other);
            found.UnionWith(Reachable(other));
        }
        return found;
    }

    /// <summary>What the SDK writes into a file of its own: the global usings and the friends.</summary>
    private static string Generated(ProjectFacts project) => string.Join('\n',
        [.. project.Usings, .. project.Friends.Select(friend => $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{friend}\")]")]);

    private static SyntaxTree Parse(string text, string path, CSharpParseOptions parsing) => CSharpSyntaxTree.ParseText(text, parsing, path);
}
