using System.Data;
using System.Globalization;
using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Vae.Catalog.Sql;

/// <summary>One numbered step of the schema.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Name">The resource's name.</param>
/// <param name="Script">Its statements.</param>
internal sealed record Migration(int Number, string Name, string Script);

/// <summary>Brings a database to this version's schema; never back.</summary>
internal static class Migrations
{
    private const string Prefix = "Migrations/";

    /// <summary>The migrations of this build, in order.</summary>
    public static IReadOnlyList<Migration> BuiltIn { get; } = Read();

    /// <summary>Runs what the database lacks, each in a transaction of its own, so that a killed process leaves whole steps.</summary>
    /// <exception cref="InvalidOperationException">The database is newer than the migrations.</exception>
    public static void Run(SqliteConnection connection, IReadOnlyList<Migration> migrations, TimeProvider time)
    {
        connection.Execute("PRAGMA journal_mode = DELETE");
        connection.Execute(
            "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)");
        foreach (var migration in migrations)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            // Asked again inside each transaction: another process may be migrating the same file.
            if (Applied(transaction, migrations.Count) < migration.Number)
            {
                connection.Execute(migration.Script, transaction: transaction);
                connection.Execute(
                    "INSERT INTO schema_migrations (number, name, applied_at) VALUES (@Number, @Name, @At)",
                    new { migration.Number, migration.Name, At = time.GetUtcNow().ToUnixTimeMilliseconds() },
                    transaction);
            }

            transaction.Commit();
        }
    }

    private static int Applied(IDbTransaction transaction, int known)
    {
        var applied = transaction.Connection!.ExecuteScalar<int>("SELECT COALESCE(MAX(number), 0) FROM schema_migrations", transaction: transaction);
        return applied <= known
            ? applied
            : throw new InvalidOperationException(
                $"The catalog's schema has number {applied}, this version knows up to {known}: a newer version wrote the file. Start that version, or use another data folder.");
    }

    private static List<Migration> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var file = name[Prefix.Length..];
                return new Migration(int.Parse(file.AsSpan(0, 4), CultureInfo.InvariantCulture), file, reader.ReadToEnd());
            })];
    }
}
