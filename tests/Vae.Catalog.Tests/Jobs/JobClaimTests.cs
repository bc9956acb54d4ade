using Vae.Catalog.Jobs;

namespace Vae.Catalog.Tests.Jobs;

public sealed class JobClaimTests : IDisposable
{
    private readonly TestCatalog _catalog = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Writes => [.. AllWrites.Keys];

    private static Dictionary<string, Func<JobStore, JobClaim, Task<bool>>> AllWrites { get; } = new()
    {
        ["progress"] = (jobs, claim) => jobs.ReportProgressAsync(claim, Some.Progress(), Cancellation),
        ["epoch"] = (jobs, claim) => jobs.ReportEpochAsync(claim, Some.Epoch(), Cancellation),
        ["sample"] = (jobs, claim) => jobs.StoreSampleAsync(claim, 1, new byte[] { 1 }, Cancellation),
        ["log"] = (jobs, claim) => jobs.LogAsync(claim, "a line", Cancellation),
        ["dataset"] = async (jobs, claim) => await jobs.RecordDatasetAsync(claim, "hash", Cancellation) != DatasetOutcome.ClaimLost,
        ["fail"] = (jobs, claim) => jobs.FailAsync(claim, new JobError("code", "detail"), Cancellation),
        ["cancel"] = (jobs, claim) => jobs.CancelAsync(claim, Cancellation),
        ["release"] = (jobs, claim) => jobs.ReleaseAsync(claim, Cancellation),
    };

    public void Dispose() => _catalog.Dispose();

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_IsTaken_WhenTheClaimHolds(string write) =>
        (await AllWrites[write](_catalog.Jobs, await _catalog.ClaimAsync())).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_ChangesNothing_WhenAnotherWorkerHasTheJob(string write)
    {
        var stale = await _catalog.ClaimAsync();
        await _catalog.Jobs.RecoverAsync(Cancellation);
        await _catalog.Jobs.ClaimAsync(stale.Job.Id, "cpu", Cancellation);
        var (before, log) = (await _catalog.JobAsync(stale.Job.Id), await _catalog.LogAsync(stale.Job.Id));

        (await AllWrites[write](_catalog.Jobs, stale)).ShouldBeFalse();

        var after = await _catalog.JobAsync(stale.Job.Id);
        (after with { Plan = before.Plan }).ShouldBe(before);
        (await _catalog.LogAsync(stale.Job.Id)).ShouldBe(log);
        (await _catalog.Jobs.EpochsAsync(stale.Job.Id, Cancellation)).ShouldBeEmpty();
        (await _catalog.Jobs.FindSampleAsync(stale.Job.Id, 1, Cancellation)).ShouldBeNull();
        (await _catalog.Jobs.ShouldStopAsync(stale, Cancellation)).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_ChangesNothing_WhenTheJobWaitsAgain(string write)
    {
        var stale = await _catalog.ClaimAsync();
        await _catalog.Jobs.ReleaseAsync(stale, Cancellation);

        (await AllWrites[write](_catalog.Jobs, stale)).ShouldBeFalse();
        (await _catalog.JobAsync(stale.Job.Id)).State.ShouldBe(JobState.Queued);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_ChangesNothing_WhenTheJobHasEnded(string write)
    {
        var claim = await _catalog.ClaimAsync();
        await _catalog.Jobs.FailAsync(claim, new JobError("first", "detail"), Cancellation);

        (await AllWrites[write](_catalog.Jobs, claim)).ShouldBeFalse();
        var job = await _catalog.JobAsync(claim.Job.Id);
        (job.State, job.Error).ShouldBe((JobState.Failed, new JobError("first", "detail")));
    }

    [Fact]
    public async Task ClaimAsync_TakesTheJobOnce_AndRaisesTheFence()
    {
        var claim = await _catalog.ClaimAsync();

        claim.Fence.ShouldBe(1);
        claim.Job.State.ShouldBe(JobState.Running);
        (claim.Job.StartedAt, claim.Job.Device, claim.Job.Attempt).ShouldBe((_catalog.Clock.Now, "cpu", 1));
        (await _catalog.Jobs.ClaimAsync(claim.Job.Id, "cpu", Cancellation)).ShouldBeNull();
        (await _catalog.Jobs.ShouldStopAsync(claim, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task ClaimAsync_ForgetsWhatEarlierAttemptsReported_ButKeepsTheirLog()
    {
        var first = await _catalog.ClaimAsync();
        await _catalog.Jobs.ReportEpochAsync(first, Some.Epoch(), Cancellation);
        await _catalog.Jobs.StoreSampleAsync(first, 1, new byte[] { 1 }, Cancellation);
        await _catalog.Jobs.ReleaseAsync(first, Cancellation);

        var second = (await _catalog.Jobs.ClaimAsync(first.Job.Id, "cpu", Cancellation)).ShouldNotBeNull();

        (second.Job.LastEpoch, second.Fence).ShouldBe((null, 2));
        (await _catalog.Jobs.EpochsAsync(first.Job.Id, Cancellation)).ShouldBeEmpty();
        (await _catalog.Jobs.FindSampleAsync(first.Job.Id, 1, Cancellation)).ShouldBeNull();
        (await _catalog.LogAsync(first.Job.Id)).ShouldBe(["state", "state", "epoch", "sample", "state", "state"]);
    }

    [Fact]
    public async Task ClaimAsync_GivesEachJobToOneOfEightWorkers_WhenAllWantAllJobs()
    {
        const int Count = 40;
        var ids = new List<string>();
        for (var i = 0; i < Count; i++)
            ids.Add((await _catalog.Jobs.InsertAsync(Some.NewJob(), Cancellation)).Job.Id);
        // Two processes' worth of stores, four workers each.
        using var other = _catalog.Another();

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            var jobs = (worker % 2 == 0 ? _catalog : other).Jobs;
            var mine = new List<JobClaim>();
            foreach (var id in ids)
            {
                if (await jobs.ClaimAsync(id, "cpu", Cancellation) is { } claim)
                    mine.Add(claim);
            }

            return mine;
        })));

        var all = claims.SelectMany(mine => mine).ToList();
        all.Count.ShouldBe(Count);
        all.Select(claim => claim.Job.Id).Order().ShouldBe(ids.Order());
        all.ShouldAllBe(claim => claim.Fence == 1);
    }

    [Fact]
    public async Task ReportEpochAsync_KeepsEveryEpochInOrder()
    {
        var claim = await _catalog.ClaimAsync();
        await _catalog.Jobs.ReportEpochAsync(claim, Some.Epoch(1), Cancellation);
        await _catalog.Jobs.ReportEpochAsync(claim, Some.Epoch(2), Cancellation);

        (await _catalog.Jobs.EpochsAsync(claim.Job.Id, Cancellation)).ShouldBe([Some.Epoch(1), Some.Epoch(2)]);
        (await _catalog.JobAsync(claim.Job.Id)).LastEpoch.ShouldBe(Some.Epoch(2));
    }

    [Fact]
    public async Task StoreSampleAsync_GivesTheSameBytesBack()
    {
        var claim = await _catalog.ClaimAsync();
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0, 255];
        await _catalog.Jobs.StoreSampleAsync(claim, 2, png, Cancellation);

        (await _catalog.Jobs.FindSampleAsync(claim.Job.Id, 2, Cancellation)).ShouldBe(png);
        (await _catalog.Jobs.FindSampleAsync(claim.Job.Id, 1, Cancellation)).ShouldBeNull();
        (await _catalog.Jobs.FindReconstructionsAsync(claim.Job.Id, 2, Cancellation)).ShouldBeNull();
        await _catalog.Jobs.StoreSampleAsync(claim, 2, png, new byte[] { 7 }, Cancellation);
        (await _catalog.Jobs.FindReconstructionsAsync(claim.Job.Id, 2, Cancellation)).ShouldBe([7]);
    }

