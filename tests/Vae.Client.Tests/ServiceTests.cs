using System.Text.Json;
using Vae.Client.Tests.Support;
using Vae.TestUtils;

namespace Vae.Client.Tests;

/// <summary>Every method against the real service.</summary>
public sealed class ServiceTests(RunningService service)
{
    private const string Unconnected = "oip";
    private static readonly float[][] Latents = [[0.5f, -1, 0, 2], [1, 1, 1, 1]];

    private VaeClient Client => service.Client;

    /// <summary>What the client calls, by the operation's name in the API's document.</summary>
    private Dictionary<string, Func<Task>> Calls => new()
    {
        ["train"] = () => Client.PlanAsync(new TrainRequest("digits")),
        ["encode"] = async () => await Client.EncodeAsync([await DigitAsync()]),
        ["reconstruct"] = async () => await Client.ReconstructAsync([await DigitAsync()]),
        ["decode"] = () => Client.DecodeAsync(Latents),
        ["sample"] = () => Client.SampleAsync(),
        ["interpolate"] = () => Client.InterpolateAsync(new(LatentPoint.Of(Latents[0]), LatentPoint.Of(Latents[1]))),
        ["traverse"] = () => Client.TraverseAsync(),
        ["manifold"] = () => Client.ManifoldAsync(),
        ["map"] = () => Client.GetMapAsync(split: "test"),
        ["neighborsOfItem"] = () => Client.GetNeighborsAsync(3, split: "test"),
        ["neighbors"] = () => Client.FindNeighborsAsync(new() { Z = Latents[0], Split = "test" }),
        ["health"] = () => Client.CheckHealthAsync(),
        ["readiness"] = () => Client.CheckReadinessAsync(),
        ["system"] = () => Client.GetSystemAsync(),
        ["metrics"] = () => Client.GetMetricsAsync(),
        ["listPresets"] = () => Client.ListPresetsAsync(),
        ["listJobs"] = () => Client.ListJobsAsync(),
        ["showJob"] = () => Client.GetJobAsync(service.Job.Id),
        ["cancelJob"] = () => Should.ThrowAsync<VaeProblemException>(Client.CancelJobAsync(service.Job.Id)),
        ["followJob"] = () => Client.WaitForJobAsync(service.Job.Id),
        ["jobMetrics"] = () => Client.GetJobMetricsAsync(service.Job.Id),
        ["jobSample"] = () => Client.GetJobSampleAsync(service.Job.Id, 1),
        ["jobReconstructions"] = () => Client.GetJobReconstructionsAsync(service.Job.Id, 1),
        ["jobCheckpoint"] = () => Client.DownloadJobCheckpointAsync(Stream.Null, service.Job.Id),
        ["listDatasets"] = () => Client.ListDatasetsAsync(),
        ["showDataset"] = () => Client.GetDatasetAsync("digits"),
        ["showItem"] = () => Client.GetDatasetItemAsync("digits", 0),
        ["listModels"] = () => Client.ListModelsAsync(),
        ["showModel"] = () => Client.GetModelAsync(),
        ["compareModels"] = () => Client.CompareModelsAsync("latest", "latest"),
        ["downloadCheckpoint"] = () => Client.DownloadCheckpointAsync(Stream.Null),
        ["showManifest"] = () => Client.GetManifestAsync(),
    };

