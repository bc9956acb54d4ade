using System.Text;

namespace Vae.Reliability.Tests.Wire;

/// <summary>An answer, read whole.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Version">The version that gave it; null when none did.</param>
/// <param name="Closes">Whether the server said that it closes the connection.</param>
/// <param name="Type">Its media type without parameters; null when it names none.</param>
/// <param name="Body">Its body, without framing. Valid until the connection's next request.</param>
internal readonly record struct WireAnswer(int Status, string? Version, bool Closes, string? Type, ReadOnlyMemory<byte> Body)
{
    /// <summary>Status and the start of the body, for reports.</summary>
    public string Summary => $"{Status}: {Encoding.UTF8.GetString(Body.Span[..Math.Min(Body.Length, 300)])}";
}
