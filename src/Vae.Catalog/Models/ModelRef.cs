using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Vae.Catalog.Models;

/// <summary>How a caller names a model: <c>latest</c>, <c>name</c> (its newest), <c>name@version</c> or <c>name:alias</c>.</summary>
/// <param name="Name">The model's name; null for the newest of all.</param>
/// <param name="Version">A version, from 1, or null.</param>
/// <param name="Alias">An alias, or null.</param>
public sealed record ModelRef(string? Name, int? Version, string? Alias)
{
    /// <summary>The newest published version of all.</summary>
    public static ModelRef Latest { get; } = new(null, null, null);

    /// <summary>Parses a reference; false for anything that cannot name a model.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="reference">The reference, when true. <c>name:latest</c> is the same as <c>name</c>.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ModelRef? reference)
    {
        ArgumentNullException.ThrowIfNull(text);
        reference = text == Names.Latest ? Latest : Split(text);
        return reference is not null;
    }

    /// <summary>The reference as a caller writes it.</summary>
    public override string ToString() => this switch
    {
        { Name: null } => Names.Latest,
        { Version: { } version } => string.Create(CultureInfo.InvariantCulture, $"{Name}@{version}"),
        { Alias: { } alias } => $"{Name}:{alias}",
        _ => Name,
    };

    private static ModelRef? Split(string text)
    {
        var mark = text.AsSpan().IndexOfAny('@', ':');
        var name = mark < 0 ? text : text[..mark];
        if (!Names.IsValid(name))
            return null;
        if (mark < 0)
            return new ModelRef(name, null, null);
        var rest = text[(mark + 1)..];
        if (text[mark] == ':')
            return rest == Names.Latest ? new ModelRef(name, null, null) : Names.IsValid(rest) ? new ModelRef(name, null, rest) : null;
        // A leading zero would give one version two spellings.
        return rest is not ['0', ..] && int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new ModelRef(name, version, null)
            : null;
    }
}