    [Fact]
    public async Task EveryOperation_HasAMethodThatWorks()
    {
        var document = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "openapi.json")));
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => method.Value.GetProperty("operationId").GetString()!))
            // The other protocol has clients of its own, and the queries are the same routes for links.
            .Where(name => !name.StartsWith(Unconnected, StringComparison.Ordinal) && !name.EndsWith("Query", StringComparison.Ordinal))
            .ToArray();

        Calls.Keys.Order().ShouldBe(operations.Order(), "a new route needs a method of the client");
        foreach (var (_, call) in Calls)
            await call();
    }

    [Fact]
    public async Task Plan_TakesEveryOption_AndSaysWhatWouldRun()
    {
        var plan = await Client.PlanAsync(new TrainRequest("digits")
        {
            Preset = "resnet",
            Model = new() { LatentDim = 8, Channels = [8, 16], Blocks = 1, Upsampling = "pixel-shuffle", Conditional = true },
            Objective = new() { Likelihood = "auto", Beta = 2, FreeBits = 0.1, Warmup = "linear", WarmupEpochs = 2, Samples = 2 },
            Training = new() { Epochs = 4, BatchSize = 100, Optimizer = "adam-w", Schedule = "cosine", Patience = 3, ValidationShare = 0.1, Weights = "best" },
        });

        plan.Plan.GetProperty("model").GetProperty("architecture").GetString().ShouldBe("resnet");
        plan.Plan.GetProperty("model").GetProperty("classes").GetInt32().ShouldBe(10);
        plan.Plan.GetProperty("objective").GetProperty("likelihood").GetString().ShouldBe("discretized-logistic");
        plan.Plan.GetProperty("training").GetProperty("optimizer").GetString().ShouldBe("adam-w");
        // 18,000 of 20,000 images are left for training.
        (plan.Estimate.StepsPerEpoch, plan.Estimate.Steps).ShouldBe((180, 720));
        (plan.Profile.Pixels, plan.Profile.Classes).ShouldBe(("grey", 10));
        plan.Warnings.ShouldHaveSingleItem().Field.ShouldBe("training.patience");
        (await Client.ListPresetsAsync()).Select(preset => preset.Name).ShouldContain("resnet");
        (await Client.GetDatasetAsync("digits")).Profile.ShouldBe(plan.Profile);
    }

    [Fact]
    public void Wait_SawTheWholeLog()
    {
        service.Job.State.ShouldBe(JobState.Succeeded);
        service.Job.RequireModel().ShouldBe("small@1");
        service.Events.OfType<JobEpochEvent>().Select(line => line.Epoch).ShouldBe([1, 2]);
        service.Events.OfType<JobSampleEvent>().Select(line => line.Epoch).ShouldBe([1, 2]);
        service.Events.OfType<JobStateEvent>().ShouldContain(line => line.State == JobState.Running && line.Attempt == 1);
        service.Events.OfType<JobMetricEvent>().ShouldAllBe(line => line.Loss > 0 && line.Epochs == 2);
        service.Events[^1].ShouldBeOfType<JobEndEvent>().Model.ShouldBe("small@1");
        service.Events.Select(line => line.Id).ShouldBeInOrder();
        service.Events.Select(line => line.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task Follow_GoesOnAfterAnEvent()
    {
        var middle = service.Events[service.Events.Count / 2].Id;

        var rest = await Client.FollowJobAsync(service.Job.Id, middle).ToListAsync();

        rest.Select(line => line.Id).ShouldBe(service.Events.Where(line => line.Id > middle).Select(line => line.Id));
        (await Client.FollowJobAsync(service.Job.Id, service.Events[^1].Id).ToListAsync()).ShouldBeEmpty("the end was seen");
    }

    [Fact]
    public async Task Latents_ComeBackFromTheirImages()
    {
        var encoding = await Client.EncodeAsync([await DigitAsync(), await DigitAsync()], "small");
        var decoded = await Client.DecodeAsync([encoding.Items[0].Mu], encoding.Model);

        encoding.Model.ShouldBe("small@1");
        encoding.LatentDim.ShouldBe(4);
        encoding.Seed.ShouldBeNull();
        encoding.Items.Count.ShouldBe(2);
        encoding.Items[0].Z.ShouldBe(encoding.Items[0].Mu);
        encoding.Items[1].Mu.ShouldBe(encoding.Items[0].Mu, 1e-5);
        decoded.Tensor.Shape.ShouldBe([1, 1, 28, 28]);
        decoded.Tensor.Values.ShouldAllBe(pixel => pixel >= 0 && pixel <= 1);
        decoded.Model.ShouldBe("small@1");
    }

    [Fact]
    public async Task Labels_AreSent_OneOrOneAnImage()
    {
        var model = await Client.GetModelAsync("small");
        (model.Classes, model.Posterior, model.Prior).ShouldBe((0, "gaussian", "standard-normal"));

        // The model is told none; the refusal says what came.
        foreach (var (label, text) in ((ImageLabels, string)[])[(3, "3"), (new[] { 0, 2 }, "0,2")])
        {
            var refusal = await Should.ThrowAsync<VaeProblemException>(() => Client.SampleAsync(new() { Count = 2 }, label: label));
            refusal.Slug.ShouldBe("label-not-taken");
            label.ToString().ShouldBe(text);
        }
        Should.Throw<ArgumentException>(() => ImageLabels.FromArray([]));
    }

    [Fact]
    public async Task Draws_AreTheSame_WhenTheirSeedIs()
    {
        var first = await Client.SampleAsync(new() { Count = 3 });
        var again = await Client.SampleAsync(new() { Count = 3, Seed = first.Seed });
        var encoding = await Client.EncodeAsync([await DigitAsync()], sample: true, seed: 7);

        again.Tensor.Values.ShouldBe(first.Tensor.Values);
        first.Tensor.Row(2).Length.ShouldBe(784);
        encoding.Seed.ShouldBe(7);
        encoding.Items[0].Z.ShouldNotBe(encoding.Items[0].Mu);
    }

    [Theory]
    [InlineData(PictureFormat.Png, "image/png")]
    [InlineData(PictureFormat.WebP, "image/webp")]
    [InlineData(PictureFormat.Jpeg, "image/jpeg")]
    [InlineData(PictureFormat.Gif, "image/gif")]
    public async Task Pictures_ComeInTheFormAskedFor(PictureFormat format, string mediaType)
    {
        Picture[] pictures =
        [
            await Client.DecodePictureAsync(Latents, picture: new(format)),
            await Client.SamplePictureAsync(new() { Seed = 1 }, picture: new(format) { Columns = 2, Scale = 2 }),
            await Client.TraversePictureAsync(new() { Base = LatentPoint.Of(Latents[0]), Dimensions = [0, 2], Steps = 3 }, picture: new(format)),
            await Client.ManifoldPictureAsync(new() { Rows = 2, Columns = 3 }, picture: new(format)),
            await Client.InterpolatePictureAsync(new(LatentPoint.Of(Latents[0]), LatentPoint.Of(await DigitAsync())) { Steps = 3, Method = "slerp" }, picture: new(format)),
        ];

        foreach (var picture in pictures)
        {
            picture.MediaType.ShouldBe(mediaType);
            picture.Bytes.Length.ShouldBeGreaterThan(100);
            picture.Model.ShouldBe("small@1");
        }
        pictures[1].Seed.ShouldBe(1);
    }

    [Fact]
    public async Task Interpolate_BeginsAndEndsWithItsEnds()
    {
        var path = await Client.InterpolateAsync(new(LatentPoint.Of(Latents[0]), LatentPoint.Of(Latents[1])) { Steps = 5 });
        var ends = await Client.DecodeAsync(Latents);

        path.Tensor.Shape.ShouldBe([5, 1, 28, 28]);
        path.Tensor.Row(0).ToArray().ShouldBe(ends.Tensor.Row(0).ToArray(), 1e-6);
        path.Tensor.Row(4).ToArray().ShouldBe(ends.Tensor.Row(1).ToArray(), 1e-6);
    }

    [Fact]
    public async Task Map_HasTheMeansOfTheDataset()
    {
        var map = await Client.GetMapAsync("small", "digits", "test", limit: 10);
        var near = await Client.GetNeighborsAsync(map.Items[3], "small", split: "test", k: 2);
        var point = await Client.FindNeighborsAsync(new() { Z = near.Z, Split = "test", K = 1 });

        (map.Model, map.Method, map.Count, map.X.Length, map.Y.Length, map.Labels!.Length).ShouldBe(("small@1", "pca", 10, 10, 10, 10));
        near.Neighbors.Count.ShouldBe(2);
        near.Neighbors[0].Distance.ShouldBeLessThanOrEqualTo(near.Neighbors[1].Distance);
        point.Neighbors.ShouldHaveSingleItem().Item.ShouldBe(map.Items[3], "the item itself is nearest to its own mean");
    }

    [Fact]
    public async Task Train_MakesOneJob_WhenItsKeyIsRepeated()
    {
        var request = new TrainRequest("digits") { Name = "once", Training = new() { Epochs = 1000 } };

        var first = await Client.TrainAsync(request, "a-key");
        var again = await Client.TrainAsync(request, "a-key");
        await Client.CancelJobAsync(first.Id);
        var ended = await Client.WaitForJobAsync(first.Id);

        again.Id.ShouldBe(first.Id);
        ended.State.ShouldBe(JobState.Canceled);
        Should.Throw<InvalidOperationException>(ended.RequireModel).Message.ShouldContain("Canceled");
        (await Client.ListJobsAsync(JobState.Canceled)).Items.ShouldContain(job => job.Id == first.Id);
    }

    [Fact]
    public async Task Refusals_SayWhatToMend()
    {
        var wrongLength = await Should.ThrowAsync<VaeProblemException>(Client.DecodeAsync([[1, 2]]));
        var unknown = await Should.ThrowAsync<VaeProblemException>(Client.GetModelAsync("a name with / and ?"));
        var outOfRange = await Should.ThrowAsync<VaeProblemException>(Client.TrainAsync(new("digits") { Training = new() { Epochs = 0 } }));

        wrongLength.Status.ShouldBe(422);
        wrongLength.Slug.ShouldBe("latent-dimension-mismatch");
        wrongLength.Extensions["expected"].GetInt32().ShouldBe(4);
        wrongLength.TraceId.ShouldNotBeNullOrEmpty();
        unknown.Slug.ShouldBe("model-not-found");
        outOfRange.Extensions["errors"][0].GetProperty("field").GetString().ShouldBe("training.epochs");
    }

    [Fact]
    public async Task Checkpoint_IsSafetensors()
    {
        using var file = new MemoryStream();

        var version = await Client.DownloadCheckpointAsync(file);
        var manifest = await Client.GetManifestAsync(version);

        version.ShouldBe("small@1");
        file.Length.ShouldBeGreaterThan(4 * (await Client.GetModelAsync(version)).Parameters);
        manifest.ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task Calls_End_WhenTheyAreCancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(Client.SampleAsync(cancellation: cancelled.Token));
        await Should.ThrowAsync<OperationCanceledException>(Client.WaitForJobAsync(service.Job.Id, cancellation: cancelled.Token));
    }

    private async Task<ImageFile> DigitAsync() => new((await Client.GetDatasetItemAsync("digits", 5, "test")).Bytes);
}
