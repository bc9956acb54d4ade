using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vae.Core.Checkpoints;
using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Tests.Models;
using Vae.TestUtils;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Checkpoints;

public class CheckpointTests : TensorTest
{
    public static TheoryData<VaeOptions, ImageShape> Architectures { get; } = Every.Architecture;

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Load_GivesBackTheModelAndItsManifest(VaeOptions options, ImageShape shape)
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(options, shape);
        model.eval();
        var files = Checkpoint.Create(model, Some.Origin);

        using var loaded = Checkpoint.Load(files, files.Id);

        var z = randn(3, options.LatentDim);
        loaded.Model.Decode(z).data<float>().ToArray().ShouldBe(model.Decode(z).data<float>().ToArray());
        loaded.Model.training.ShouldBeFalse();
        loaded.Model.parameters().ShouldAllBe(parameter => !parameter.requires_grad);
        loaded.Manifest.Model.ShouldBe(options);
        loaded.Manifest.Input.ShouldBe(shape);
        loaded.Manifest.Parameters.ShouldBe(model.ParameterCount);
        loaded.Manifest.Origin.ShouldBe(Some.Origin);
        loaded.Manifest.Files.ShouldHaveSingleItem().Name.ShouldBe("model.safetensors");
        loaded.Manifest.Golden.Values.Count.ShouldBe(Math.Min(256, shape.Pixels));
    }

    [Fact]
    public void Load_WorksOutsideAnyScope_AndDisposeTakesEverythingBack()
    {
        using var model = Some.Model();
        var files = Checkpoint.Create(model, Some.Origin);
        var before = LiveTensors.Count;

        var loaded = Checkpoint.Load(files, null);
        (LiveTensors.Count - before).ShouldBeGreaterThan(0);
        loaded.Dispose();

        LiveTensors.Count.ShouldBe(before);
    }

    [Fact]
    public void Load_OutlivesTheScopeItWasCalledIn()
    {
        using var model = Some.Model();
        var files = Checkpoint.Create(model, Some.Origin);
        LoadedCheckpoint loaded;
        using (NewDisposeScope()) loaded = Checkpoint.Load(files, null);

        using (loaded)
        using (var again = new Vae.Core.Latents.LatentSpace(loaded.Model))
            loaded.Space.Decode([0, 0], 1).ShouldBe(again.Decode([0, 0], 1));
    }

    [Fact]
    public void Create_GivesTheSameBytes_WhenRepeated()
    {
        using var model = Some.Model();

        var (first, second) = (Checkpoint.Create(model, Some.Origin), Checkpoint.Create(model, Some.Origin));

        second.Weights.ToArray().ShouldBe(first.Weights.ToArray());
        Encoding.UTF8.GetString(second.Manifest.Span).ShouldBe(Encoding.UTF8.GetString(first.Manifest.Span));
        second.Id.ShouldBe(first.Id);
        first.Id.ShouldMatch("^[0-9a-f]{64}$");
    }

    [Fact]
    public void Create_WritesTheManifestInItsPublishedForm()
    {
        var manifest = JsonNode.Parse(SomeFiles().Manifest.Span)!.AsObject();

        manifest.Select(member => member.Key)
            .ShouldBe(["schemaVersion", "model", "input", "parameters", "origin", "report", "files", "producer", "golden"]);
        manifest["schemaVersion"]!.GetValue<int>().ShouldBe(2);
        manifest["model"]!.ToJsonString().ShouldBe(
            """{"architecture":"mlp","hiddenDims":[5],"activation":"relu","latentDim":2,"output":"sigmoid","range":"unit","posterior":"gaussian","classes":0,"learnedScale":false}""");
        manifest["input"]!.ToJsonString().ShouldBe("""{"channels":1,"height":4,"width":4}""");
        manifest["origin"]!.AsObject().Select(member => member.Key).ShouldBe(
            ["jobId", "fence", "dataset", "datasetSha256", "objective", "training", "train", "test", "device"]);
        manifest["origin"]!["training"]!.ToJsonString().ShouldStartWith(
            """{"epochs":10,"batchSize":128,"learningRate":0.001,"seed":0,"device":"auto","optimizer":"adam",""");
        manifest["origin"]!["test"]!.ToJsonString().ShouldBe("""{"loss":4,"recon":2.5,"kl":1.5}""");
    }

    [Fact]
    public void Load_GivesBackTheReport()
    {
        using var model = Some.Model();
        var files = Checkpoint.Create(model, Some.Origin, Some.Report);

        var report = Checkpoint.ReadManifest(files).Report!;

        JsonSerializer.Serialize(report).ShouldBe(JsonSerializer.Serialize(Some.Report));
        JsonNode.Parse(files.Manifest.Span)!["report"]!["basis"]!["likelihood"]!.GetValue<string>().ShouldBe("bernoulli");
        JsonNode.Parse(files.Manifest.Span)!["report"]!.AsObject().Select(member => member.Key).ShouldBe(
            ["basis", "protocol", "bound", "importance", "reconstruction", "latent", "samples", "classes", "health"]);
    }

    [Fact]
    public void Load_ReadsManifestsOfVersion1()
    {
        var files = SomeFiles();
        // A manifest as version 1 wrote it, about the same weights.
        var old = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Vae.Core.Tests", "Checkpoints", "manifest-v1.json")))!.AsObject();
        old["files"] = JsonNode.Parse(files.Manifest.Span)!["files"]!.DeepClone();
        old["golden"] = JsonNode.Parse(files.Manifest.Span)!["golden"]!.DeepClone();

        using var loaded = Checkpoint.Load(files with { Manifest = Encoding.UTF8.GetBytes(old.ToJsonString()) }, null);

        loaded.Manifest.SchemaVersion.ShouldBe(1);
        loaded.Manifest.Report.ShouldBeNull();
        loaded.Manifest.Model.ShouldBe(Some.MlpOptions);
        loaded.Manifest.Origin.Objective.ShouldBe(new() { Beta = 2 });
        loaded.Manifest.Origin.Training.ShouldBe(new() { Epochs = 3, Seed = 7 });
    }

    [Fact]
    public void Create_Refuses_WhenAWeightIsNotFinite()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model();
        using (no_grad()) model.parameters().First().view(-1).narrow(0, 3, 1).fill_(float.NaN);

        Should.Throw<CheckpointInvalidException>(() => Checkpoint.Create(model, Some.Origin)).Message.ShouldContain("'fc1.weight' holds NaN at index 3");
    }

    [Fact]
    public void Load_Refuses_WhenTheIdIsAnother()
    {
        var files = SomeFiles();

        Should.Throw<CheckpointInvalidException>(() => Checkpoint.Load(files, new string('0', 64))).Message.ShouldContain(files.Id);
    }

    [Fact]
    public void Load_Refuses_EveryCutAndEveryFlippedByte_OfTheWeights()
    {
        var files = SomeFiles();
        var weights = files.Weights.ToArray();
        for (var i = 0; i < weights.Length; i += 7)
        {
            var flipped = weights.ToArray();
            flipped[i] ^= 1;
            Should.Throw<CheckpointInvalidException>(() => Checkpoint.Load(files with { Weights = flipped }, null));
            Should.Throw<CheckpointInvalidException>(() => Checkpoint.Load(files with { Weights = weights.AsMemory(..i) }, null));
        }
    }

    [Fact]
    public void Load_Refuses_EveryCut_OfTheManifest()
    {
        var files = SomeFiles();
        for (var i = 0; i < files.Manifest.Length; i += 5)
        {
            Should.Throw<CheckpointInvalidException>(() => Checkpoint.Load(files with { Manifest = files.Manifest[..i] }, null));
        }
    }

    public static TheoryData<string, string, string?> ManifestChanges { get; } = new()
    {
        { "schemaVersion", "3", "Update the service" },
        { "schemaVersion", "0", "whole number" },
        { "schemaVersion", "\"1\"", "whole number" },
        { "unknown", "1", null },
        { "model", "null", null },
        { "model", """{"architecture":"pickle","latentDim":2}""", null },
        { "model", """{"latentDim":2}""", null },
        { "model", """{"architecture":"mlp","latentDim":2}""", null },
        { "model", """{"architecture":"mlp","latentDim":1000000000,"hiddenDims":[5]}""", "model.latentDim" },
        { "model", """{"architecture":"mlp","latentDim":2,"hiddenDims":[]}""", "model.hiddenDims" },
        { "model", """{"architecture":"mlp","latentDim":2,"hiddenDims":null}""", null },
        { "model", """{"architecture":"mlp","latentDim":2,"hiddenDims":[8192,8192,8192]}""", "parameters" },
        { "model", """{"architecture":"mlp","latentDim":2,"hiddenDims":[6]}""", "parameters" },
        { "model", """{"architecture":"conv","latentDim":2}""", "dataset" },
        { "model", """{"architecture":"resnet","latentDim":2}""", "dataset" },
        { "model", """{"architecture":"resnet","latentDim":2,"channels":[]}""", "dataset" },
        { "model", """{"architecture":"leaky-mlp","latentDim":2,"hiddenDims":[5]}""", "parameters" },
        { "model", """{"architecture":"leaky-mlp","latentDim":3,"hiddenDims":[5]}""", "model.latentDim" },
        { "model", """{"architecture":"mlp","latentDim":2,"hiddenDims":[5],"classes":-1}""", "model.classes" },
        { "model", """{"architecture":"mlp","latentDim":2,"hiddenDims":[5],"output":"tanh"}""", "model.range" },
        { "input", """{"channels":1,"height":2000000000,"width":2000000000}""", "dataset" },
        { "input", """{"channels":-1,"height":4,"width":4}""", "dataset" },
        { "parameters", "1", "parameters" },
        { "files", "[]", "0 files" },
        { "files", """[{"name":"../model.safetensors","bytes":1,"sha256":""}]""", "1 files" },
        { "files", "null", null },
        { "golden", """{"latent":[0],"decodeSha256":"","values":[]}""", "2 latents" },
        { "golden", """{"latent":[0,1e39],"decodeSha256":"","values":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}""", null },
        { "golden", """{"latent":[0,1],"decodeSha256":"","values":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}""", "differ by" },
        { "golden", """{"latent":[0,1],"decodeSha256":null,"values":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}""", null },
    };

    [Theory]
    [MemberData(nameof(ManifestChanges))]
    public void Load_Refuses_WhenTheManifestSaysOtherwise(string member, string value, string? message)
    {
        var refusal = Should.Throw<CheckpointInvalidException>(() => Checkpoint.Load(With(SomeFiles(), member, JsonNode.Parse(value)), null));

        if (message is not null) refusal.Message.ShouldContain(message, Case.Insensitive);
    }

    [Fact]
    public void Load_Refuses_WhenTheManifestRepeatsAMember()
    {
        var files = SomeFiles();
        var manifest = Encoding.UTF8.GetString(files.Manifest.Span).Replace("\"parameters\":", "\"parameters\": 1, \"parameters\":", StringComparison.Ordinal);

        Should.Throw<CheckpointInvalidException>(() => Checkpoint.Load(files with { Manifest = Encoding.UTF8.GetBytes(manifest) }, null));
    }

    /// <summary>As checkpoints were written before these could be chosen.</summary>
    [Fact]
    public void Load_Accepts_WhenTheManifestLeavesOutWhatHasADefault()
    {
        using var model = Some.Model(Some.ConvOptions, Some.ConvShape);
        var files = Checkpoint.Create(model, Some.Origin);
        var old = With(files, "model", JsonNode.Parse("""{"architecture":"conv","latentDim":2}"""));

        using var loaded = Checkpoint.Load(old, null);

        loaded.Manifest.Model.ShouldBe(Some.ConvOptions);
    }

    [Fact]
    public void Load_Accepts_WhenTheDecodeRoundsDifferently_WithinTheTolerance()
    {
        var files = SomeFiles();
        var golden = JsonNode.Parse(files.Manifest.Span)!["golden"]!.AsObject();
        golden["decodeSha256"] = new string('0', 64);
        golden["values"]![0] = golden["values"]![0]!.GetValue<float>() + 0.0009f;

        Checkpoint.Load(With(files, "golden", golden.DeepClone()), null).Dispose();

        golden["values"]![0] = golden["values"]![0]!.GetValue<float>() + 0.0009f;
        Should.Throw<CheckpointInvalidException>(() => Checkpoint.Load(With(files, "golden", golden.DeepClone()), null));
    }

    [Theory]
    [InlineData("one missing", "lack the tensor 'fc1.bias'")]
    [InlineData("one more", "first of them 'extra'")]
    [InlineData("transposed", "'fc1.weight' has shape [16, 5]")]
    [InlineData("infinite", "'fc1.weight' holds")]
    [InlineData("other values", "they differ by")]
    public void Load_Refuses_OtherWeights_EvenWithAHashThatFits(string change, string message)
    {
        var files = SomeFiles();
        var weights = SafeTensorsWriter.Write(Changed(change, SafeTensorsReader.Read(files.Weights)));
        var entry = new JsonObject { ["name"] = "model.safetensors", ["bytes"] = weights.Length, ["sha256"] = CheckpointFiles.Sha256(weights) };
        var forged = With(files with { Weights = weights }, "files", new JsonArray(entry));

        Should.Throw<CheckpointInvalidException>(() => Checkpoint.Load(forged, null)).Message.ShouldContain(message);
    }

    private static IEnumerable<SafeTensor> Changed(string change, IReadOnlyList<SafeTensor> entries)
    {
        return change switch
        {
            "one missing" => entries.Where(entry => entry.Name != "fc1.bias"),
            "one more" => [.. entries, new SafeTensor("extra", [1], new byte[4])],
            "transposed" => Replace("fc1.weight", entry => entry with { Shape = [16, 5] }),
            "infinite" => Replace("fc1.weight", entry => entry with { Data = Infinite(entry.Data) }),
            _ => Replace("fc4.bias", entry => entry with { Data = Ones(entry.Data.Length / 4) }),
        };

        IEnumerable<SafeTensor> Replace(string name, Func<SafeTensor, SafeTensor> with) =>
            entries.Select(entry => entry.Name == name ? with(entry) : entry);
    }

    private static CheckpointFiles SomeFiles()
    {
        using var model = Some.Model();
        return Checkpoint.Create(model, Some.Origin);
    }

    private static CheckpointFiles With(CheckpointFiles files, string member, JsonNode? value)
    {
        var manifest = JsonNode.Parse(files.Manifest.Span)!.AsObject();
        manifest[member] = value;
        return files with { Manifest = Encoding.UTF8.GetBytes(manifest.ToJsonString()) };
    }

    private static byte[] Infinite(ReadOnlyMemory<byte> data)
    {
        var bytes = data.ToArray();
        BinaryPrimitives.WriteSingleLittleEndian(bytes, float.PositiveInfinity);
        return bytes;
    }

    private static byte[] Ones(int count) => [.. Enumerable.Range(0, count).SelectMany(_ => BitConverter.GetBytes(1f))];
}
