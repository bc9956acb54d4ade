namespace Vae.Catalog.Keys;

/// <summary>A key as the catalog knows it. The secret itself is known to its holder alone.</summary>
public sealed record ApiKey
{
    /// <summary>Its public part, 12 characters: what lists, logs and jobs name it by.</summary>
    public required string Id { get; init; }

    /// <summary>What its maker called it.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required KeyScopes Scopes { get; init; }

    /// <summary>SHA-256 of the secret's ASCII characters, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> SecretSha256 { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends by itself; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, to the minute; null: never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked; null: it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether the key opens anything at this moment.</summary>
    /// <param name="now">The moment.</param>
    public bool IsActive(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}

/// <summary>A key that was just made: the only time that its text is known.</summary>
/// <param name="Key">What the catalog keeps.</param>
/// <param name="Text">What its holder sends.</param>
public sealed record NewApiKey(ApiKey Key, string Text);

/// <summary>Counts that change whenever a key is made or revoked, and only upward.</summary>
/// <param name="Created">Keys ever made.</param>
/// <param name="Revoked">Those of them that were revoked.</param>
public readonly record struct KeyCounts(long Created, long Revoked);

/// <summary>What a server needs to know of the keys.</summary>
/// <param name="Counts">Tells whether another look is due.</param>
/// <param name="Usable">Keys that were neither revoked nor expired when they were read, at most <see cref="KeyStore.MaxActive"/>.</param>
public sealed record KeyList(KeyCounts Counts, IReadOnlyList<ApiKey> Usable);
