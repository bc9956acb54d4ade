using System.Text.Json;
using System.Text.Json.Nodes;
using Vae.Catalog.Jobs;
using Vae.Catalog.Models;
using Vae.Core;
using Vae.Core.Checkpoints;
using Vae.Core.Data;
using Vae.Core.Objectives;
using Vae.TestUtils;

namespace Vae.Worker.Tests.Training;

public sealed class TrainingJobTests : IAsyncDisposable
{
    private readonly TestWorker _worker = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task Job_PublishesItsModel_AndTellsOfEveryEpoch()
    {
        var tensors = LiveTensors.Count;
        await _worker.StartAsync();
        var id = (await _worker.InsertAsync(TestWorker.NewJob(epochs: 3))).Id;

        var job = await _worker.UntilEndedAsync(id);

        (job.State, job.Model, job.Error, job.Attempt, job.Device).ShouldBe((JobState.Succeeded, "tiny-model@1", null, 1, "cpu"));
        job.FinishedAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(job.StartedAt.ShouldNotBeNull());
        var epochs = await _worker.Jobs.EpochsAsync(id, Cancellation);
        epochs.Select(epoch => epoch.Epoch).ShouldBe([1, 2, 3]);
        JsonSerializer.Serialize(job.LastEpoch).ShouldBe(JsonSerializer.Serialize(epochs[^1]));
        // 6 steps an epoch, reported at its end at the least.
        job.Progress.ShouldNotBeNull().Step.ShouldBe(18);
        for (var epoch = 1; epoch <= 3; epoch++)
            (await _worker.Jobs.FindSampleAsync(id, epoch, Cancellation)).ShouldNotBeNull().AsSpan(0, 4).ToArray().ShouldBe([0x89, 0x50, 0x4E, 0x47]);

        (await _worker.Jobs.FindReconstructionsAsync(id, 3, Cancellation)).ShouldNotBeNull().AsSpan(0, 4).ToArray().ShouldBe([0x89, 0x50, 0x4E, 0x47]);
        (await _worker.Jobs.FindReconstructionsAsync(id, 4, Cancellation)).ShouldBeNull();
        epochs.ShouldAllBe(epoch => epoch.LearningRate == 1e-3 && epoch.KlWeight == 1 && epoch.StoppedBecause == null);

        var version = (await _worker.Models.ResolveAsync(ModelRef.Latest, Cancellation)).ShouldNotBeNull();
        (version.Ref, version.JobId, version.Train, version.Test).ShouldBe(("tiny-model@1", id, epochs[^1].Train, epochs[^1].Test));
        using (var loaded = Checkpoint.Load(await _worker.Checkpoints.ReadAsync(version, Cancellation), version.Sha256))
            loaded.Manifest.Origin.DatasetSha256.Length.ShouldBe(64);
        Directory.EnumerateFileSystemEntries(_worker.StagingFolder).ShouldBeEmpty();
        LiveTensors.Count.ShouldBe(tensors);
    }

    [Fact]
    public async Task Job_WritesItsLogInOrder()
    {
        await _worker.StartAsync();
        var id = (await _worker.InsertAsync()).Id;
        await _worker.UntilEndedAsync(id);

        var lines = await _worker.Jobs.EventsAsync(id, 0, 1000, Cancellation);
        lines.Where(line => line.Type != "metric").Select(line => line.Type)
            .ShouldBe(["state", "state", "epoch", "sample", "epoch", "sample", "end"]);
        lines.Count(line => line.Type == "metric").ShouldBeInRange(2, 12);
        JsonNode.Parse(lines[^1].Json)!["model"]!.GetValue<string>().ShouldBe("tiny-model@1");
    }

