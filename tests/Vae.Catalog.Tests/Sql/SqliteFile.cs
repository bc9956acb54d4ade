using Microsoft.Data.Sqlite;
using Vae.Catalog.Sql;

namespace Vae.Catalog.Tests.Sql;

/// <summary>Another program's connection to a catalog's file.</summary>
internal static class SqliteFile
{
    public static SqliteConnection Open(CatalogOptions options)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(options.DataDirectory, CatalogDatabase.FileName)};Pooling=False");
        connection.Open();
        return connection;
    }
}
