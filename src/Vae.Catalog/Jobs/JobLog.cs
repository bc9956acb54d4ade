using System.Data;
using Dapper;
using Vae.Catalog.Sql;
using Vae.Core.Training;

namespace Vae.Catalog.Jobs;

/// <summary>Writes the lines that <see cref="JobEvent"/> describes, inside the transaction of the change they tell of.</summary>
internal sealed class JobLog(TimeProvider time)
{
    /// <summary>Metric lines kept for a job: when one more comes, every second one goes, so that a long run stays evenly covered.</summary>
    public const int MaxMetrics = 1000;

    public void State(IDbTransaction transaction, string id, JobState state, long attempt, string? device) =>
        Append(transaction, id, "state", new { State = state, Attempt = attempt, Device = device });

    public void Epoch(IDbTransaction transaction, string id, EpochSummary epoch) =>
        Append(transaction, id, "epoch", new
        {
            epoch.Epoch,
            epoch.Train,
            epoch.Test,
            DurationSeconds = epoch.Duration.TotalSeconds,
            epoch.ImagesPerSecond,
        });

    public void Sample(IDbTransaction transaction, string id, int epoch) => Append(transaction, id, "sample", new { Epoch = epoch });

    public void Message(IDbTransaction transaction, string id, string message) => Append(transaction, id, "log", new { Message = message });

    public void End(IDbTransaction transaction, string id, JobState state, string? model, JobError? error) =>
        Append(transaction, id, "end", new { State = state, Model = model, Error = error });

    public void Metric(IDbTransaction transaction, string id, TrainingProgress progress)
    {
        Append(transaction, id, "metric", new
        {
            progress.Epoch,
            progress.Epochs,
            progress.Step,
            progress.Steps,
            progress.Train.Loss,
            progress.Train.Recon,
            progress.Train.Kl,
            progress.ImagesPerSecond,
            EtaSeconds = progress.Eta.TotalSeconds,
        });
        Thin(transaction, id);
    }

    private static void Thin(IDbTransaction transaction, string id)
    {
        var connection = transaction.Connection!;
        var kept = connection.ExecuteScalar<long>("SELECT COUNT(*) FROM job_events WHERE job_id = @id AND type = 'metric'", new { id }, transaction);
        if (kept <= MaxMetrics)
            return;
        connection.Execute(
            """
            DELETE FROM job_events WHERE id IN (
                SELECT id FROM (
                    SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS place FROM job_events WHERE job_id = @id AND type = 'metric'
                ) AS placed WHERE place % 2 = 0)
            """,
            new { id },
            transaction);
    }

    private void Append<T>(IDbTransaction transaction, string id, string type, T payload) =>
        transaction.Connection!.Execute(
            "INSERT INTO job_events (job_id, type, data, at) VALUES (@id, @type, @data, @at)",
            new { id, type, data = CatalogJson.Write(payload), at = time.GetUtcNow().ToUnixTimeMilliseconds() },
            transaction);
}
