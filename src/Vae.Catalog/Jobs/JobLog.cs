using System.Data;
using Dapper;
using Vae.Catalog.Sql;
using Vae.Core.Training;

namespace Vae.Catalog.Jobs;

/// <summary>Writes the lines that <see cref="JobEvent"/> describes, inside the transaction of the change they tell of.</summary>
internal sealed class JobLog(TimeProvider time)
{
    /// <summary>
    /// Metric lines kept for a job, but for the newest. A longer run keeps every second, then every fourth, and so on: evenly spaced over the
    /// whole run, while a reader that follows the log sees each line before it goes.
    /// </summary>
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
            epoch.Health,
            epoch.Validation,
            epoch.LearningRate,
            epoch.KlWeight,
            epoch.StoppedBecause,
        });

    public void Sample(IDbTransaction transaction, string id, int epoch) => Append(transaction, id, "sample", new { Epoch = epoch });

    public void Message(IDbTransaction transaction, string id, string message) => Append(transaction, id, "log", new { Message = message });

    public void End(IDbTransaction transaction, string id, JobState state, string? model, JobError? error) =>
        Append(transaction, id, "end", new { State = state, Model = model, Error = error });

    public void Metric(IDbTransaction transaction, string id, TrainingProgress progress)
    {
        var connection = transaction.Connection!;
        var number = connection.ExecuteScalar<long>("SELECT COALESCE(MAX(number) + 1, 0) FROM job_events WHERE job_id = @id", new { id }, transaction);
        var stride = 1L;
        while (number / stride >= MaxMetrics)
            stride *= 2;
        connection.Execute(
            "DELETE FROM job_events WHERE job_id = @id AND number % @stride <> 0", new { id, stride }, transaction);
        Append(
            transaction,
            id,
            "metric",
            new
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
            },
            number);
    }

    private void Append<T>(IDbTransaction transaction, string id, string type, T payload, long? number = null) =>
        transaction.Connection!.Execute(
            "INSERT INTO job_events (job_id, type, data, at, number) VALUES (@id, @type, @data, @at, @number)",
            new { id, type, data = CatalogJson.Write(payload), at = time.GetUtcNow().ToUnixTimeMilliseconds(), number },
            transaction);
}
