using Vae.Catalog.Jobs;
using Vae.Catalog.Sql;
using Vae.TestUtils;
using Vae.Worker.Hosting;

namespace Vae.Worker.Tests.Hosting;

public sealed class JobRunnerTests : IAsyncDisposable
{
    private readonly TestWorker _worker = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task Stop_HandsTheRunningJobBack_AndTheNextStartFinishesIt()
    {
        await _worker.StartAsync();
        var id = (await _worker.InsertAsync(TestWorker.NewJob(epochs: 200))).Id;
        await _worker.UntilAsync(id, job => job.LastEpoch is not null);

        await _worker.StopAsync();
        var waiting = await _worker.JobAsync(id);
        (waiting.State, waiting.Attempt, waiting.LastEpoch).ShouldBe((JobState.Queued, 1, null));

        await _worker.StartAsync();
        var job = await _worker.UntilEndedAsync(id);
        (job.State, job.Attempt).ShouldBe((JobState.Succeeded, 2));
        (await _worker.Jobs.EpochsAsync(id, Cancellation)).Count.ShouldBe(200);
    }

    [Fact]
    public async Task Start_RunsWhatADeadProcessLeft_AndRemovesItsFiles()
    {
        var id = (await _worker.InsertAsync()).Id;
        (await _worker.Jobs.ClaimAsync(id, "cpu", Cancellation)).ShouldNotBeNull();
        var left = Directory.CreateDirectory(Path.Combine(_worker.StagingFolder, $"{id}-1-dead")).FullName;

        await _worker.StartAsync();

        Directory.Exists(left).ShouldBeFalse();
        var job = await _worker.UntilEndedAsync(id);
        (job.State, job.Attempt).ShouldBe((JobState.Succeeded, 2));
    }

    [Fact]
    public async Task Start_FailsAJob_WhoseProcessDiedInThreeAttempts_AndRunsTheNext()
    {
        var deadly = (await _worker.InsertAsync()).Id;
        for (var death = 0; death < JobStore.MaxDeaths; death++)
        {
            if (death > 0)
                await _worker.Jobs.RecoverAsync(Cancellation);
            (await _worker.Jobs.ClaimAsync(deadly, "cpu", Cancellation)).ShouldNotBeNull();
        }

        var next = (await _worker.InsertAsync()).Id;
        await _worker.StartAsync();

        var job = await _worker.JobAsync(deadly);
        (job.State, job.Error?.Code, job.Model).ShouldBe((JobState.Failed, "process-died", null));
        (await _worker.UntilEndedAsync(next)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task Runner_FindsJobs_ThatAnotherProcessSubmitted()
    {
        await _worker.StartAsync();
        var submission = await _worker.Submitter.SubmitAsync(
            new TrainingRequest(TinyDataset.Name, null, new() { Training = new() { Epochs = 1 } }, null), null, dryRun: false, Cancellation);

        (await _worker.UntilEndedAsync(submission.Job.ShouldNotBeNull().Id)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task Runner_GoesOn_WhenTheCatalogCouldNotBeReadForAWhile()
    {
        await _worker.StartAsync();
        var path = Path.Combine(_worker.Options.DataDirectory, CatalogDatabase.FileName);
        var header = new byte[100];
        await using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
            await file.ReadExactlyAsync(header, Cancellation);
            file.Position = 0;
            await file.WriteAsync(new byte[100], Cancellation);
            await file.FlushAsync(Cancellation);
            while (!_worker.Errors.Lines.Any(line => line.Contains("cannot be searched", StringComparison.Ordinal)))
                await Task.Delay(20, Cancellation);
            file.Position = 0;
            await file.WriteAsync(header, Cancellation);
        }

        var id = (await _worker.InsertAsync()).Id;
        (await _worker.UntilEndedAsync(id)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task Start_Refuses_WhenAnotherProcessRunsJobsOnTheFolder()
    {
        await _worker.StartAsync();
        Should.Throw<InvalidOperationException>(() => WorkerLock.Take(_worker.Options)).Message.ShouldContain("Another process runs jobs");

        await _worker.StopAsync();
        WorkerLock.Take(_worker.Options).Dispose();
    }
}
