using System.Data;
using Dapper;
using Vae.Catalog.Sql;

namespace Vae.Catalog.Keys;

/// <summary>The keys that callers show. Safe to use from several threads and processes, also while a server runs on the same folder.</summary>
/// <param name="database">The catalog.</param>
/// <param name="time">Dates keys and their use.</param>
public sealed class KeyStore(CatalogDatabase database, TimeProvider time)
{
    /// <summary>Keys that may be active at once.</summary>
    public const int MaxActive = 10_000;

    /// <summary>Most characters of a key's name.</summary>
    public const int MaxNameLength = 63;

    private const string Columns =
        """
        id AS Id, secret_sha256 AS SecretSha256, name AS Name, scopes AS Scopes, created_at AS CreatedAt, expires_at AS ExpiresAt,
        last_used_at AS LastUsedAt, revoked_at AS RevokedAt
        """;

    private const string Active = "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @now)";

    /// <summary>Whether the text can be a key's name: 1 to <see cref="MaxNameLength"/> printable ASCII characters, so that a list of them shows as it is.</summary>
    /// <param name="name">Any text.</param>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= MaxNameLength && !name.AsSpan().ContainsAnyExceptInRange(' ', '~');
    }

    /// <summary>Makes a key. Its text is in the answer and nowhere else.</summary>
    /// <param name="name">What to call it; checked by <see cref="IsName"/>.</param>
    /// <param name="scopes">What it may do; at least one scope.</param>
    /// <param name="lifetime">How long it is good; null: for ever.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    /// <exception cref="ArgumentException">The name cannot be one, or there is no scope.</exception>
    /// <exception cref="InvalidOperationException"><see cref="MaxActive"/> keys are active.</exception>
    public Task<NewApiKey> CreateAsync(string name, KeyScopes scopes, TimeSpan? lifetime, CancellationToken cancellation)
    {
        if (!IsName(name))
            throw new ArgumentException($"A key's name has 1 to {MaxNameLength} printable ASCII characters.", nameof(name));
        if (scopes == KeyScopes.None)
            throw new ArgumentException($"A key needs at least one scope of: {KeyScopesWords.All}.", nameof(scopes));

        var text = ApiKeyText.Create(out var id, out var hash);
        var now = time.GetUtcNow();
        var row = new KeyRow
        {
            Id = id,
            SecretSha256 = hash,
            Name = name,
            Scopes = (long)scopes,
            CreatedAt = now.ToUnixTimeMilliseconds(),
            ExpiresAt = lifetime is { } span ? (now + span).ToUnixTimeMilliseconds() : null,
        };
        return database.WriteAsync(
            transaction =>
            {
                var connection = transaction.Connection!;
                if (connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM api_keys WHERE {Active}", new { now = row.CreatedAt }, transaction) >= MaxActive)
                    throw new InvalidOperationException($"{MaxActive} keys are active, as many as may be. Revoke those that nobody needs.");
                connection.Execute(
                    """
                    INSERT INTO api_keys (id, secret_sha256, name, scopes, created_at, expires_at)
                    VALUES (@Id, @SecretSha256, @Name, @Scopes, @CreatedAt, @ExpiresAt)
                    """,
                    row,
                    transaction);
                return new NewApiKey(row.ToKey(), text);
            },
            cancellation);
    }

    /// <summary>All keys, active or not, oldest first.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellation) =>
        database.ReadAsync(transaction => Read(transaction, $"SELECT {Columns} FROM api_keys ORDER BY created_at, id", new { }), cancellation);

    /// <summary>Ends a key; false when there is none with this id. Ending it again does nothing.</summary>
    /// <param name="id">Any text; only a key's id finds anything.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task<bool> RevokeAsync(string id, CancellationToken cancellation) =>
        database.WriteAsync(
            transaction => transaction.Connection!.Execute(
                "UPDATE api_keys SET revoked_at = COALESCE(revoked_at, @now) WHERE id = @id", new { id, now = Now() }, transaction) == 1,
            cancellation);

    /// <summary>The keys that open something now; null when nothing was made or revoked since <paramref name="known"/>.</summary>
    /// <param name="known">The counts of the last look; null: the first look.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<KeyList?> ReadNewAsync(KeyCounts? known, CancellationToken cancellation) =>
        database.ReadAsync(
            transaction =>
            {
                var (created, revoked) = transaction.Connection!.QuerySingle<(long Created, long Revoked)>(
                    "SELECT COUNT(*), COUNT(revoked_at) FROM api_keys", transaction: transaction);
                var counts = new KeyCounts(created, revoked);
                return counts == known
                    ? null
                    : new KeyList(counts, Read(transaction, $"SELECT {Columns} FROM api_keys WHERE {Active} LIMIT {MaxActive}", new { now = Now() }));
            },
            cancellation);

    /// <summary>Writes when keys were last used.</summary>
    /// <param name="uses">Ids and moments; ids without a key are passed over.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task RecordUseAsync(IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>> uses, CancellationToken cancellation) =>
        database.WriteAsync(
            transaction => transaction.Connection!.Execute(
                "UPDATE api_keys SET last_used_at = @at WHERE id = @id AND COALESCE(last_used_at, 0) < @at",
                uses.Select(use => new { id = use.Key, at = use.Value.ToUnixTimeMilliseconds() }),
                transaction),
            cancellation);

    private static IReadOnlyList<ApiKey> Read(IDbTransaction transaction, string query, object parameters) =>
        [.. transaction.Connection!.Query<KeyRow>(query, parameters, transaction).Select(row => row.ToKey())];

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A row of <c>api_keys</c> as the database driver gives it.</summary>
    private sealed class KeyRow
    {
        public required string Id { get; init; }

        public required byte[] SecretSha256 { get; init; }

        public required string Name { get; init; }

        public long Scopes { get; init; }

        public long CreatedAt { get; init; }

        public long? ExpiresAt { get; init; }

        public long? LastUsedAt { get; init; }

        public long? RevokedAt { get; init; }

        public ApiKey ToKey() => new()
        {
            Id = Id,
            Name = Name,
            Scopes = (KeyScopes)Scopes,
            SecretSha256 = SecretSha256,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            ExpiresAt = Instant(ExpiresAt),
            LastUsedAt = Instant(LastUsedAt),
            RevokedAt = Instant(RevokedAt),
        };

        private static DateTimeOffset? Instant(long? milliseconds) =>
            milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
    }
}
