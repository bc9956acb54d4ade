using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Vae.Api.Configuration;
using Vae.Api.Security;
using Vae.Catalog;
using Vae.Catalog.Keys;
using Vae.Catalog.Sql;
using Vae.TestUtils;

namespace Vae.Api.Tests.Support;

/// <summary>A ring over a real catalog, under a clock that the test moves.</summary>
internal sealed class TestRing : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CatalogDatabase database;

    public TestRing(IPAddress? address = null, string? environment = null)
    {
        database = new CatalogDatabase(new CatalogOptions { DataDirectory = folder.Path, BusyTimeout = TimeSpan.FromMilliseconds(200) }, Time);
        Store = new KeyStore(database, Time);
        var security = new SecurityOptions { ApiKey = environment };
        Ring = new KeyRing(Store, security, new HttpOptions { Address = address ?? IPAddress.Loopback }, Time, NullLogger<KeyRing>.Instance);
        Check = new KeyCheck(security, Ring, new CallLimits(new RateLimitOptions(), Time));
    }

    public ManualTime Time { get; } = new();

    public KeyStore Store { get; }

    public KeyRing Ring { get; }

    public KeyCheck Check { get; }

    public string DatabaseFile => Path.Combine(folder.Path, CatalogDatabase.FileName);

    public async Task<string> MakeAsync(KeyScopes scopes = KeyScopes.Infer, TimeSpan? lifetime = null) =>
        (await Store.CreateAsync("test", scopes, lifetime, CancellationToken.None)).Text;

    public void Dispose()
    {
        Ring.Dispose();
        database.Dispose();
        folder.Dispose();
    }
}
