using Microsoft.CodeAnalysis.CSharp;
using Vae.Contracts.Tests.Sources;
using Vae.Contracts.Tests.Stubs;
using Vae.Contracts.Tests.Text;

namespace Vae.Contracts.Tests;

/// <summary>The sources of the nuget stack, compiled once against the approved excerpts. With <c>VAE_APPROVE=1</c> these are written first.</summary>
public sealed class NugetSources : IAsyncLifetime
{
    internal IReadOnlyList<ContractStub> Stubs { get; private set; } = [];

    internal IReadOnlyList<CSharpCompilation> Projects { get; private set; } = [];

    internal ContractStub Stub(Library library) => Stubs.Single(stub => stub.Library == library);

    /// <summary>Each place where the sources name something of these libraries.</summary>
    internal IReadOnlyList<NamedMember> Named { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        IReadOnlyList<ProjectFacts> facts = await ProjectEvaluation.ReadAllAsync(TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("VAE_APPROVE") == "1") Approve(facts);
        Stubs = [.. Library.All.Select(library => new ContractStub(library, library.ReadApproved()))];
        Projects = new StackCompiler(facts, Stubs).Compile();
        Named = Read(Projects);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void Approve(IReadOnlyList<ProjectFacts> facts)
    {
        string folder = Environment.GetEnvironmentVariable("VAE_CONTRACTS")
            ?? throw new InvalidOperationException("VAE_APPROVE=1 takes the excerpts from the contract files: set VAE_CONTRACTS to the folder that holds them.");
        IReadOnlyList<ContractStub> whole = [.. Library.All.Select(library => new ContractStub(library, library.ReadContract(folder)))];
        string misread = string.Join('\n', whole.SelectMany(stub => stub.SyntaxErrors));
        if (misread.Length > 0) throw new InvalidOperationException($"Nothing was approved: these lines of the contract files are not understood.\n{misread}");
        IReadOnlyList<CSharpCompilation> projects = new StackCompiler(facts, whole).Compile();
        string findings = Finding.Listed(projects.SelectMany(Finding.In));
        if (findings.Length > 0)
            throw new InvalidOperationException($"Nothing was approved: the sources do not agree with the whole contract files.\n{findings}");
        IReadOnlyList<NamedMember> named = Read(projects);
        foreach (ContractStub stub in whole)
            File.WriteAllLines(stub.Library.ApprovedFile, [Heading(stub.Library), .. Excerpt.Of(stub, named).Select(line => line.ToString())]);
    }

    private static NamedMember[] Read(IReadOnlyList<CSharpCompilation> projects)
    {
        string[] assemblies = [.. Library.All.Select(library => library.Namespace)];
        return [.. projects.SelectMany(project => NamedMembers.In(project, assemblies))];
    }

    private static string Heading(Library library) => $"# The lines of the public API of {library.Namespace} that the sources of the nuget stack need.";
}
