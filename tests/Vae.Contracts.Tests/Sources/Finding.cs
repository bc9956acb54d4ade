using Microsoft.CodeAnalysis;
using Vae.TestUtils;

namespace Vae.Contracts.Tests.Sources;

/// <summary>Something in our sources that the compiler refuses or warns of.</summary>
internal sealed record Finding(string File, int Line, string Id, string Message)
{
    public static IReadOnlyList<Finding> In(Compilation compilation) => From(compilation.GetDiagnostics());

    public static IReadOnlyList<Finding> From(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed).Select(From)];

    private static Finding From(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        string file = span.Path is { Length: > 0 } path ? Path.GetRelativePath(Repository.Root, path) : "";
        return new Finding(file, span.StartLinePosition.Line + 1, diagnostic.Id, diagnostic.GetMessage(null));
    }

    /// <summary>One a line, without repetitions; empty if there are none.</summary>
    public static string Listed(IEnumerable<Finding> findings) => string.Join('\n', findings.Distinct());

    public override string ToString() => $"{File}({Line}): {Id} {Message}";
}
