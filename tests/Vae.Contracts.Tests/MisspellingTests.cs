using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Vae.Contracts.Tests.Sources;
using Vae.Contracts.Tests.Stubs;
using Vae.Contracts.Tests.Text;

namespace Vae.Contracts.Tests;

/// <summary>The comparison can fail: each project that names a member of a library is refused when that name has a letter too many.</summary>
public sealed class MisspellingTests(NugetSources stack)
{
    public static TheoryData<string> Libraries => SourcesAgainstContractTests.Libraries;

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Sources_AreRefused_WhenAMemberIsMisspelt(string name)
    {
        ContractStub stub = stack.Stub(Library.Named(name));
        NamedMember[] members =
            [.. stack.Named.Where(use => use.Place is MemberAccessExpressionSyntax && stub.Holds(use.Symbol)).DistinctBy(use => use.Project)];

        members.ShouldNotBeEmpty($"no source names a member of {name}");
        foreach (NamedMember member in members)
        {
            SyntaxToken identifier = ((MemberAccessExpressionSyntax)member.Place).Name.Identifier;
            FileLinePositionSpan place = identifier.GetLocation().GetLineSpan();
            Misspelt(member.Project, identifier).ShouldContain(
                finding => finding.Line == place.StartLinePosition.Line + 1 && finding.Message.Contains(identifier.Text + "x", StringComparison.Ordinal),
                $"{identifier.Text}x in {place} was not found");
        }
    }

    private static IReadOnlyList<Finding> Misspelt(Compilation project, SyntaxToken member)
    {
        SyntaxTree file = member.SyntaxTree!;
        SyntaxNode root = file.GetRoot().ReplaceToken(member, SyntaxFactory.Identifier(member.LeadingTrivia, member.Text + "x", member.TrailingTrivia));
        SyntaxTree changed = file.WithRootAndOptions(root, file.Options);
        return Finding.From(project.ReplaceSyntaxTree(file, changed).GetSemanticModel(changed).GetDiagnostics());
    }
}
