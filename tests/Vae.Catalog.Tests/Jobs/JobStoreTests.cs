using Vae.Catalog.Jobs;

namespace Vae.Catalog.Tests.Jobs;

public sealed class JobStoreTests : IDisposable
{
    private readonly TestCatalog _catalog = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public async Task InsertAsync_QueuesTheJob_WithEverythingItIsMadeOf()
    {
        var inserted = await _catalog.Jobs.InsertAsync(Some.NewJob("faces", priority: -3), Cancellation);

        inserted.Created.ShouldBeTrue();
        var job = await _catalog.JobAsync(inserted.Job.Id);
        job.Id.Length.ShouldBe(26);
        job.State.ShouldBe(JobState.Queued);
        (job.Name, job.Dataset, job.Preset, job.Priority, job.Attempt).ShouldBe(("faces", "digits", "mlp", -3, 0));
        job.CreatedAt.ShouldBe(_catalog.Clock.Now);
        (job.StartedAt, job.FinishedAt, job.Device, job.Progress, job.LastEpoch, job.Model, job.Error).ShouldBe((null, null, null, null, null, null, null));
        job.Plan.Input.ShouldBe(Some.Plan.Input);
        job.Plan.Model.ShouldBeOfType<Vae.Core.Models.MlpVaeOptions>().HiddenDims.ShouldBe([3]);
        job.Plan.Training.ShouldBe(Some.Plan.Training);
        (await _catalog.LogAsync(job.Id)).ShouldBe(["state"]);
    }

