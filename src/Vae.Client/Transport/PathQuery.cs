using System.Globalization;
using System.Text;

namespace Vae.Client.Transport;

/// <summary>Puts a path and its query together, everything escaped.</summary>
internal sealed class PathQuery
{
    private readonly StringBuilder text = new();
    private bool hasQuery;

    private PathQuery(ReadOnlySpan<string> segments)
    {
        foreach (var segment in segments)
            text.Append(text.Length == 0 ? "" : "/").Append(Uri.EscapeDataString(segment));
    }

    /// <summary>The path, relative to the server's address.</summary>
    /// <exception cref="ArgumentException">A segment is empty or steps out of its place.</exception>
    public static PathQuery Of(params ReadOnlySpan<string> segments)
    {
        foreach (var segment in segments)
        {
            // These two would vanish from the path and name another resource.
            if (segment is "" or "." or "..")
                throw new ArgumentException($"'{segment}' is no name of a resource.", nameof(segments));
        }
        return new(segments);
    }

    /// <summary>Adds a parameter, unless it is null.</summary>
    public PathQuery With(string name, string? value)
    {
        if (value is null)
            return this;
        text.Append(hasQuery ? '&' : '?').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        hasQuery = true;
        return this;
    }

    /// <summary>Adds a parameter, unless it is null.</summary>
    public PathQuery With(string name, long? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a parameter, unless it is null.</summary>
    public PathQuery With(string name, double? value) => With(name, value?.ToString("R", CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