    [Fact]
    public async Task Job_GivesTheSameWeights_WhenRunTwice()
    {
        await _worker.StartAsync();
        var weights = new List<byte[]>();
        for (var i = 0; i < 2; i++)
        {
            await _worker.UntilEndedAsync((await _worker.InsertAsync()).Id);
            var version = (await _worker.Models.ResolveAsync(ModelRef.Latest, Cancellation)).ShouldNotBeNull();
            weights.Add((await _worker.Checkpoints.ReadAsync(version, Cancellation)).Weights.ToArray());
        }

        weights[1].ShouldBe(weights[0]);
        (await _worker.Models.ListAsync(Cancellation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Job_Fails_WhenTheLossIsNotFinite()
    {
        var error = await FailureAsync(TestWorker.NewJob(learningRate: 1e30));
        error.Code.ShouldBe("non-finite-loss");
        error.Detail.ShouldContain("epoch 1");
    }

    [Fact]
    public async Task Job_KeepsItsLastGoodWeights_WhenItDivergesLater()
    {
        var error = await FailureAsync(DivergesInItsSecondEpoch());

        error.Code.ShouldBe("non-finite-loss");
        error.Detail.ShouldContain("epoch 2, step 2. The weights of epoch 1 are the last good ones.");
        error.Detail.ShouldContain("GET /jobs/{id}/checkpoint gives the last good weights");
        // They stay when the worker starts again, as the failed job does.
        await _worker.StopAsync();
        await _worker.StartAsync();
        var failed = (await _worker.Jobs.ListAsync(JobState.Failed, 1, null, Cancellation)).Items[0];
        var files = (await _worker.Checkpoints.ReadRescuedAsync(failed, Cancellation)).ShouldNotBeNull();
        using var kept = Checkpoint.Load(files);
        kept.Manifest.Origin.JobId.ShouldBe(failed.Id);
        (await _worker.Checkpoints.ReadRescuedAsync(failed with { Attempt = 2 }, Cancellation)).ShouldBeNull();
        (await _worker.Checkpoints.ReadRescuedAsync(failed with { State = JobState.Running }, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Job_FailsOfItsLoss_WhenItsLastGoodWeightsCannotBeKept()
    {
        await _worker.StartAsync();
        // Where the folder of kept weights was, a file stands in the way.
        var rescued = Path.Combine(_worker.Options.DataDirectory, "rescued");
        Directory.Delete(rescued);
        await File.WriteAllTextAsync(rescued, "", Cancellation);

        var job = await _worker.UntilEndedAsync((await _worker.InsertAsync(DivergesInItsSecondEpoch())).Id);

        (job.State, job.Error?.Code).ShouldBe((JobState.Failed, "non-finite-loss"));
        job.Error!.Detail.ShouldContain("epoch 2, step 2.");
        job.Error.Detail.ShouldContain("could not be kept");
        job.Error.Detail.ShouldNotContain("checkpoint");
        Directory.EnumerateFileSystemEntries(_worker.StagingFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Job_Fails_WhenItsDatasetIsGone() =>
        (await FailureAsync(TestWorker.NewJob(dataset: "gone"))).ShouldBe(new JobError("dataset-not-found", "There is no dataset 'gone'."));

    [Fact]
    public async Task Job_Fails_WhenItsDatasetIsDamaged()
    {
        await using (var file = File.OpenWrite(Path.Combine(_worker.DatasetsFolder, TinyDataset.Name, "train-images-idx3-ubyte")))
            file.SetLength(1000);
        var error = await FailureAsync(TestWorker.NewJob());
        error.Code.ShouldBe("dataset-invalid");
        error.Detail.ShouldNotContain(_worker.DatasetsFolder);
    }

    [Fact]
    public async Task Job_Fails_WhenItsDatasetHasImagesOfAnotherShape() =>
        (await FailureAsync(TestWorker.NewJob(input: new ImageShape(1, 32, 32)))).Code.ShouldBe("dataset-changed");

    [Fact]
    public async Task Job_Fails_WhenItsDatasetChangedBetweenAttempts()
    {
        var id = (await _worker.InsertAsync()).Id;
        var claim = (await _worker.Jobs.ClaimAsync(id, "cpu", Cancellation)).ShouldNotBeNull();
        await _worker.Jobs.RecordDatasetAsync(claim, new string('0', 64), Cancellation);
        await _worker.Jobs.ReleaseAsync(claim, Cancellation);

        await _worker.StartAsync();
        var job = await _worker.UntilEndedAsync(id);
        (job.State, job.Error?.Code, job.Attempt).ShouldBe((JobState.Failed, "dataset-changed", 2));
    }

    [Fact]
    public async Task Job_FailsWithoutItsInnards_WhenTrainingThrows()
    {
        // A plan that no request can make: the model cannot be built.
        var error = await FailureAsync(TestWorker.NewJob(hidden: 0));
        error.ShouldBe(new JobError("training-failed", "Training ended by an error that the service's log describes."));
    }

    [Fact]
    public async Task Worker_TakesTheNextJob_WhenOneFailed()
    {
        var bad = (await _worker.InsertAsync(TestWorker.NewJob(hidden: 0))).Id;
        var good = (await _worker.InsertAsync()).Id;
        await _worker.StartAsync();

        (await _worker.UntilEndedAsync(good)).State.ShouldBe(JobState.Succeeded);
        (await _worker.JobAsync(bad)).State.ShouldBe(JobState.Failed);
    }

    [Fact]
    public async Task Job_StopsSoon_WhenItIsCanceled()
    {
        var tensors = LiveTensors.Count;
        await _worker.StartAsync();
        var id = (await _worker.InsertAsync(TestWorker.NewJob(epochs: 1000))).Id;
        await _worker.UntilAsync(id, job => job.LastEpoch is not null);

        (await _worker.Service.CancelAsync(id, Cancellation)).ShouldBe(CancelOutcome.Canceling);

        var job = await _worker.UntilEndedAsync(id);
        (job.State, job.Model, job.Error).ShouldBe((JobState.Canceled, null, null));
        (await _worker.Models.ListAsync(Cancellation)).ShouldBeEmpty();
        LiveTensors.Count.ShouldBe(tensors);
    }

    [Fact]
    public async Task Job_EndsQuietly_WhenAnotherWorkerTookIt()
    {
        await _worker.StartAsync();
        var id = (await _worker.InsertAsync(TestWorker.NewJob(epochs: 1000))).Id;
        await _worker.UntilAsync(id, job => job.LastEpoch is not null);

        // As if this process had been declared dead while it stood still.
        await _worker.Jobs.RecoverAsync(Cancellation);
        var other = (await _worker.Jobs.ClaimAsync(id, "cpu", Cancellation)).ShouldNotBeNull();
        // The next job can only start when the worker has let go of the lost one.
        (await _worker.UntilEndedAsync((await _worker.InsertAsync()).Id)).State.ShouldBe(JobState.Succeeded);

        var job = await _worker.JobAsync(id);
        (job.State, job.Attempt, job.LastEpoch).ShouldBe((JobState.Running, other.Fence, null));
    }

    private static NewJob DivergesInItsSecondEpoch()
    {
        // One step an epoch, and a weight on the KL that is 0 in the first and past single precision in the second.
        var job = TestWorker.NewJob(epochs: 3);
        return job with
        {
            Plan = job.Plan with
            {
                Objective = new ObjectiveOptions { Beta = 1e38, Warmup = WarmupKind.Linear, WarmupEpochs = 2 },
                Training = job.Plan.Training with { BatchSize = 8192 },
            },
        };
    }

    private async Task<JobError> FailureAsync(NewJob job)
    {
        var tensors = LiveTensors.Count;
        await _worker.StartAsync();
        var id = (await _worker.InsertAsync(job)).Id;
        var ended = await _worker.UntilEndedAsync(id);
        ended.State.ShouldBe(JobState.Failed);
        ended.Model.ShouldBeNull();
        (await _worker.Models.ListAsync(Cancellation)).ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_worker.StagingFolder).ShouldBeEmpty();
        LiveTensors.Count.ShouldBe(tensors);
        return ended.Error.ShouldNotBeNull();
    }
}
