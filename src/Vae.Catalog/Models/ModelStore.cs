using System.Data;
using Dapper;
using Vae.Catalog.Sql;
using Vae.Core.Checkpoints;
using Vae.Core.Evaluation;

namespace Vae.Catalog.Models;

/// <summary>Published versions. Safe to call from several threads and processes.</summary>
/// <param name="database">The catalog.</param>
/// <param name="time">Dates versions and quarantines.</param>
public sealed class ModelStore(CatalogDatabase database, TimeProvider time)
{
    /// <summary>All servable versions, newest first; quarantined ones are left out.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<ModelVersion>> ListAsync(CancellationToken cancellation) =>
        database.ReadAsync(transaction => Query(transaction, "TRUE", new { }), cancellation);

    /// <summary>The version that a reference names now, or null. <c>latest</c> and a bare name give the newest that is not quarantined.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<ModelVersion?> ResolveAsync(ModelRef reference, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var condition = reference switch
        {
            { Name: null } => "TRUE",
            { Version: not null } => "name = @Name AND version = @Version",
            { Alias: not null } => "name = @Name AND version = (SELECT version FROM model_aliases WHERE name = @Name AND alias = @Alias)",
            _ => "name = @Name",
        };
        return database.ReadAsync(
            transaction => Query(transaction, condition, new { reference.Name, reference.Version, reference.Alias }, limit: 1).SingleOrDefault(),
            cancellation);
    }

    /// <summary>The report of a version; null where its checkpoint has none.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<EvaluationReport?> ReportAsync(ModelVersion version, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(version);
        return database.ReadAsync(
            transaction => transaction.Connection!.ExecuteScalar<string?>(
                "SELECT report FROM model_versions WHERE sequence = @Sequence", new { version.Sequence }, transaction) is { } json
                ? CatalogJson.Read<EvaluationReport>(json)
                : null,
            cancellation);
    }

    /// <summary>Changes whenever an answer of <see cref="ListAsync"/> may: a version was published or quarantined, or an alias moved. Far cheaper than the list.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<string> RevisionAsync(CancellationToken cancellation) =>
        database.ReadAsync(
            transaction => transaction.Connection!.QuerySingle<string>(
                """
                SELECT (SELECT COALESCE(MAX(sequence), 0) FROM model_versions)
                    || '/' || (SELECT COUNT(*) FROM model_versions WHERE quarantined_at IS NOT NULL)
                    || '/' || COALESCE((SELECT group_concat(name || ':' || alias || '@' || version)
                                        FROM (SELECT name, alias, version FROM model_aliases ORDER BY name, alias)), '')
                """,
                transaction: transaction),
            cancellation);

    /// <summary>Takes a version out of service for good: no reference names it any more. A second time changes nothing.</summary>
    /// <param name="version">The version.</param>
    /// <param name="reason">Why, for the operator.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task QuarantineAsync(ModelVersion version, string reason, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(version);
        return database.WriteAsync(
            transaction => transaction.Connection!.Execute(
                """
                UPDATE model_versions SET quarantined_at = @now, quarantine_reason = @reason
                WHERE sequence = @Sequence AND quarantined_at IS NULL
                """,
                new { version.Sequence, reason, now = Now() },
                transaction),
            cancellation);
    }

    /// <summary>The version that a job published, quarantined or not; null when it published none.</summary>
    internal Task<ModelVersion?> FindByJobAsync(string jobId, CancellationToken cancellation) =>
        database.ReadAsync(
            transaction => transaction.Connection!
                .QuerySingleOrDefault<ModelRow>($"SELECT {ModelRow.Columns} FROM model_versions WHERE job_id = @jobId", new { jobId }, transaction)
                ?.ToVersion([]),
            cancellation);

    /// <summary>The folders that published versions need.</summary>
    internal Task<IReadOnlySet<string>> HashesAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlySet<string>>(
            transaction => transaction.Connection!.Query<string>("SELECT sha256 FROM model_versions", transaction: transaction).ToHashSet(StringComparer.Ordinal),
            cancellation);

    /// <summary>Gives the name's next number, inside the publishing transaction.</summary>
    internal static int NextVersion(IDbTransaction transaction, string name) =>
        transaction.Connection!.QuerySingle<int>(
            """
            INSERT INTO models (name, last_version) VALUES (@name, 1)
            ON CONFLICT (name) DO UPDATE SET last_version = models.last_version + 1 RETURNING last_version
            """,
            new { name },
            transaction);

    /// <summary>Inserts the version, inside the publishing transaction.</summary>
    internal ModelVersion Insert(IDbTransaction transaction, string name, int version, string sha256, CheckpointManifest manifest)
    {
        var origin = manifest.Origin;
        return transaction.Connection!.QuerySingle<ModelRow>(
            $"""
            INSERT INTO model_versions (
                name, version, sha256, job_id, architecture, latent_dim, channels, height, width, parameters, dataset, train, test, report,
                created_at)
            VALUES (@name, @version, @sha256, @JobId, @Architecture, @LatentDim, @Channels, @Height, @Width, @Parameters, @Dataset, @train, @test, @report,
                @now)
            RETURNING {ModelRow.Columns}
            """,
            new
            {
                name,
                version,
                sha256,
                origin.JobId,
                manifest.Model.Architecture,
                manifest.Model.LatentDim,
                manifest.Input.Channels,
                manifest.Input.Height,
                manifest.Input.Width,
                manifest.Parameters,
                origin.Dataset,
                train = CatalogJson.Write(origin.Train),
                test = CatalogJson.Write(origin.Test),
                report = manifest.Report is { } report ? CatalogJson.Write(report) : null,
                now = Now(),
            },
            transaction).ToVersion([]);
    }

    private static IReadOnlyList<ModelVersion> Query(IDbTransaction transaction, string condition, object values, int limit = int.MaxValue)
    {
        var parameters = new DynamicParameters(values);
        parameters.Add("limit", limit);
        var rows = transaction.Connection!.Query<ModelRow>(
            $"SELECT {ModelRow.Columns} FROM model_versions WHERE quarantined_at IS NULL AND {condition} ORDER BY sequence DESC LIMIT @limit",
            parameters,
            transaction).AsList();
        if (rows.Count == 0)
            return [];
        var aliases = transaction.Connection!
            .Query<(string Name, long Version, string Alias)>("SELECT name, version, alias FROM model_aliases ORDER BY alias", transaction: transaction)
            .ToLookup(row => (row.Name, row.Version), row => row.Alias);
        return [.. rows.Select(row => row.ToVersion([.. aliases[(row.Name, row.Version)]]))];
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
