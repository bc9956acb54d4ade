using System.Buffers;

namespace Vae.Catalog;

/// <summary>The rule for names of models, aliases and datasets. Names live in the database only; no path is made of one.</summary>
public static class Names
{
    /// <summary>Longest legal name, in characters.</summary>
    public const int MaxLength = 63;

    /// <summary>The word that names the newest version and therefore nothing else.</summary>
    public const string Latest = "latest";

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "1 to 63 characters: lower-case letters a to z, digits, '.', '_' and '-', beginning with a letter or digit; 'latest' is reserved";

    private static readonly SearchValues<char> First = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> Rest = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Whether the text follows <see cref="Rule"/>. Takes time linear in at most <see cref="MaxLength"/> characters.</summary>
    /// <param name="name">Any text.</param>
    public static bool IsValid(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= MaxLength
        && First.Contains(name[0])
        && !name.ContainsAnyExcept(Rest)
        && !name.SequenceEqual(Latest);
}
