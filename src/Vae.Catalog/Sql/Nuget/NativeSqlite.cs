using SQLitePCL;

namespace Vae.Catalog.Sql;

/// <summary>Binds Microsoft.Data.Sqlite to the SQLite that its package carries.</summary>
internal static class NativeSqlite
{
    /// <summary>Binds once per process; later calls do nothing.</summary>
    public static void Bind() => Batteries_V2.Init();
}
