using System.Diagnostics;
using Dapper;
using Vae.Catalog.Sql;

namespace Vae.Catalog.Tests.Sql;

public sealed class CatalogDatabaseTests
{
    [Theory]
    [InlineData("foreign_keys", "1")]
    [InlineData("synchronous", "3")] // EXTRA
    [InlineData("journal_mode", "delete")]
    [InlineData("busy_timeout", "20000")]
    public async Task Connections_AreSetUpForDurability(string pragma, string expected)
    {
        using var catalog = new TestCatalog();
        // Twice: the second comes from the pool.
        for (var i = 0; i < 2; i++)
        {
            var actual = await catalog.Database.ReadAsync(
                transaction => transaction.Connection!.ExecuteScalar<string>($"PRAGMA {pragma}", transaction: transaction), TestContext.Current.CancellationToken);
            actual.ShouldBe(expected);
        }
    }

    [Fact]
    public async Task DataFolder_IsItsOwnersAlone()
    {
        using var catalog = new TestCatalog();
        await catalog.Publisher.CleanAsync(TestContext.Current.CancellationToken);

        string[] folders = [catalog.Options.DataDirectory, catalog.StagingFolder, catalog.VersionsFolder];
        folders.Select(File.GetUnixFileMode).ShouldAllBe(mode => mode == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Fact]
    public async Task WriteAsync_WritesNothing_WhenItsBodyThrows()
    {
        using var catalog = new TestCatalog();
        await Should.ThrowAsync<InvalidDataException>(() => catalog.Database.WriteAsync<int>(
            transaction =>
            {
                transaction.Connection!.Execute("INSERT INTO models (name, last_version) VALUES ('half', 1)", transaction: transaction);
                throw new InvalidDataException();
            },
            TestContext.Current.CancellationToken));

        (await catalog.Database.ReadAsync(
            transaction => transaction.Connection!.ExecuteScalar<long>("SELECT COUNT(*) FROM models", transaction: transaction),
            TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task WriteAsync_SaysUnavailable_WhenAnotherProgramHoldsTheLockForTooLong()
    {
        using var catalog = new TestCatalog(busyTimeout: TimeSpan.FromMilliseconds(300));
        await catalog.Database.MigrateAsync(TestContext.Current.CancellationToken);
        using var holder = SqliteFile.Open(catalog.Options);
        holder.Execute("BEGIN EXCLUSIVE");
        var watch = Stopwatch.StartNew();

        await Should.ThrowAsync<CatalogUnavailableException>(() => catalog.Jobs.InsertAsync(Some.NewJob(), TestContext.Current.CancellationToken));

        // The driver's own timeout has whole seconds, the least is one.
        watch.Elapsed.ShouldBeInRange(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(4));
        holder.Execute("ROLLBACK");
        (await catalog.Jobs.InsertAsync(Some.NewJob(), TestContext.Current.CancellationToken)).Created.ShouldBeTrue();
    }

    [Fact]
    public async Task WriteAsync_SaysUnavailable_WhenTheDiskIsFull()
    {
        using var catalog = new TestCatalog();
        await catalog.Database.MigrateAsync(TestContext.Current.CancellationToken);

        var error = await Should.ThrowAsync<CatalogUnavailableException>(() => catalog.Database.WriteAsync(
            transaction =>
            {
                // A limit on the file's pages is reported just as a disk without room is.
                transaction.Connection!.Execute("PRAGMA max_page_count = 1", transaction: transaction);
                return transaction.Connection!.Execute(
                    "INSERT INTO models (name, last_version) VALUES (@name, 1)", new { name = new string('x', 1_000_000) }, transaction);
            },
            TestContext.Current.CancellationToken));

        error.Message.ShouldContain("full");
    }
}
