using static System.FormattableString;

namespace Vae.Core.Training;

/// <summary>What a number may be.</summary>
/// <param name="Least">The least.</param>
/// <param name="Greatest">The greatest.</param>
/// <param name="LeastIsOut">The least itself is not legal.</param>
/// <param name="GreatestIsOut">The greatest itself is not legal.</param>
internal readonly record struct Interval(double Least, double Greatest, bool LeastIsOut = false, bool GreatestIsOut = false)
{
    // Written so that NaN is outside.
    public bool Contains(double value) =>
        (LeastIsOut ? value > Least : value >= Least) && (GreatestIsOut ? value < Greatest : value <= Greatest);

    public override string ToString() => (LeastIsOut, GreatestIsOut) switch
    {
        (false, false) => Invariant($"{Least} to {Greatest}"),
        (true, false) => Invariant($"above {Least} and at most {Greatest}"),
        (false, true) => Invariant($"at least {Least} and below {Greatest}"),
        _ => Invariant($"above {Least} and below {Greatest}"),
    };
}

/// <summary>Reads the single values of a request and notes what is out of range, each under its own path.</summary>
/// <param name="violations">Receives what is wrong.</param>
internal sealed class OptionReader(List<Violation> violations)
{
    private const int MaxActual = 64;

    public int Whole(string field, int? given, int absent, int least, int greatest)
    {
        var value = given ?? absent;
        if (value < least || value > greatest) violations.Add(new Violation(field, Invariant($"Must be {least} to {greatest}."), Invariant($"{value}")));
        return value;
    }

    public double Real(string field, double? given, double absent, Interval legal)
    {
        var value = given ?? absent;
        if (!legal.Contains(value)) violations.Add(new Violation(field, $"Must be {legal}.", Invariant($"{value}")));
        return value;
    }

    /// <summary>A member of an enumeration by its name.</summary>
    public T Word<T>(string field, string? given, T absent)
        where T : struct, Enum
    {
        if (given is null) return absent;
        if (KebabNames.Find<T>(given) is { } value) return value;
        return Refuse(field, given, KebabNames.All<T>(), absent);
    }

    /// <summary>One of some names.</summary>
    public string Name(string field, string? given, string absent, IReadOnlyList<string> names)
    {
        if (given is null) return absent;
        return names.Contains(given) ? given : Refuse(field, given, names, absent);
    }

    private T Refuse<T>(string field, string given, IEnumerable<string> names, T instead)
    {
        violations.Add(new Violation(field, $"Must be one of {string.Join(", ", names)}.", Shorten(given)));
        return instead;
    }

    private static string Shorten(string text) => text.Length <= MaxActual ? text : text[..MaxActual];
}
