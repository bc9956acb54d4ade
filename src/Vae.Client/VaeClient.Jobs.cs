using System.Globalization;
using System.Runtime.CompilerServices;
using Vae.Client.Events;
using Vae.Client.Transport;

namespace Vae.Client;

public sealed partial class VaeClient
{
    /// <summary>Submits a training job and returns at once.</summary>
    /// <param name="request">The job.</param>
    /// <param name="idempotencyKey">
    /// A key of the caller's own, 1 to 255 visible ASCII characters: the same key and request give the same job, however often it is sent.
    /// Default: a fresh one, so that a call that the client repeats by itself makes one job.
    /// </param>
    /// <param name="cancellation">Ends the call; a job that was made stays.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<Job> TrainAsync(TrainRequest request, string? idempotencyKey = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = Call.Post("train", request, VaeJson.Default.TrainRequest) with
        {
            Headers = [new("Idempotency-Key", idempotencyKey ?? Guid.NewGuid().ToString())],
        };
        return JsonAsync(call, VaeJson.Default.Job, cancellation);
    }

    /// <summary>Checks a request and shows the whole recipe, without making a job.</summary>
    /// <param name="request">The job.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<TrainPlan> PlanAsync(TrainRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return JsonAsync(Call.Post("train?dryRun=true", request, VaeJson.Default.TrainRequest), VaeJson.Default.TrainPlan, cancellation);
    }

    /// <summary>The recipes that a job can start from, the default first.</summary>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public async Task<IReadOnlyList<Preset>> ListPresetsAsync(CancellationToken cancellation = default) =>
        (await JsonAsync(Call.Get("presets"), VaeJson.Default.PresetList, cancellation).ConfigureAwait(false)).Items;

    /// <summary>A page of jobs, newest first.</summary>
    /// <param name="state">Only jobs in this state. Default: all.</param>
    /// <param name="limit">Jobs on a page, 1 to 100. Default: 20.</param>
    /// <param name="cursor"><see cref="JobPage.NextCursor"/> of the page before.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<JobPage> ListJobsAsync(JobState? state = null, int? limit = null, string? cursor = null, CancellationToken cancellation = default)
    {
        var word = state?.ToString().ToLowerInvariant();
        return JsonAsync(Call.Get(PathQuery.Of("jobs").With("state", word).With("limit", limit).With("cursor", cursor).ToString()), VaeJson.Default.JobPage, cancellation);
    }

    /// <summary>A job.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException"><c>job-not-found</c>.</exception>
    public Task<Job> GetJobAsync(string id, CancellationToken cancellation = default) =>
        JsonAsync(Call.Get(PathQuery.Of("jobs", id).ToString()), VaeJson.Default.Job, cancellation);

    /// <summary>Asks a job to stop: a queued one ends at once, a running one at its next step.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException"><c>job-not-found</c>, or <c>conflict</c> where it has ended.</exception>
    public Task<Job> CancelJobAsync(string id, CancellationToken cancellation = default) =>
        JsonAsync(new Call(HttpMethod.Post, PathQuery.Of("jobs", id, "cancel").ToString()) { Repeats = Repeats.WhenTurnedAway }, VaeJson.Default.Job, cancellation);

    /// <summary>Losses of a job's finished epochs.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException"><c>job-not-found</c>.</exception>
    public Task<JobMetrics> GetJobMetricsAsync(string id, CancellationToken cancellation = default) =>
        JsonAsync(Call.Get(PathQuery.Of("jobs", id, "metrics").ToString()), VaeJson.Default.JobMetrics, cancellation);

    /// <summary>The sample grid of an epoch, a PNG.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException"><c>job-not-found</c> or <c>sample-not-found</c>.</exception>
    public Task<Picture> GetJobSampleAsync(string id, int epoch, CancellationToken cancellation = default) =>
        PictureAsync(Call.Get(PathQuery.Of("jobs", id, "samples", epoch.ToString(CultureInfo.InvariantCulture)).ToString(), "image/png"), cancellation);

    /// <summary>
    /// A job's log, from its beginning or after an event, and what is added to it until the job ends. A connection that breaks is opened anew
    /// and goes on where it broke off: no line is missed and none comes twice.
    /// </summary>
    /// <param name="id">The job's id.</param>
    /// <param name="lastEventId">Id of the last event seen. Default: 0, the beginning.</param>
    /// <param name="cancellation">Ends the stream.</param>
    /// <exception cref="VaeProblemException"><c>job-not-found</c>.</exception>
    public async IAsyncEnumerable<JobEvent> FollowJobAsync(
        string id, long lastEventId = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var reader = new JobEventReader(sender, id, lastEventId);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.NextAsync(cancellation).ConfigureAwait(false) is { } line)
            {
                yield return line;
                if (line is JobEndEvent)
                    yield break;
            }
        }
    }

    /// <summary>Waits until a job has ended.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="progress">Told of every event on the way.</param>
    /// <param name="cancellation">Ends the wait; the job goes on.</param>
    /// <returns>The job as it ended; <see cref="Job.RequireModel"/> gives its model or says why there is none.</returns>
    /// <exception cref="VaeProblemException"><c>job-not-found</c>.</exception>
    public async Task<Job> WaitForJobAsync(string id, IProgress<JobEvent>? progress = null, CancellationToken cancellation = default)
    {
        await foreach (var line in FollowJobAsync(id, 0, cancellation).ConfigureAwait(false))
            progress?.Report(line);
        return await GetJobAsync(id, cancellation).ConfigureAwait(false);
    }
}
