using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.Extensions.Configuration;

namespace Vae.Worker.Engine;

/// <summary>Where Hangfire keeps its queue.</summary>
internal static class HangfireStorage
{
    /// <summary>Connection string of a PostgreSQL database. Default: none, the queue is in memory.</summary>
    public const string ConnectionKey = "Hangfire:ConnectionString";

    // Jobs are handed over when a worker is free, so this is how long that worker waits; Hangfire's own default is 15 s.
    private static readonly TimeSpan QueuePoll = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The storage that the configuration names: PostgreSQL, or memory, which forgets at the process's end what the runner then finds again in
    /// the catalog.
    /// </summary>
    public static JobStorage Create(IConfiguration configuration)
    {
        if (configuration[ConnectionKey] is not { Length: > 0 } connection)
            return new InMemoryStorage();
        var options = new PostgreSqlStorageOptions
        {
            // Without it a job that trains for longer than InvisibilityTimeout (30 minutes) is fetched again while it runs.
            UseSlidingInvisibilityTimeout = true,
            QueuePollInterval = QueuePoll,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connection, options), options);
    }
}
