using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Vae.Catalog.Sql;

/// <summary>Binds Microsoft.Data.Sqlite to the system's SQLite, which the distribution keeps patched; the one that NuGet carries is older.</summary>
internal static class NativeSqlite
{
    private const string ProviderLibrary = "e_sqlite3";
    private const string SystemLibrary = "libsqlite3.so.0";

    // 3.35 brought RETURNING.
    private const int OldestVersion = 3_035_000;

    private static readonly Lock Gate = new();
    private static bool s_bound;

    /// <summary>Binds once per process; later calls do nothing.</summary>
    /// <exception cref="InvalidOperationException">The library is missing or too old.</exception>
    public static void Bind()
    {
        lock (Gate)
        {
            if (s_bound)
                return;
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            if (raw.sqlite3_libversion_number() < OldestVersion)
                throw new InvalidOperationException(
                    $"SQLite {raw.sqlite3_libversion().utf8_to_string()} is too old: 3.35 or newer is needed. Update the package libsqlite3-0.");
            s_bound = true;
        }
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != ProviderLibrary)
            return IntPtr.Zero;
        return NativeLibrary.TryLoad(SystemLibrary, out var handle)
            ? handle
            : throw new InvalidOperationException($"{SystemLibrary} was not found. Install the package libsqlite3-0.");
    }
}
