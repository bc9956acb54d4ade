using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Vae.Catalog.Sql;

/// <summary>
/// The catalog's SQLite file, <c>catalog.db</c> in <see cref="CatalogOptions.DataDirectory"/>. Rollback journal with <c>synchronous=EXTRA</c>:
/// what a committed write said survives a power cut. WAL is left alone because SQLite before 3.51.3 can corrupt such a file.
/// </summary>
public sealed class CatalogDatabase : IDisposable
{
    /// <summary>Name of the database's file in the data folder.</summary>
    public const string FileName = "catalog.db";

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;

    private readonly CatalogOptions _options;
    private readonly TimeProvider _time;
    private readonly string _connectionString;

    // Guards _migrated; taken once per process, at the first use.
    private readonly SemaphoreSlim _migrating = new(1, 1);
    private volatile bool _migrated;

    // One writer of this process at a time waits here, in order, and not in SQLite's polling.
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Prepares access; neither file nor folder is touched before the first use.</summary>
    /// <param name="options">Where the file is and how long a write waits.</param>
    /// <param name="time">Dates the migrations.</param>
    public CatalogDatabase(CatalogOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(Path.GetFullPath(options.DataDirectory), FileName),
            ForeignKeys = true,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.BusyTimeout.TotalSeconds)),
        }.ToString();
    }

    /// <summary>Makes the data folder (mode 0700) and the file (mode 0600), and runs the migrations that the file lacks. Does nothing the second time.</summary>
    /// <param name="cancellation">Gives up waiting for another caller's migration.</param>
    /// <exception cref="InvalidOperationException">The file was written by a newer version.</exception>
    /// <exception cref="CatalogUnavailableException">Another process holds the file's lock.</exception>
    public async Task MigrateAsync(CancellationToken cancellation)
    {
        if (_migrated)
            return;
        await _migrating.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_migrated)
                return;
            Directory.CreateDirectory(Path.GetFullPath(_options.DataDirectory), Private);
            var path = Path.Combine(Path.GetFullPath(_options.DataDirectory), FileName);
            var isNew = !File.Exists(path);
            using var connection = Open();
            // By its path: to open the file and close it again would drop the locks that SQLite holds on it in this process. The journal
            // takes the file's mode.
            if (isNew)
                File.SetUnixFileMode(path, PrivateFile);
            Guarded(() => Migrations.Run(connection, Migrations.BuiltIn, _time));
            _migrated = true;
        }
        finally
        {
            _migrating.Release();
        }
    }

    /// <summary>Runs queries on one consistent state.</summary>
    internal async Task<T> ReadAsync<T>(Func<IDbTransaction, T> query, CancellationToken cancellation)
    {
        await MigrateAsync(cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return Guarded(() =>
        {
            using var connection = Open();
            using var transaction = connection.BeginTransaction(deferred: true);
            var result = query(transaction);
            transaction.Commit();
            return result;
        });
    }

    /// <summary>
    /// Runs one write transaction (BEGIN IMMEDIATE), which rolls back when <paramref name="write"/> throws. It runs on the caller's thread:
    /// SQLite has no asynchronous calls, and such a transaction takes milliseconds.
    /// </summary>
    internal async Task<T> WriteAsync<T>(Func<IDbTransaction, T> write, CancellationToken cancellation)
    {
        await MigrateAsync(cancellation).ConfigureAwait(false);
        if (!await _writing.WaitAsync(_options.BusyTimeout, cancellation).ConfigureAwait(false))
            throw new CatalogUnavailableException(_options.BusyTimeout);
        try
        {
            return Guarded(() =>
            {
                using var connection = Open();
                using var transaction = connection.BeginTransaction(deferred: false);
                var result = write(transaction);
                transaction.Commit();
                return result;
            });
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Closes the pooled connections, so that the file may be moved or deleted.</summary>
    public void Dispose()
    {
        if (_migrated)
        {
            using var connection = new SqliteConnection(_connectionString);
            SqliteConnection.ClearPool(connection);
        }

        _migrating.Dispose();
        _writing.Dispose();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            // Per connection, and lost when the pool renews it.
            connection.Execute(string.Create(
                CultureInfo.InvariantCulture,
                $"PRAGMA busy_timeout = {(long)_options.BusyTimeout.TotalMilliseconds}; PRAGMA synchronous = EXTRA;"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Guarded(Action action) => Guarded(() =>
    {
        action();
        return true;
    });

    private T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteBusy or SqliteLocked)
        {
            throw new CatalogUnavailableException(_options.BusyTimeout, e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteFull or SqliteCannotOpen)
        {
            throw new CatalogUnavailableException(
                e.SqliteErrorCode == SqliteFull
                    ? "The disk of the catalog's database is full. Nothing was written; make room there."
                    : "The catalog's database cannot be opened: its folder is gone or denied, or too many files are open.",
                e);
        }
    }
}
