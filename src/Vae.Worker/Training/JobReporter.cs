using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Vae.Catalog.Jobs;
using Vae.Core.Models;
using Vae.Core.Training;

namespace Vae.Worker.Training;

/// <summary>Takes a run's reports on the training thread and writes them to the catalog from another, so that no step waits for a disk.</summary>
internal sealed class JobReporter : ITrainingObserver
{
    // Progress is dropped, not queued, behind a catalog that stands still.
    private const int MaxWaiting = 100;

    // SQLite's waiting writers of other processes poll: without a gap between two writes they would starve behind a run of tiny epochs.
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(10);

    private readonly JobStore _jobs;
    private readonly JobClaim _claim;
    private readonly JobPictures _pictures;
    private readonly WorkerMetrics _metrics;
    private readonly Patience _patience;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly Channel<Func<CancellationToken, Task<bool>>> _writes = Channel.CreateUnbounded<Func<CancellationToken, Task<bool>>>(
        // One reader too, but that kind of channel cannot be counted.
        new UnboundedChannelOptions { SingleWriter = true });

    // Training thread only.
    private long _lastProgress;
    private long _lastStep;

    public JobReporter(
        JobStore jobs, JobClaim claim, JobPictures pictures, WorkerMetrics metrics, Patience patience, TimeProvider time, TimeSpan interval)
    {
        _jobs = jobs;
        _claim = claim;
        _pictures = pictures;
        _metrics = metrics;
        _patience = patience;
        _time = time;
        _interval = interval;
        _lastProgress = time.GetTimestamp();
    }

    /// <summary>Takes a line for each epoch and each report: at Information those that are written to the catalog, at Debug the others.</summary>
    public required ILogger Log { get; init; }

    public void OnProgress(TrainingProgress progress)
    {
        // Whole batches: the last of an epoch may be smaller.
        _metrics.Trained(_claim, (progress.Step - _lastStep) * _claim.Job.Plan.Training.BatchSize, progress.ImagesPerSecond);
        _lastStep = progress.Step;
        // The last step is always told: a finished job should not stand at 97 % for ever.
        var due = _time.GetElapsedTime(_lastProgress) >= _interval && _writes.Reader.Count <= MaxWaiting;
        var told = due || progress.Step >= progress.Steps;
        Log.Log(
            told ? LogLevel.Information : LogLevel.Debug,
            "Job {Job}: epoch {Epoch} [{Seen}/{Images} ({Percent:0}%)], loss per image {Loss:0.000000}",
            _claim.Job.Id, progress.Epoch, progress.ImagesSeen, progress.ImagesPerEpoch, 100.0 * progress.ImagesSeen / Math.Max(1, progress.ImagesPerEpoch), progress.BatchLoss);
        if (!told)
            return;
        _lastProgress = _time.GetTimestamp();
        Enqueue(cancellation => _jobs.ReportProgressAsync(_claim, progress, cancellation));
    }

    public void OnEpoch(EpochSummary epoch, VaeModel model)
    {
        Log.LogInformation(
            "Job {Job}: epoch {Epoch} ended, average loss {Train:0.0000} in training, {Test:0.0000} held out", _claim.Job.Id, epoch.Epoch, epoch.Train.Loss, epoch.Test.Loss);
        var (samples, reconstructions) = (JobPictures.Samples(model), _pictures.Reconstructions(model));
        Enqueue(cancellation => _jobs.ReportEpochAsync(_claim, epoch, cancellation));
        Enqueue(cancellation => _jobs.StoreSampleAsync(_claim, epoch.Epoch, samples, reconstructions, cancellation));
    }

    /// <summary>No more reports will come.</summary>
    public void Complete() => _writes.Writer.Complete();

    /// <summary>Writes reports until <see cref="Complete"/>. Stops the run when the claim is lost or a report cannot be written.</summary>
    /// <param name="stop">Stops the run.</param>
    public async Task PumpAsync(CancellationTokenSource stop)
    {
        try
        {
            await foreach (var write in _writes.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                if (!await _patience.RunAsync(() => write(stop.Token), stop.Token).ConfigureAwait(false))
                    await stop.CancelAsync().ConfigureAwait(false);
                await Task.Delay(Gap, _time, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run stops: what is still waiting would be forgotten with this attempt anyway.
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void Enqueue(Func<CancellationToken, Task<bool>> write) => _writes.Writer.TryWrite(write);
}
