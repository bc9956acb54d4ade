namespace Vae.Reliability.Tests.Hostile;

/// <summary>A request that somebody sends to do harm, and the answers that are right.</summary>
/// <param name="Name">What it is, for reports.</param>
/// <param name="Request">Head and body, ready for a socket.</param>
/// <param name="Answers">The right answers: a slug, or <see cref="Good"/>, or under the Open Inference Protocol <see cref="ProtocolError"/>.</param>
internal sealed record HostileCase(string Name, ReadOnlyMemory<byte> Request, IReadOnlyList<string> Answers)
{
    /// <summary>A 200.</summary>
    public const string Good = "200";

    /// <summary>A 400 in the form of the Open Inference Protocol.</summary>
    public const string ProtocolError = "error";
}