    [Fact]
    public async Task RecordDatasetAsync_SaysChanged_WhenALaterAttemptFindsOtherContents()
    {
        var first = await _catalog.ClaimAsync();
        (await _catalog.Jobs.RecordDatasetAsync(first, "aa", Cancellation)).ShouldBe(DatasetOutcome.Recorded);
        (await _catalog.Jobs.RecordDatasetAsync(first, "aa", Cancellation)).ShouldBe(DatasetOutcome.Recorded);
        await _catalog.Jobs.ReleaseAsync(first, Cancellation);
        var second = (await _catalog.Jobs.ClaimAsync(first.Job.Id, "cpu", Cancellation)).ShouldNotBeNull();

        (await _catalog.Jobs.RecordDatasetAsync(second, "bb", Cancellation)).ShouldBe(DatasetOutcome.Changed);
    }

    [Fact]
    public async Task RecordDatasetAsync_SaysChanged_WhenTheFirstAttemptFindsOtherContentsThanTheSubmission()
    {
        var claim = await _catalog.ClaimAsync(Some.NewJob() with { DatasetSha256 = "aa" });
        (await _catalog.Jobs.RecordDatasetAsync(claim, "bb", Cancellation)).ShouldBe(DatasetOutcome.Changed);
        (await _catalog.Jobs.RecordDatasetAsync(claim, "aa", Cancellation)).ShouldBe(DatasetOutcome.Recorded);
    }

    [Fact]
    public async Task ReleaseAsync_EndsTheJob_WhenItWasAskedToStop()
    {
        var claim = await _catalog.ClaimAsync();
        await _catalog.Jobs.RequestCancelAsync(claim.Job.Id, Cancellation);

        (await _catalog.Jobs.ReleaseAsync(claim, Cancellation)).ShouldBeTrue();
        (await _catalog.JobAsync(claim.Job.Id)).State.ShouldBe(JobState.Canceled);
    }
}
