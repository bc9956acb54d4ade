namespace Vae.Api.Errors;

/// <summary>An error as a caller sees it (RFC 9457).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Slug">The stable name: <c>type</c> is <c>urn:vae:problem:{slug}</c>.</param>
/// <param name="Title">What kind of error this is; the same for every occurrence.</param>
/// <param name="Detail">What happened this time and how to mend it.</param>
internal sealed record Problem(int Status, string Slug, string Title, string Detail)
{
    /// <summary>What the caller needs to mend the request: <c>expected</c>, <c>actual</c>, <c>max</c>, <c>supported</c>, <c>errors</c>.</summary>
    public IReadOnlyList<ProblemMember> Members { get; init; } = [];

    /// <summary>When to try again; becomes the header <c>Retry-After</c>, in whole seconds.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The same problem with one more member.</summary>
    public Problem With(string name, object? value) => this with { Members = [.. Members, new(name, value)] };

    /// <summary>The problem as an exception, to leave a handler with.</summary>
    public ProblemException AsException() => new(this);
}

/// <summary>A member of a problem beside those that RFC 9457 names.</summary>
/// <param name="Name">Its name, camelCase.</param>
/// <param name="Value">Its value, written as JSON.</param>
internal sealed record ProblemMember(string Name, object? Value);

/// <summary>Ends a request with a problem.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    /// <summary>What the caller gets.</summary>
    public Problem Problem { get; } = problem;
}
