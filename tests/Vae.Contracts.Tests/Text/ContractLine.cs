namespace Vae.Contracts.Tests.Text;

/// <summary>One line of a contract file, <c>declaring type | what it declares</c>, without the library's namespace and those of System.</summary>
internal sealed record ContractLine(string Declaring, string Text)
{
    private const string Separator = " | ";

    /// <summary>Whether the line declares the type itself and not one of its members.</summary>
    public bool IsType => Text.StartsWith("type ", StringComparison.Ordinal);

    /// <summary>The line for a row of a contract file; <see langword="null"/> for remarks and empty rows.</summary>
    public static ContractLine? Read(string row)
    {
        if (row.Length == 0 || row[0] == '#') return null;
        int bar = row.IndexOf(Separator, StringComparison.Ordinal);
        if (bar < 0) throw new FormatException($"A row of a contract has the form 'declaring type{Separator}member', but this one is '{row}'.");
        return new ContractLine(row[..bar], row[(bar + Separator.Length)..]);
    }

    public override string ToString() => Declaring + Separator + Text;
}