    [Fact]
    public async Task InsertAsync_GivesTheEarlierJob_WhenTheKeyAndRequestRepeat()
    {
        var first = await _catalog.Jobs.InsertAsync(Some.NewJob(key: "k", request: "r"), Cancellation);
        var second = await _catalog.Jobs.InsertAsync(Some.NewJob(key: "k", request: "r"), Cancellation);

        (second.Created, second.KeyClash).ShouldBe((false, false));
        second.Job.Id.ShouldBe(first.Job.Id);
        (await _catalog.Jobs.CountAsync(Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task InsertAsync_SaysClash_WhenTheKeyComesWithAnotherRequest()
    {
        var first = await _catalog.Jobs.InsertAsync(Some.NewJob(key: "k", request: "r"), Cancellation);
        var second = await _catalog.Jobs.InsertAsync(Some.NewJob(key: "k", request: "other"), Cancellation);

        (second.Created, second.KeyClash).ShouldBe((false, true));
        second.Job.Id.ShouldBe(first.Job.Id);
    }

    [Fact]
    public async Task InsertAsync_MakesOneJob_WhenTheSameKeyComesEightTimesAtOnce()
    {
        var inserted = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Task.Run(() => _catalog.Jobs.InsertAsync(Some.NewJob(key: "k", request: "r"), Cancellation))));

        inserted.Count(insertion => insertion.Created).ShouldBe(1);
        inserted.Select(insertion => insertion.Job.Id).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task InsertAsync_Refuses_WhenTheQueueIsFull_UntilAJobIsTaken()
    {
        using var catalog = new TestCatalog(maxQueuedJobs: 2);
        var first = await catalog.Jobs.InsertAsync(Some.NewJob(), Cancellation);
        await catalog.Jobs.InsertAsync(Some.NewJob(), Cancellation);
        (await Should.ThrowAsync<QueueFullException>(() => catalog.Jobs.InsertAsync(Some.NewJob(), Cancellation))).Max.ShouldBe(2);

        await catalog.Jobs.ClaimAsync(first.Job.Id, "cpu", Cancellation);
        (await catalog.Jobs.InsertAsync(Some.NewJob(), Cancellation)).Created.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("01234567890123456789012345")]
    [InlineData("0123456789012345678901234U")]
    public async Task FindAsync_GivesNull_WhenThereIsNoSuchJob(string id)
    {
        (await _catalog.Jobs.FindAsync(id, Cancellation)).ShouldBeNull();
        (await _catalog.Jobs.RequestCancelAsync(id, Cancellation)).ShouldBe(CancelOutcome.NotFound);
    }

    [Fact]
    public async Task ListAsync_PagesThroughAllJobsOnce_NewestFirst()
    {
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            // The clock stands still and even goes back: ids must ascend all the same.
            _catalog.Clock.Now -= TimeSpan.FromSeconds(i % 2);
            ids.Insert(0, (await _catalog.Jobs.InsertAsync(Some.NewJob(), Cancellation)).Job.Id);
        }

        var seen = new List<string>();
        string? cursor = null;
        var pages = 0;
        do
        {
            var page = await _catalog.Jobs.ListAsync(null, 3, cursor, Cancellation);
            page.Items.Count.ShouldBeLessThanOrEqualTo(3);
            seen.AddRange(page.Items.Select(job => job.Id));
            cursor = page.NextCursor;
            pages++;
        }
        while (cursor is not null);

        seen.ShouldBe(ids);
        pages.ShouldBe(3);
    }

    [Fact]
    public async Task ListAsync_HasNoNextPage_WhenThePageIsExactlyFull()
    {
        await _catalog.Jobs.InsertAsync(Some.NewJob(), Cancellation);
        await _catalog.Jobs.InsertAsync(Some.NewJob(), Cancellation);
        (await _catalog.Jobs.ListAsync(null, 2, null, Cancellation)).NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task ListAsync_GivesOnlyTheState_WhenOneIsNamed()
    {
        var claim = await _catalog.ClaimAsync();
        var waiting = await _catalog.Jobs.InsertAsync(Some.NewJob(), Cancellation);

        (await _catalog.Jobs.ListAsync(JobState.Running, 10, null, Cancellation)).Items.ShouldHaveSingleItem().Id.ShouldBe(claim.Job.Id);
        (await _catalog.Jobs.ListAsync(JobState.Queued, 10, null, Cancellation)).Items.ShouldHaveSingleItem().Id.ShouldBe(waiting.Job.Id);
        (await _catalog.Jobs.ListAsync(JobState.Failed, 10, null, Cancellation)).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("' OR 1=1 --")]
    public async Task ListAsync_Refuses_WhenTheCursorIsNotOurs(string cursor) =>
        await Should.ThrowAsync<FormatException>(() => _catalog.Jobs.ListAsync(null, 10, cursor, Cancellation));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(201)]
    public async Task ListAsync_Refuses_WhenTheLimitIsOutOfRange(int limit) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => _catalog.Jobs.ListAsync(null, limit, null, Cancellation));

    [Fact]
    public async Task QueuedAsync_OrdersByPriorityThenAge()
    {
        var ids = new List<string>();
        foreach (var priority in new[] { 0, 5, 0, -1, 5 })
            ids.Add((await _catalog.Jobs.InsertAsync(Some.NewJob(priority: priority), Cancellation)).Job.Id);

        (await _catalog.Jobs.QueuedAsync(Cancellation)).Select(job => job.Id).ShouldBe([ids[1], ids[4], ids[0], ids[2], ids[3]]);
    }

    [Fact]
    public async Task RequestCancelAsync_EndsTheJob_WhenItIsQueued()
    {
        var id = (await _catalog.Jobs.InsertAsync(Some.NewJob(), Cancellation)).Job.Id;

        (await _catalog.Jobs.RequestCancelAsync(id, Cancellation)).ShouldBe(CancelOutcome.Canceled);
        var job = await _catalog.JobAsync(id);
        (job.State, job.FinishedAt).ShouldBe((JobState.Canceled, _catalog.Clock.Now));
        (await _catalog.Jobs.ClaimAsync(id, "cpu", Cancellation)).ShouldBeNull();
        (await _catalog.LogAsync(id)).ShouldBe(["state", "end"]);
        (await _catalog.Jobs.RequestCancelAsync(id, Cancellation)).ShouldBe(CancelOutcome.AlreadyEnded);
    }

