namespace Vae.Catalog.Tests;

public sealed class CatalogOptionsTests
{
    [Fact]
    public void Violations_IsEmpty_WhenTheDefaultsStand() => new CatalogOptions { DataDirectory = "data" }.Violations().ShouldBeEmpty();

    [Fact]
    public void Violations_NamesEverything() =>
        new CatalogOptions { DataDirectory = " ", DatasetsDirectory = "/nowhere", BusyTimeout = TimeSpan.Zero, MaxQueuedJobs = 0, LatentCacheBytes = -1 }.Violations().Count.ShouldBe(5);
}
