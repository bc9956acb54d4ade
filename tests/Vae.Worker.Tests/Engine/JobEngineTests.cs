using Vae.Catalog.Jobs;
using Vae.TestUtils;

namespace Vae.Worker.Tests.Engine;

/// <summary>What every engine does behind its seam; run for the one that this build brings.</summary>
public sealed class JobEngineTests : IAsyncDisposable
{
    private readonly TestWorker _worker = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task Jobs_RunOneAtATime_ByPriorityThenAge()
    {
        var ids = new List<string>();
        foreach (var priority in new[] { 0, -10, 10, 0, 3 })
            ids.Add((await _worker.InsertAsync(TestWorker.NewJob(epochs: 1, priority: priority))).Id);

        await _worker.StartAsync();
        foreach (var id in ids)
            (await _worker.UntilEndedAsync(id)).State.ShouldBe(JobState.Succeeded);

        var published = (await _worker.Models.ListAsync(Cancellation)).OrderBy(version => version.Sequence).Select(version => version.JobId).ToList();
        published.ShouldBe([ids[2], ids[4], ids[0], ids[3], ids[1]]);
        var jobs = new List<Job>();
        foreach (var id in published)
            jobs.Add(await _worker.JobAsync(id));
        jobs.Zip(jobs.Skip(1)).ShouldAllBe(pair => pair.Second.StartedAt >= pair.First.FinishedAt);
    }

    [Fact]
    public async Task Jobs_RunOnce_WhenDeliveredManyTimes()
    {
        await _worker.StartAsync();
        // The runner's look into the catalog delivers each of these several times.
        var running = (await _worker.InsertAsync(TestWorker.NewJob(epochs: 60))).Id;
        var waiting = (await _worker.InsertAsync(TestWorker.NewJob(epochs: 1))).Id;
        await _worker.UntilEndedAsync(running);
        await _worker.UntilEndedAsync(waiting);

        (await _worker.JobAsync(running)).Attempt.ShouldBe(1);
        (await _worker.JobAsync(waiting)).Attempt.ShouldBe(1);
        (await _worker.Models.ListAsync(Cancellation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task CanceledJob_IsNeverRun_WhenItWaited()
    {
        await _worker.StartAsync();
        var first = (await _worker.InsertAsync(TestWorker.NewJob(epochs: 1000))).Id;
        await _worker.UntilAsync(first, job => job.State == JobState.Running);
        var second = await SubmitAsync();

        (await _worker.Service.CancelAsync(second, Cancellation)).ShouldBe(CancelOutcome.Canceled);
        (await _worker.Service.CancelAsync(first, Cancellation)).ShouldBe(CancelOutcome.Canceling);
        await _worker.UntilEndedAsync(first);
        await _worker.UntilEndedAsync(await SubmitAsync());

        (await _worker.JobAsync(second)).Attempt.ShouldBe(0);
    }

    [Fact]
    public async Task Jobs_RunSideBySide_WhenThereAreSeveralWorkers()
    {
        await _worker.StartAsync(new WorkerOptions { ConcurrentJobs = 2, QueuePoll = TimeSpan.FromMilliseconds(200) });
        var ids = await InsertLongJobsAsync(3);

        await _worker.UntilAsync(ids[0], job => job.State == JobState.Running);
        await _worker.UntilAsync(ids[1], job => job.State == JobState.Running);
        // The runner has delivered the third by now, more than once: there is no worker for it.
        await Task.Delay(TimeSpan.FromMilliseconds(600), Cancellation);
        (await _worker.JobAsync(ids[2])).State.ShouldBe(JobState.Queued);

        await _worker.Service.CancelAsync(ids[0], Cancellation);
        await _worker.UntilAsync(ids[2], job => job.State == JobState.Running);
        (await _worker.JobAsync(ids[1])).State.ShouldBe(JobState.Running);
    }

    [Fact]
    public async Task Stop_HandsEveryRunningJobBack()
    {
        await _worker.StartAsync(new WorkerOptions { ConcurrentJobs = 2, QueuePoll = TimeSpan.FromMilliseconds(200) });
        var ids = await InsertLongJobsAsync(3);
        foreach (var id in ids.Take(2))
            await _worker.UntilAsync(id, job => job.State == JobState.Running);

        await _worker.StopAsync();

        foreach (var id in ids)
            (await _worker.JobAsync(id)).State.ShouldBe(JobState.Queued);
        _worker.Errors.Lines.ShouldBeEmpty();
    }

    /// <summary>Wide models: the epochs of two at once would otherwise be so short that their reports keep the catalog busy.</summary>
    private async Task<IReadOnlyList<string>> InsertLongJobsAsync(int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
            ids.Add((await _worker.InsertAsync(TestWorker.NewJob(epochs: 1000, hidden: 1024))).Id);
        return ids;
    }

    private async Task<string> SubmitAsync() => (await _worker.Service.SubmitAsync(
        new TrainingRequest(TinyDataset.Name, null, new() { Training = new() { Epochs = 1 } }, null), null, dryRun: false, Cancellation)).Job.ShouldNotBeNull().Id;
}
