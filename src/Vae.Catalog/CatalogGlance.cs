using System.Data;
using Dapper;
using Vae.Catalog.Sql;

namespace Vae.Catalog;

/// <summary>Looks at the catalog as a whole. Safe to call from several threads.</summary>
/// <param name="database">The catalog.</param>
public sealed class CatalogGlance(CatalogDatabase database)
{
    /// <summary>Version of the native SQLite, such as <c>3.40.1</c>.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<string> SqliteVersionAsync(CancellationToken cancellation) =>
        database.ReadAsync(transaction => transaction.Connection!.QuerySingle<string>("SELECT sqlite_version()", transaction: transaction), cancellation);

    /// <summary>The catalog's state now. The cost does not grow with the number of ended jobs.</summary>
    /// <param name="cancellation">Ends the wait before the query begins.</param>
    public Task<CatalogState> LookAsync(CancellationToken cancellation) => database.ReadAsync(Look, cancellation);

    private static CatalogState Look(IDbTransaction transaction)
    {
        var connection = transaction.Connection!;
        var counts = connection
            .Query<(string State, long Count)>(
                "SELECT state, COUNT(*) FROM jobs WHERE state IN ('queued', 'running', 'canceling') GROUP BY state", transaction: transaction)
            .ToDictionary(row => row.State, row => (int)row.Count);
        var quarantined = connection.QueryFirstOrDefault<string?>(
            """
            SELECT CASE WHEN quarantined_at IS NULL THEN NULL ELSE name || '@' || version END
            FROM model_versions ORDER BY sequence DESC LIMIT 1
            """,
            transaction: transaction);
        return new(new(counts.GetValueOrDefault("queued"), counts.GetValueOrDefault("running"), counts.GetValueOrDefault("canceling")), quarantined);
    }
}
