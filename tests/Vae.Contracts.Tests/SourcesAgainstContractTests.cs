using Vae.Contracts.Tests.Sources;
using Vae.Contracts.Tests.Stubs;
using Vae.Contracts.Tests.Text;

namespace Vae.Contracts.Tests;

public sealed class SourcesAgainstContractTests(NugetSources stack)
{
    private const string Remedy = """
        Look the member up in the library's contract and write it as it stands there.
        If a member is new to our sources, take its lines over with
        VAE_APPROVE=1 VAE_CONTRACTS=<folder of the contract files> dotnet test tests/Vae.Contracts.Tests
        and commit tests/Vae.Contracts.Tests/Approved.
        """;

    public static TheoryData<string> Libraries => [.. Library.All.Select(library => library.Name)];

    [Fact]
    public void Sources_CompileWithoutAWarning_AgainstTheApprovedExcerpts()
    {
        string findings = Finding.Listed(stack.Projects.SelectMany(Finding.In));

        findings.ShouldBeEmpty(Remedy);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Excerpt_HoldsWhatTheSourcesName_AndNothingElse(string name)
    {
        ContractStub stub = stack.Stub(Library.Named(name));

        string[] superfluous = [.. stub.Lines.Except(Excerpt.Of(stub, stack.Named)).Select(line => line.ToString())];

        superfluous.ShouldBeEmpty("our sources name these no more. " + Remedy);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Excerpt_IsVerbatim_WhereTheContractFilesAre(string name)
    {
        string? folder = Environment.GetEnvironmentVariable("VAE_CONTRACTS");
        Assert.SkipWhen(folder is null, "VAE_CONTRACTS does not name the folder of the contract files.");
        var library = Library.Named(name);

        string[] invented = [.. library.ReadApproved().Except(library.ReadContract(folder!)).Select(line => line.ToString())];

        invented.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Excerpt_IsUnderstoodLineByLine(string name) => stack.Stub(Library.Named(name)).SyntaxErrors.ShouldBeEmpty();
}
