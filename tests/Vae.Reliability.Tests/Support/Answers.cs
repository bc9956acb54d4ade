using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Vae.Reliability.Tests.Wire;

namespace Vae.Reliability.Tests.Support;

/// <summary>
/// Holds answers against each other and against what the published files say. The first answer under load is kept by its hash, later ones are
/// compared with it; in the end each is compared with the test's own computation from the version's checkpoint, and an idle service is
/// asked for the same version by name.
/// </summary>
internal sealed class Answers(Publications publications)
{
    private readonly ConcurrentDictionary<(string Version, WireRequest Request), byte[]> _hashes = new();

    /// <summary>Versions that have answered.</summary>
    public IReadOnlyCollection<string> Versions => [.. _hashes.Keys.Select(key => key.Version).Distinct()];

    /// <summary>What is wrong with an answer to a good request; null when nothing is.</summary>
    public string? Judge(WireRequest request, WireAnswer answer)
    {
        if (answer.Status != 200) return answer.Summary;
        if (answer.Version is not { } version) return "200 without X-Model-Version";
        byte[] hash = SHA256.HashData(answer.Body.Span);
        return _hashes.GetOrAdd((version, request), hash).AsSpan().SequenceEqual(hash) ? null : $"mixed: {version} answered otherwise before";
    }

    /// <summary>Compares each answer with the version's checkpoint, and asks for it again by the version that gave it, one at a time.</summary>
    public async Task ShouldBeThoseOfTheirVersionsAsync(IPEndPoint server)
    {
        using var client = new WireClient(server);
        var mixed = new List<string>();
        int known = 0;
        foreach (((string version, WireRequest request), byte[] hash) in _hashes.OrderBy(pair => pair.Key.Version, StringComparer.Ordinal))
        {
            if (publications.Expected(version).TryGetValue(request, out byte[]? expected))
            {
                known++;
                if (!expected.AsSpan().SequenceEqual(hash)) mixed.Add($"{request.Name} of {version} is not what its checkpoint gives");
            }
            WireAnswer answer = await client.SendAsync(request.BytesFor(version));
            answer.Status.ShouldBe(200, $"{request.Name} of {version}: {answer.Summary}");
            answer.Version.ShouldBe(version);
            if (!SHA256.HashData(answer.Body.Span).AsSpan().SequenceEqual(hash)) mixed.Add($"{request.Name} of {version} is another at rest");
        }
        mixed.ShouldBeEmpty($"of {_hashes.Count} different answers");
        known.ShouldBeGreaterThan(_hashes.Count / 2, "most answers are such as the test can work out");
    }
}
