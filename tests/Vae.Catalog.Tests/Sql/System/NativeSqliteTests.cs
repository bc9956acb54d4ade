namespace Vae.Catalog.Tests.Sql;

public sealed class NativeSqliteTests
{
    [Fact]
    public async Task Library_IsTheSystems_AndNotThatOfAPackage()
    {
        using var catalog = new TestCatalog();
        await catalog.Database.MigrateAsync(TestContext.Current.CancellationToken);

        var loaded = (await File.ReadAllLinesAsync("/proc/self/maps", TestContext.Current.CancellationToken))
            .Where(line => line.Contains("sqlite3.so", StringComparison.Ordinal)).Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..]).Distinct();
        loaded.ShouldHaveSingleItem().ShouldStartWith("/usr/lib/");
    }
}
