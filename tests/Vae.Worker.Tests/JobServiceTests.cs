using Vae.Catalog.Jobs;
using Vae.Core.Training;
using Vae.TestUtils;

namespace Vae.Worker.Tests;

public sealed class JobServiceTests : IAsyncDisposable
{
    private readonly TestWorker _worker = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task SubmitAsync_QueuesTheJob_WithTheDefaultsFilledIn()
    {
        var submission = await SubmitAsync(Request());

        var job = submission.Job.ShouldNotBeNull();
        (submission.Created, submission.Violations.Count, submission.UnknownDataset, submission.KeyClash).ShouldBe((true, 0, false, false));
        (job.State, job.Name, job.Preset, job.Dataset, job.Priority).ShouldBe((JobState.Queued, "mlp", "mlp", TinyDataset.Name, 0));
        (submission.ModelName, submission.Preset, submission.Plan.ShouldNotBeNull().Training.Epochs).ShouldBe(("mlp", "mlp", 10));
        (await _worker.JobAsync(job.Id)).Plan.Model.LatentDim.ShouldBe(20);
    }

    [Fact]
    public async Task SubmitAsync_OnlyResolves_WhenDry()
    {
        var submission = await _worker.Submitter.SubmitAsync(Request() with { Name = "mine" }, null, dryRun: true, Cancellation);

        (submission.Job, submission.Created, submission.ModelName).ShouldBe((null, false, "mine"));
        submission.Plan.ShouldNotBeNull();
        (await _worker.Jobs.CountAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task SubmitAsync_SaysWhatWouldRun_WhenDry()
    {
        var submission = await _worker.Submitter.SubmitAsync(Request(), null, dryRun: true, Cancellation);

        var estimate = submission.Estimate.ShouldNotBeNull();
        // 300 images in batches of 128, 10 epochs.
        (estimate.Parameters, estimate.StepsPerEpoch, estimate.Steps).ShouldBe((652_824, 3, 30));
        submission.Profile.ShouldNotBeNull().TrainCount.ShouldBe(TinyDataset.TrainCount);
        submission.Plan.ShouldNotBeNull().Warnings.ShouldHaveSingleItem().Field.ShouldBe("objective.likelihood");
    }

    [Fact]
    public async Task SubmitAsync_KeepsTheWarningsWithTheJob()
    {
        var job = (await SubmitAsync(Request())).Job.ShouldNotBeNull();
        (await _worker.JobAsync(job.Id)).Plan.Warnings.ShouldHaveSingleItem().Field.ShouldBe("objective.likelihood");
    }

    [Fact]
    public async Task SubmitAsync_RefusesLabels_WhereTheDatasetHasNone() =>
        (await SubmitAsync(Request() with { Plan = new() { Model = new() { Conditional = true } } })).Violations.ShouldHaveSingleItem().Field.ShouldBe("model.conditional");

    [Fact]
    public async Task SubmitAsync_SaysWhatIsWrongWithTheDataset_WithTheRest()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_worker.DatasetsFolder, "one")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "1.png"), [1], Cancellation);

        var submission = await SubmitAsync(Request() with { Dataset = "one", Priority = 99 });

        submission.Violations.Select(violation => violation.Field).ShouldBe(["dataset", "priority"]);
        submission.Violations[0].Message.ShouldStartWith("The folder has 1 image; expected at least 2");
    }

    [Fact]
    public async Task SubmitAsync_ReportsEverythingWrongTogether()
    {
        var request = new TrainingRequest(
            TinyDataset.Name, "../x", new PlanRequest { Training = new() { Epochs = 0, BatchSize = 1_000_000_000, LearningRate = double.NaN } }, 11);

        var submission = await _worker.Submitter.SubmitAsync(request, "", dryRun: false, Cancellation);

        submission.Job.ShouldBeNull();
        submission.Violations.Select(violation => violation.Field).Order(StringComparer.Ordinal)
            .ShouldBe(["Idempotency-Key", "name", "priority", "training.batchSize", "training.epochs", "training.learningRate"]);
        (await _worker.Jobs.CountAsync(Cancellation)).ShouldBe(0);
    }

    [Theory]
    [InlineData(null, "The name of a dataset is required.")]
    [InlineData("nothing", "There is no dataset 'nothing'.")]
    [InlineData("one", "The folder has 1 image; expected at least 2, of which one is held out. Add images.")]
    public async Task SubmitAsync_ReportsWhatIsWrongWithThePlan_WithTheDatasets(string? dataset, string message)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_worker.DatasetsFolder, "one")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "1.png"), [1], Cancellation);
        // What may fit some images is not held against it: classes, and stages that only large images have.
        var plan = new PlanRequest
        {
            Preset = "conv",
            Model = new() { Conditional = true, Channels = [8, 8, 8, 8, 8, 8], LatentDim = 0 },
            Training = new() { Epochs = 0, Patience = 3 },
        };

        var submission = await SubmitAsync(Request() with { Dataset = dataset, Plan = plan, Priority = 99 });

        submission.UnknownDataset.ShouldBeFalse();
        submission.Violations.Select(violation => violation.Field)
            .ShouldBe(["dataset", "model.latentDim", "priority", "training.epochs", "training.patience"], ignoreOrder: true);
        submission.Violations.Single(violation => violation.Field == "dataset").Message.ShouldBe(message);
    }

    [Fact]
    public async Task SubmitAsync_BindsTheJobToWhatWasLookedAt()
    {
        var id = (await SubmitAsync(Request())).Job.ShouldNotBeNull().Id;
        TinyDataset.Write(_worker.DatasetsFolder, seed: 99);
        File.SetLastWriteTimeUtc(Path.Combine(_worker.DatasetsFolder, TinyDataset.Name, "train-images-idx3-ubyte"), DateTime.UnixEpoch);

        await _worker.StartAsync();

        var job = await _worker.UntilEndedAsync(id);
        (job.State, job.Error?.Code, job.Attempt).ShouldBe((JobState.Failed, "dataset-changed", 1));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("../tiny")]
    [InlineData("")]
    public async Task SubmitAsync_SaysUnknown_WhenThereIsNoSuchDataset(string dataset)
    {
        var submission = await SubmitAsync(Request() with { Dataset = dataset });
        (submission.UnknownDataset, submission.Job, submission.Violations.Count).ShouldBe((true, null, 0));
    }

    [Fact]
    public async Task SubmitAsync_Refuses_WhenNoDatasetIsNamed() =>
        (await SubmitAsync(Request() with { Dataset = null })).Violations.ShouldHaveSingleItem().Field.ShouldBe("dataset");

    [Fact]
    public async Task SubmitAsync_GivesTheSameJob_WhenTheKeyAndRequestRepeat()
    {
        var first = await SubmitAsync(Request(), "key");
        var second = await SubmitAsync(Request(), "key");
        (second.Created, second.KeyClash, second.Job?.Id).ShouldBe((false, false, first.Job?.Id));
    }

    [Fact]
    public async Task SubmitAsync_SaysClash_WhenTheKeyComesWithAnotherRequest()
    {
        await SubmitAsync(Request(), "key");
        (await SubmitAsync(Request() with { Plan = new() { Training = new() { Seed = 5 } } }, "key")).KeyClash.ShouldBeTrue();
        (await _worker.Jobs.CountAsync(Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task SubmitAsync_Throws_WhenTheQueueIsFull()
    {
        for (var i = 0; i < _worker.Options.MaxQueuedJobs; i++)
            await SubmitAsync(Request());
        (await Should.ThrowAsync<QueueFullException>(() => SubmitAsync(Request()))).Max.ShouldBe(_worker.Options.MaxQueuedJobs);
    }

    [Fact]
    public async Task CancelAsync_SaysWhatBecameOfIt()
    {
        var id = (await SubmitAsync(Request())).Job.ShouldNotBeNull().Id;
        (await _worker.Submitter.CancelAsync(id, Cancellation)).ShouldBe(CancelOutcome.Canceled);
        (await _worker.Submitter.CancelAsync(id, Cancellation)).ShouldBe(CancelOutcome.AlreadyEnded);
        (await _worker.Submitter.CancelAsync("nothing", Cancellation)).ShouldBe(CancelOutcome.NotFound);
    }

    private static TrainingRequest Request() => new(TinyDataset.Name, null, new PlanRequest(), null);

    private Task<Submission> SubmitAsync(TrainingRequest request, string? key = null) =>
        _worker.Submitter.SubmitAsync(request, key, dryRun: false, Cancellation);
}
