using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Vae.Client;
using Vae.Contracts.Tests.Sources;
using Vae.TestUtils;

namespace Vae.Contracts.Tests;

/// <summary>The C# that the client's pages show is compiled against the client as it is.</summary>
public sealed partial class ClientSnippetTests
{
    // What a new project has by itself, and the namespaces that the pages speak of.
    private const string Usings = """
        global using System;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using System.Collections.Generic;
        global using Microsoft.Extensions.DependencyInjection;
        global using Vae.Client;
        """;

    // Names that a page takes as given.
    private const string Given = "var services = new ServiceCollection(); string? key = null;\n";

    public static TheoryData<string> Pages { get; } = ["docs/clients.md", "src/Vae.Client/README.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Snippets_Compile(string page)
    {
        string[] snippets = await SnippetsAsync(page);

        snippets.ShouldNotBeEmpty();
        foreach (string snippet in snippets) Errors(snippet).ShouldBeEmpty(snippet);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Snippets_AreRefused_WhenAMethodIsMisspelt(string page)
    {
        foreach (string snippet in (await SnippetsAsync(page)).Where(snippet => snippet.Contains("TrainAsync(", StringComparison.Ordinal)))
            Errors(snippet.Replace("TrainAsync(", "TrianAsync(", StringComparison.Ordinal)).ShouldNotBeEmpty();
    }

    private static async Task<string[]> SnippetsAsync(string page)
    {
        string text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, page));
        return [.. Block().Matches(text).Select(block => block.Groups[1].Value)];
    }

    private static string[] Errors(string snippet)
    {
        bool takesNames = snippet.StartsWith("services.", StringComparison.Ordinal);
        var compilation = CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(Usings, CompilerSettings.Parsing()), CSharpSyntaxTree.ParseText((takesNames ? Given : "") + snippet, CompilerSettings.Parsing())],
            [.. RunningReferences.All, MetadataReference.CreateFromFile(typeof(VaeClient).Assembly.Location)],
            CompilerSettings.Library(isProgram: true));
        return [.. compilation.GetDiagnostics().Where(finding => finding.Severity == DiagnosticSeverity.Error).Select(finding => finding.ToString())];
    }

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