    [Fact]
    public async Task RequestCancelAsync_AsksOnce_WhenTheJobRunsAndIsCanceledManyTimes()
    {
        var claim = await _catalog.ClaimAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _catalog.Jobs.RequestCancelAsync(claim.Job.Id, Cancellation))));

        outcomes.ShouldAllBe(outcome => outcome == CancelOutcome.Canceling);
        (await _catalog.LogAsync(claim.Job.Id)).ShouldBe(["state", "state", "state"]);
        (await _catalog.Jobs.ShouldStopAsync(claim, Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task RecoverAsync_QueuesWhatRan_EndsWhatWasToStop_AndLeavesTheRest()
    {
        var ran = await _catalog.ClaimAsync();
        await _catalog.Jobs.ReportProgressAsync(ran, Some.Progress(), Cancellation);
        var stopping = await _catalog.ClaimAsync();
        await _catalog.Jobs.RequestCancelAsync(stopping.Job.Id, Cancellation);
        var failed = await _catalog.ClaimAsync();
        await _catalog.Jobs.FailAsync(failed, new JobError("code", "detail"), Cancellation);
        var waiting = await _catalog.Jobs.InsertAsync(Some.NewJob(priority: 9), Cancellation);
        using var restarted = _catalog.Another();

        var queued = await restarted.Jobs.RecoverAsync(Cancellation);

        queued.ShouldBe([new QueuedJob(waiting.Job.Id, 9), new QueuedJob(ran.Job.Id, 0)]);
        var job = await restarted.JobAsync(ran.Job.Id);
        (job.State, job.Progress, job.StartedAt, job.Attempt).ShouldBe((JobState.Queued, null, null, 1));
        (await restarted.JobAsync(stopping.Job.Id)).State.ShouldBe(JobState.Canceled);
        (await restarted.JobAsync(failed.Job.Id)).State.ShouldBe(JobState.Failed);
        (await restarted.Jobs.ClaimAsync(ran.Job.Id, "cpu", Cancellation)).ShouldNotBeNull().Fence.ShouldBe(2);
    }

    [Fact]
    public async Task RecoverAsync_FailsTheJob_WhenItsProcessDiedInThreeAttempts()
    {
        var id = (await _catalog.ClaimAsync()).Job.Id;
        for (var death = 1; death < JobStore.MaxDeaths; death++)
        {
            (await _catalog.Jobs.RecoverAsync(Cancellation)).ShouldHaveSingleItem().Id.ShouldBe(id);
            await _catalog.Jobs.ClaimAsync(id, "cpu", Cancellation);
        }

        (await _catalog.Jobs.RecoverAsync(Cancellation)).ShouldBeEmpty();

        var job = await _catalog.JobAsync(id);
        (job.State, job.Attempt, job.Error?.Code, job.FinishedAt).ShouldBe((JobState.Failed, 3, "process-died", _catalog.Clock.Now));
        job.Error!.Detail.ShouldContain("3 attempts");
        (await _catalog.LogAsync(id))[^1].ShouldBe("end");
        (await _catalog.Jobs.ClaimAsync(id, "cpu", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task RecoverAsync_CountsNoAttempt_ThatWasHandedBack()
    {
        var id = (await _catalog.Jobs.InsertAsync(Some.NewJob(), Cancellation)).Job.Id;
        for (var stop = 0; stop < 2 * JobStore.MaxDeaths; stop++)
        {
            var claim = (await _catalog.Jobs.ClaimAsync(id, "cpu", Cancellation)).ShouldNotBeNull();
            await _catalog.Jobs.ReleaseAsync(claim, Cancellation);
            await _catalog.Jobs.RecoverAsync(Cancellation);
        }

        await _catalog.Jobs.ClaimAsync(id, "cpu", Cancellation);
        await _catalog.Jobs.RecoverAsync(Cancellation);
        (await _catalog.JobAsync(id)).State.ShouldBe(JobState.Queued);
    }
}
