using System.Data.Common;
using Microsoft.Extensions.Logging;
using TorchSharp;
using Vae.Catalog.Datasets;
using Vae.Catalog.Jobs;
using Vae.Catalog.Store;
using Vae.Core.Checkpoints;
using Vae.Core.Data;
using Vae.Core.Evaluation;
using Vae.Core.Training;

namespace Vae.Worker.Training;

/// <summary>
/// What a job does: claim, read the dataset, train, publish. It ends in exactly one way: published; failed or canceled with nothing
/// published; handed back because the process stops; or, when another worker has the job by now, silently.
/// </summary>
internal sealed class TrainingJob(
    JobStore jobs, DatasetStore datasets, Publisher publisher, WorkerMetrics metrics, WorkerOptions options, TimeProvider time, ILogger<TrainingJob> logger)
{
    private const string Lost = "lost";

    private static readonly TimeSpan StopPoll = TimeSpan.FromMilliseconds(250);

    private readonly Patience _patience = new(time, logger);

    /// <summary>Runs one job, if it is queued. Throws nothing that is the job's fault.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="stopping">The process stops: the job goes back to the queue.</param>
    public async Task ExecuteAsync(string jobId, CancellationToken stopping)
    {
        var job = await jobs.FindAsync(jobId, stopping).ConfigureAwait(false);
        if (job is not { State: JobState.Queued })
            return;
        var device = job.Plan.Training.Device == "cpu" || !torch.cuda.is_available() ? "cpu" : "cuda";
        var claim = await _patience.RunAsync(() => jobs.ClaimAsync(jobId, device, stopping), stopping).ConfigureAwait(false);
        if (claim is null)
            return;
        logger.LogInformation("Job {Job}, attempt {Attempt}: training {Name} on {Dataset}", jobId, claim.Fence, job.Name, job.Dataset);
        var began = time.GetTimestamp();
        metrics.Ended(await AttemptAsync(claim, device, stopping).ConfigureAwait(false), time.GetElapsedTime(began));
    }

    /// <summary>The attempt to its end, and which end that was, for the metrics.</summary>
    private async Task<string> AttemptAsync(JobClaim claim, string device, CancellationToken stopping)
    {
        try
        {
            return await RunAsync(claim, device, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return await EndAsync(claim, "handed_back", "was handed back to the queue", () => jobs.ReleaseAsync(claim, CancellationToken.None)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return await CancelAsync(claim).ConfigureAwait(false);
        }
        // The job's boundary: whatever went wrong is this job's end, not the worker's.
        catch (Exception e)
        {
            var error = JobErrors.Of(e);
            logger.LogError(e, "Job {Job}, attempt {Attempt} failed: {Code}", claim.Job.Id, claim.Fence, error.Code);
            return await EndAsync(claim, "failed", "failed", () => jobs.FailAsync(claim, error, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    private async Task<string> RunAsync(JobClaim claim, string device, CancellationToken stopping)
    {
        var dataset = await LoadAsync(claim, stopping).ConfigureAwait(false);
        if (dataset is null)
            return Lost;
        var files = await TrainAsync(claim, dataset, device, stopping).ConfigureAwait(false);
        // Not interrupted any more: publishing takes seconds and an interrupted one would have to be done again.
        var version = await _patience.RunAsync(
            () => publisher.PublishAsync(claim, files, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        if (version is null)
            return await CancelAsync(claim).ConfigureAwait(false);
        logger.LogInformation("Job {Job} published {Model}", claim.Job.Id, version.Ref);
        return "succeeded";
    }

    /// <summary>The dataset, the same as at the job's submission and its earlier attempts; null when the claim was lost.</summary>
    private async Task<Dataset?> LoadAsync(JobClaim claim, CancellationToken stopping)
    {
        var job = claim.Job;
        var dataset = await datasets.LoadAsync(job.Dataset, stopping).ConfigureAwait(false);
        if (dataset.Train.Shape != job.Plan.Input)
            throw new JobFailedException(JobErrors.DatasetChanged(job.Dataset));
        var outcome = await _patience.RunAsync(() => jobs.RecordDatasetAsync(claim, dataset.Sha256, stopping), stopping).ConfigureAwait(false);
        return outcome switch
        {
            DatasetOutcome.Recorded => dataset,
            DatasetOutcome.Changed => throw new JobFailedException(JobErrors.DatasetChanged(job.Dataset)),
            _ => null,
        };
    }

    private async Task<CheckpointFiles> TrainAsync(JobClaim claim, Dataset dataset, string device, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var ended = new CancellationTokenSource();
        var pictures = JobPictures.Of(dataset, claim.Job.Plan.Training);
        var reporter = new JobReporter(jobs, claim, pictures, metrics, _patience, time, options.ProgressInterval) { Log = logger };
        var pump = reporter.PumpAsync(stop);
        var watch = WatchAsync(claim, stop, ended.Token);
        try
        {
            return await TrainingThread.RunAsync(options.Threads, () => Train(claim, dataset, device, reporter, stop.Token)).ConfigureAwait(false);
        }
        finally
        {
            reporter.Complete();
            metrics.Stopped(claim);
            await ended.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(false);
            // Last: when reports could not be written, that is the reason for the stop and replaces it.
            await pump.ConfigureAwait(false);
        }
    }

    private CheckpointFiles Train(JobClaim claim, Dataset dataset, string device, JobReporter reporter, CancellationToken stop)
    {
        try
        {
            using var trained = new Trainer(claim.Job.Plan, time).Run(dataset, reporter, stop);
            return Files(claim, dataset, device, trained, ReportBuilder.Build(trained.Model, dataset, claim.Job.Plan.Objective, claim.Job.Plan.Training, stop));
        }
        catch (NonFiniteLossException e) when (e.LastGood is not null)
        {
            using var good = e.LastGood;
            var kept = TryKeep(claim, () => Files(claim, dataset, device, good, report: null));
            throw new JobFailedException(kept ? JobErrors.Rescued(e) : JobErrors.NotRescued(e), e);
        }
    }

    /// <summary>Keeps what a diverged run had before; that it cannot be kept is not what the job fails of.</summary>
    private bool TryKeep(JobClaim claim, Func<CheckpointFiles> make)
    {
        try
        {
            publisher.Keep(claim, make());
            return true;
        }
        // The job fails of its loss: nothing that goes wrong with keeping may take that reason's place.
        catch (Exception e)
        {
            logger.LogError(e, "Could not keep the last good weights of job {Job}, attempt {Attempt}", claim.Job.Id, claim.Fence);
            return false;
        }
    }

    private static CheckpointFiles Files(JobClaim claim, Dataset dataset, string device, TrainedModel trained, EvaluationReport? report)
    {
        var job = claim.Job;
        var origin = new CheckpointOrigin
        {
            JobId = job.Id,
            Fence = claim.Fence,
            Dataset = job.Dataset,
            DatasetSha256 = dataset.Sha256,
            Objective = job.Plan.Objective,
            Training = job.Plan.Training,
            Train = trained.Train,
            Test = trained.Test,
            Device = device,
        };
        return Checkpoint.Create(trained.Model, origin, report);
    }

    /// <summary>Stops the run soon after someone asked for it or the claim was lost.</summary>
    private async Task WatchAsync(JobClaim claim, CancellationTokenSource stop, CancellationToken ended)
    {
        try
        {
            while (!await ShouldStopAsync(claim, ended).ConfigureAwait(false))
                await Task.Delay(StopPoll, time, ended).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The run has ended by itself.
        }
    }

    private async Task<bool> ShouldStopAsync(JobClaim claim, CancellationToken ended)
    {
        try
        {
            return await _patience.RunAsync(() => jobs.ShouldStopAsync(claim, ended), ended).ConfigureAwait(false);
        }
        catch (DbException e)
        {
            // A question that got no answer stops no run; reports that cannot be written do.
            logger.LogWarning(e, "Could not ask whether job {Job} should stop", claim.Job.Id);
            return false;
        }
    }

    private Task<string> CancelAsync(JobClaim claim) =>
        EndAsync(claim, "canceled", "was canceled", () => jobs.CancelAsync(claim, CancellationToken.None));

    private async Task<string> EndAsync(JobClaim claim, string outcome, string how, Func<Task<bool>> write)
    {
        if (await _patience.RunAsync(write, CancellationToken.None).ConfigureAwait(false))
        {
            logger.LogInformation("Job {Job}, attempt {Attempt} {How}", claim.Job.Id, claim.Fence, how);
            return outcome;
        }
        logger.LogInformation("Job {Job}, attempt {Attempt} is not this worker's any more", claim.Job.Id, claim.Fence);
        return Lost;
    }
}
