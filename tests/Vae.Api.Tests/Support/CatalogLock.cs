using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Vae.Catalog;
using Vae.Catalog.Sql;

namespace Vae.Api.Tests.Support;

/// <summary>A catalog that another process holds, until this is disposed.</summary>
internal sealed class CatalogLock : IDisposable
{
    private readonly SqliteConnection connection;

    private CatalogLock(string file, string kind)
    {
        connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var begin = connection.CreateCommand();
        begin.CommandText = $"BEGIN {kind}";
        begin.ExecuteNonQuery();
    }

    /// <summary>EXCLUSIVE keeps everybody out, IMMEDIATE only writers.</summary>
    public static CatalogLock Take(string file, string kind = "EXCLUSIVE") => new(file, kind);

    public static CatalogLock Take(ApiServer server) =>
        Take(Path.Combine(server.Services.GetRequiredService<CatalogOptions>().DataDirectory, CatalogDatabase.FileName));

    public void Dispose() => connection.Dispose();
}
