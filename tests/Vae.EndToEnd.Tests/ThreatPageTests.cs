using System.Text.RegularExpressions;
using Vae.TestUtils;

namespace Vae.EndToEnd.Tests;

/// <summary>The page of threats names tests that exist.</summary>
public sealed partial class ThreatPageTests
{
    // A row that is dropped, or written so that it is no row, must be missed.
    private const int Rows = 41;

    [Fact]
    public void Page_NamesATestThatExists_ForEveryThreat()
    {
        string[] rows = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "threats.md")).Where(IsRow)];
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)];

        rows.Length.ShouldBeGreaterThanOrEqualTo(Rows);
        foreach (string row in rows)
        {
            Match[] proofs = Proof().Matches(row.Split('|')[3]).ToArray();
            proofs.ShouldNotBeEmpty(row);
            foreach (Match proof in proofs)
            {
                // Two projects may have a class of one name.
                files.Where(file => Path.GetFileNameWithoutExtension(file) == proof.Groups["class"].Value)
                    .ShouldContain(file => File.ReadAllText(file).Contains($" {proof.Groups["method"].Value}(", StringComparison.Ordinal), proof.Value);
            }
        }
    }

    private static bool IsRow(string line) =>
        line.StartsWith("| ", StringComparison.Ordinal) && !line.Contains("---", StringComparison.Ordinal) && !line.StartsWith("| threat |", StringComparison.Ordinal);

    [GeneratedRegex("`(?<class>[A-Za-z0-9]+Tests)\\.(?<method>[A-Za-z0-9_]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Proof();
}
