using Dapper;
using Vae.Catalog.Sql;

namespace Vae.Catalog.Tests.Sql;

public sealed class MigrationsTests
{
    private static readonly Migration Next = new(Migrations.BuiltIn.Count + 1, "next", "CREATE TABLE next_thing (id INTEGER)");

    [Fact]
    public void BuiltIn_IsNumberedWithoutGaps() =>
        Migrations.BuiltIn.Select(migration => migration.Number).ShouldBe(Enumerable.Range(1, Migrations.BuiltIn.Count));

    [Fact]
    public async Task MigrateAsync_RecordsEveryMigrationOnce_WhenRunAgain()
    {
        using var catalog = new TestCatalog();
        await catalog.Database.MigrateAsync(TestContext.Current.CancellationToken);
        using var again = catalog.Another();
        await again.Database.MigrateAsync(TestContext.Current.CancellationToken);

        (await AppliedAsync(again.Database)).ShouldBe(Migrations.BuiltIn.Select(migration => (long)migration.Number));
    }

    [Fact]
    public async Task MigrateAsync_Refuses_WhenANewerVersionWroteTheFile()
    {
        using var catalog = new TestCatalog();
        await catalog.Database.WriteAsync(
            transaction => transaction.Connection!.Execute(
                "INSERT INTO schema_migrations (number, name, applied_at) VALUES (@Number, @Name, 0)", Next, transaction),
            TestContext.Current.CancellationToken);
        using var older = catalog.Another();

        var error = await Should.ThrowAsync<InvalidOperationException>(() => older.Jobs.CountAsync(TestContext.Current.CancellationToken));
        error.Message.ShouldContain($"number {Next.Number}");
        error.Message.ShouldContain("newer version");
    }

    [Fact]
    public async Task Run_LeavesTheFileAsItWas_WhenAMigrationFails()
    {
        using var catalog = new TestCatalog();
        await catalog.Database.MigrateAsync(TestContext.Current.CancellationToken);
        var broken = Next with { Script = "CREATE TABLE half (id INTEGER); CREATE TABLE half (id INTEGER);" };
        using (var connection = SqliteFile.Open(catalog.Options))
            Should.Throw<Exception>(() => Migrations.Run(connection, [.. Migrations.BuiltIn, broken], catalog.Clock));

        (await AppliedAsync(catalog.Database)).Count.ShouldBe(Migrations.BuiltIn.Count);
        (await catalog.Database.ReadAsync(
            transaction => transaction.Connection!.ExecuteScalar<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'half'", transaction: transaction),
            TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task MigrateAsync_RunsEachMigrationOnce_WhenFourProcessesStartAtOnce()
    {
        using var first = new TestCatalog();
        var others = Enumerable.Range(0, 3).Select(_ => first.Another()).ToList();
        await Task.WhenAll(others.Append(first).Select(catalog => Task.Run(() => catalog.Database.MigrateAsync(TestContext.Current.CancellationToken))));

        (await AppliedAsync(first.Database)).Count.ShouldBe(Migrations.BuiltIn.Count);
        others.ForEach(catalog => catalog.Dispose());
    }

    private static Task<List<long>> AppliedAsync(CatalogDatabase database) =>
        database.ReadAsync(
            transaction => transaction.Connection!.Query<long>("SELECT number FROM schema_migrations ORDER BY number", transaction: transaction).AsList(),
            TestContext.Current.CancellationToken);
}
