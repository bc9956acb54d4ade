using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vae.Api.Errors;
using Vae.Api.Maps;
using Vae.Api.Tests.Support;
using Vae.Catalog;
using Vae.Catalog.Datasets;
using Vae.Catalog.Keys;
using Vae.Catalog.Models;
using Vae.Core;
using Vae.Core.Latents;

namespace Vae.Api.Tests.Maps;

/// <summary>Maps are the means of the items, whichever way they come: computed, from memory, from a file.</summary>
public sealed class MapTests(TrainedServer trained)
{
    private const int D = TrainedServer.LatentDim;
    private const int Total = 4000;
    private const string Raw = "application/octet-stream";
    private const string Map = "/models/small/map?split=test";
    private const string Neighbors = "/models/small/neighbors";

    private static readonly Dictionary<string, string?> SubmitOnly = new() { ["Worker:RunJobs"] = "false" };

    private ApiServer Server => trained.Server;

    [Fact]
    public async Task Map_IsThePrincipalAxesOfTheItemsMeans()
    {
        var answer = await Server.GetAsync(Map);

        answer.Status.ShouldBe(200, answer.Text);
        answer.Headers["X-Model-Version"].ShouldBe(TrainedServer.Model);
        var json = answer.Json;
        (json.GetProperty("model").GetString(), json.GetProperty("dataset").GetString(), json.GetProperty("split").GetString(), json.GetProperty("method").GetString())
            .ShouldBe((TrainedServer.Model, "digits", "test", "pca"));
        (json.GetProperty("count").GetInt32(), json.GetProperty("total").GetInt32(), json.GetProperty("latentDim").GetInt32()).ShouldBe((Total, Total, D));
        json.GetProperty("items").Deserialize<int[]>().ShouldBe(Enumerable.Range(0, Total));
        var means = await MeansAsync();
        var expected = PrincipalComponents.Of(means, D, 2, TestContext.Current.CancellationToken);
        Close(Floats(json, "x"), expected.Project(means, 0));
        Close(Floats(json, "y"), expected.Project(means, 1));
        Close([.. json.GetProperty("explainedVariance").EnumerateArray().Select(share => share.GetSingle())], [.. expected.Shares.Select(share => (float)share)]);
        var labels = json.GetProperty("labels").Deserialize<int[]>()!;
        foreach (var item in (int[])[0, 7, 3999])
            labels[item].ToString(CultureInfo.InvariantCulture).ShouldBe((await Server.GetAsync($"/datasets/digits/items/{item}?split=test")).Headers["X-Label"]);
    }

    [Fact]
    public async Task Map_ComesInEveryForm()
    {
        var json = (await Server.GetAsync(Map + "&limit=3")).Json;
        float[] x = Floats(json, "x"), y = Floats(json, "y");
        float[] pairs = [x[0], y[0], x[1], y[1], x[2], y[2]];

        var raw = await Server.GetAsync(Map + "&limit=3", Raw);
        var npy = await Server.GetAsync(Map + "&limit=3", "application/x-npy");
        var csv = await Server.GetAsync(Map + "&limit=3", "text/csv");

        json.GetProperty("items").Deserialize<int[]>().ShouldBe([0, 1333, 2666]);
        raw.Headers["X-Tensor-Shape"].ShouldBe("3,2");
        Floats(raw.Body).ShouldBe(pairs);
        Floats(npy.Body[128..]).ShouldBe(pairs);
        csv.Type.ShouldBe("text/csv");
        var lines = csv.Text.Split('\n');
        lines[0].ShouldBe("item,x,y,label");
        lines[2].ShouldBe(string.Create(CultureInfo.InvariantCulture, $"1333,{x[1]},{y[1]},{json.GetProperty("labels")[1].GetInt32()}"));
        lines.Length.ShouldBe(5);
        (await Server.GetAsync(Map, "image/png")).ShouldBeProblem(406, "not-acceptable");
    }

    [Theory]
    [InlineData("/models/none/map", 404, "model-not-found")]
    [InlineData("/models/small/map?dataset=none", 404, "dataset-not-found")]
    [InlineData("/models/small/map?dataset=../x", 404, "dataset-not-found")]
    [InlineData("/models/small/map?split=all", 422, "unknown-value")]
    [InlineData("/models/small/map?limit=0", 422, "count-out-of-range")]
    [InlineData("/models/small/neighbors?split=test", 400, "malformed-query")]
    [InlineData("/models/small/neighbors?split=test&item=4000", 404, "item-not-found")]
    [InlineData("/models/small/neighbors?split=test&item=-1", 404, "item-not-found")]
    [InlineData("/models/small/neighbors?split=test&item=1&k=0", 422, "count-out-of-range")]
    [InlineData("/models/small/neighbors?split=test&item=1&k=101", 422, "count-out-of-range")]
    public async Task Query_IsRefused_WhenItAsksForWhatIsNotThere(string path, int status, string slug) =>
        (await Server.GetAsync(path)).ShouldBeProblem(status, slug);

    [Fact]
    public async Task Neighbors_AreTheNearestOfAll()
    {
        var means = await MeansAsync();
        var z = means[(7 * D)..(8 * D)];
        var naive = Enumerable.Range(0, Total).Where(item => item != 7)
            .Select(item => (Item: item, Distance: Math.Sqrt(Enumerable.Range(0, D).Sum(d => Math.Pow((double)means[(item * D) + d] - z[d], 2)))))
            .OrderBy(pair => pair.Distance).ToArray();

        var answer = await Server.GetAsync(Neighbors + "?split=test&item=7");

        answer.Status.ShouldBe(200, answer.Text);
        var found = answer.Json.GetProperty("neighbors").EnumerateArray().ToArray();
        found.Length.ShouldBe(10);
        for (var i = 0; i < found.Length; i++)
        {
            // Two that are as far may change places: the means here come from one large pass, the server's from small ones.
            var distance = found[i].GetProperty("distance").GetDouble();
            distance.ShouldBe(naive[i].Distance, 1e-4);
            distance.ShouldBe(naive.Single(pair => pair.Item == found[i].GetProperty("item").GetInt32()).Distance, 1e-4);
        }
        var image = await Server.GetAsync(found[0].GetProperty("href").GetString()!);
        image.Status.ShouldBe(200);
        image.Headers["X-Label"].ShouldBe(found[0].GetProperty("label").GetInt32().ToString(CultureInfo.InvariantCulture));
        (await Server.PostJsonAsync(Neighbors, """{"item":7,"split":"test"}""")).Text.ShouldBe(answer.Text);
        Close(answer.Json.GetProperty("z").Deserialize<float[]>()!, z);
    }

    [Fact]
    public async Task Neighbors_OfAnItemsOwnImage_BeginWithIt()
    {
        var png = (await Server.GetAsync("/datasets/digits/items/7?split=test")).Body;

        var byImage = await Server.PostJsonAsync(Neighbors, $$"""{"image":"{{Pictures.DataUrl(png)}}","split":"test","k":1}""");
        var mu = JsonSerializer.Serialize(byImage.Json.GetProperty("z"));
        var byLatent = await Server.PostJsonAsync(Neighbors, $$"""{"z":{{mu}},"split":"test","k":1}""");

        byImage.Json.GetProperty("neighbors")[0].GetProperty("item").GetInt32().ShouldBe(7);
        byImage.Json.GetProperty("neighbors")[0].GetProperty("distance").GetDouble().ShouldBe(0, 1e-4);
        byLatent.Json.GetProperty("neighbors").GetRawText().ShouldBe(byImage.Json.GetProperty("neighbors").GetRawText());
    }

    [Theory]
    [InlineData("{}", 400, "malformed-json")]
    [InlineData("""{"z":[0,0,0,0],"item":1}""", 400, "malformed-json")]
    [InlineData("""{"item":"1"}""", 400, "malformed-json")]
    [InlineData("""{"item":1e9}""", 404, "item-not-found")]
    [InlineData("""{"item":1.5}""", 404, "item-not-found")]
    [InlineData("""{"z":[0]}""", 422, "latent-dimension-mismatch")]
    [InlineData("""{"z":[0,0,0,0],"k":1000}""", 422, "count-out-of-range")]
    [InlineData("""{"z":[0,0,0,0],"split":"all"}""", 422, "unknown-value")]
    [InlineData("""{"z":[0,0,0,0],"dataset":"none"}""", 404, "dataset-not-found")]
    public async Task Body_IsRefused_WhenItAsksForWhatIsNotThere(string body, int status, string slug) =>
        (await Server.PostJsonAsync(Neighbors, body)).ShouldBeProblem(status, slug);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Map_IsTheMeansThemselves_UpToTwoDimensions(int latentDim)
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await server.PublishAndServeAsync("flat", 1, latentDim);

        var map = (await server.GetAsync("/models/flat/map?split=test&limit=5")).Json;

        map.GetProperty("method").GetString().ShouldBe("identity");
        map.GetProperty("explainedVariance").EnumerateArray().Sum(share => share.GetDouble()).ShouldBe(1, 1e-9);
        for (var i = 0; i < 5; i++)
        {
            var png = (await server.GetAsync($"/datasets/digits/items/{i * 800}?split=test")).Body;
            var mu = (await server.PostBytesAsync("/encode", png, "image/png")).Json.GetProperty("items")[0].GetProperty("mu").Deserialize<float[]>()!;
            Floats(map, "x")[i].ShouldBe(mu[0], 1e-4);
            Floats(map, "y")[i].ShouldBe(latentDim == 2 ? mu[1] : 0, 1e-4);
        }
    }

    [Fact]
    public async Task Map_IsTakenFromItsFile_AndComputedAgainWhenThatIsDamaged()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?>(SubmitOnly) { ["Maps:MemoryBytes"] = "0" });
        await server.PublishAndServeAsync("kept", 1);
        var folder = Path.Combine(server.Services.GetRequiredService<CatalogOptions>().DataDirectory, "latents");
        var first = await server.GetAsync("/models/kept/map?split=test", Raw);
        var file = Directory.GetFiles(folder).ShouldHaveSingleItem();
        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        whole.Length.ShouldBe(48 + (Total * 3 * 4));
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        // Another map takes the place in memory.
        (await server.GetAsync("/models/kept/map?split=train&limit=1", Raw)).Status.ShouldBe(200);
        (await server.GetAsync("/models/kept/map?split=test", Raw)).Body.ShouldBe(first.Body);
        File.GetLastWriteTimeUtc(file).ShouldBe(DateTime.UnixEpoch, "it was read, not written");

        whole[^1] ^= 0x40;
        await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
        (await server.GetAsync("/models/kept/map?split=train&limit=1", Raw)).Status.ShouldBe(200);
        (await server.GetAsync("/models/kept/map?split=test", Raw)).Body.ShouldBe(first.Body);
        whole[^1] ^= 0x40;
        (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).ShouldBe(whole, "it was written anew");
    }

    [Fact]
    public async Task Map_IsPromised_WhileItIsComputed_AndComputedOnce()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?>(SubmitOnly) { ["Maps:Wait"] = "00:00:00.001" });
        await server.PublishAndServeAsync("slow", 1);
        var tensors = LiveTensors.Count;
        // Known before, so that the first request does not wait for the dataset itself.
        await server.GetAsync("/datasets/digits/items/0");

        var first = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.GetAsync("/models/slow/map")));

        foreach (var answer in first)
        {
            answer.Status.ShouldBe(202, answer.Text);
            answer.Json.GetProperty("state").GetString().ShouldBe("computing");
            answer.Json.GetProperty("total").GetInt32().ShouldBe(20_000);
            answer.Json.GetProperty("done").GetInt32().ShouldBeInRange(0, 20_000);
            answer.Headers["Retry-After"].ShouldBe("2");
        }
        // Nobody waits any more, and it is finished all the same.
        await Eventually.TrueAsync(async () => (await server.GetAsync("/models/slow/map?limit=1")).Status == 200, "the map is there");
        var folder = Path.Combine(server.Services.GetRequiredService<CatalogOptions>().DataDirectory, "latents");
        Directory.GetFiles(folder).ShouldHaveSingleItem();
        LiveTensors.Count.ShouldBe(tensors);
    }

    [Fact]
    public async Task Fault_IsToldToWhoeverComesBack()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?>(SubmitOnly) { ["Maps:Wait"] = "00:00:00.001" });
        await server.PublishAndServeAsync("slow", 1);
        var maps = server.Services.GetRequiredService<LatentMaps>();
        var datasets = server.Services.GetRequiredService<DatasetStore>();
        await datasets.LoadAsync("digits", cancellation);
        var dataset = (await datasets.FindAsync("digits", cancellation))!;
        var version = server.Services.GetRequiredService<Vae.Api.Inference.InferenceHost>().Newest!;
        var gone = version with { Name = "gone", Sha256 = new string('0', 64) };

        // The second waits for the first's end, and then finds no such version.
        (await maps.FindAsync(version, dataset, "train", cancellation)).Map.ShouldBeNull();
        (await maps.FindAsync(gone, dataset, "train", cancellation)).Map.ShouldBeNull();
        ProblemException? told = null;
        await Eventually.TrueAsync(async () => (told = await FaultAsync()) is not null, "the fault is told");

        told!.Problem.Slug.ShouldBe("model-not-found");
        (await FaultAsync()).ShouldBeSameAs(told, "it is not tried again at once");

        async Task<ProblemException?> FaultAsync()
        {
            try
            {
                await maps.FindAsync(gone, dataset, "train", cancellation);
                return null;
            }
            catch (ProblemException fault)
            {
                return fault;
            }
        }
    }

    [Fact]
    public async Task OtherDatasets_TakeTheScopeForThem()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await server.PublishAndServeAsync("own", 1);
        var infer = await TestKeys.MakeAsync(server, KeyScopes.Infer);
        var both = await TestKeys.MakeAsync(server, KeyScopes.Infer | KeyScopes.Dataset);

        foreach (var path in (string[])["/models/own/map?split=test&limit=1&dataset=", "/models/own/neighbors?split=test&item=1&dataset="])
        {
            (await TestKeys.SendAsync(server, "GET", path + "digits", infer)).Status.ShouldBe(200, "it trained the version");
            var refused = await TestKeys.SendAsync(server, "GET", path + "none", infer);
            refused.ShouldBeProblem(403, "insufficient-scope");
            refused.Headers["WWW-Authenticate"].ShouldContain("scope=\"dataset\"");
            (await TestKeys.SendAsync(server, "GET", path + "none", both)).ShouldBeProblem(404, "dataset-not-found");
        }
        const string body = """{"z":[0,0,0],"dataset":"none"}""";
        (await TestKeys.SendAsync(server, "POST", "/models/own/neighbors", infer, body)).ShouldBeProblem(403, "insufficient-scope");
        (await TestKeys.SendAsync(server, "POST", "/models/own/neighbors", both, body)).ShouldBeProblem(404, "dataset-not-found");
    }

    [Fact]
    public async Task Shutdown_EndsAMapThatIsBeingComputed()
    {
        var before = LiveTensors.Count;
        await using (var server = await ApiServer.StartAsync(new Dictionary<string, string?>(SubmitOnly) { ["Maps:Wait"] = "00:00:00.001" }))
        {
            await server.PublishAndServeAsync("gone", 1);
            await server.GetAsync("/datasets/digits/items/0");
            (await server.GetAsync("/models/gone/map")).Status.ShouldBe(202);
        }
        LiveTensors.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Map_Refuses_ADatasetOfAnotherShape()
    {
        using var folder = new Vae.TestUtils.TemporaryFolder();
        WriteIdx(folder.Path, "tiny", side: 4);
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?>(SubmitOnly) { ["Datasets:Directory"] = folder.Path });
        await server.PublishAndServeAsync("digit", 1);

        var answer = await server.GetAsync("/models/digit/map?dataset=tiny");

        answer.ShouldBeProblem(422, "dataset-mismatch");
        (answer.Json.GetProperty("expected").GetString(), answer.Json.GetProperty("actual").GetString()).ShouldBe(("1x28x28", "1x4x4"));
        (await server.PostJsonAsync("/models/digit/neighbors", """{"z":[0,0,0],"dataset":"tiny"}""")).ShouldBeProblem(422, "dataset-mismatch");
    }

    [Fact]
    public async Task Map_HasNoLabels_WhereTheDatasetHasNone()
    {
        using var folder = new Vae.TestUtils.TemporaryFolder();
        WriteIdx(folder.Path, "plain", side: 28);
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?>(SubmitOnly) { ["Datasets:Directory"] = folder.Path });
        await server.PublishAndServeAsync("digit", 1);

        var answer = await server.GetAsync("/models/digit/map?dataset=plain");

        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.GetProperty("labels").ValueKind.ShouldBe(JsonValueKind.Null);
        (await server.GetAsync("/models/digit/neighbors?dataset=plain&item=1")).Json.GetProperty("neighbors")[0].GetProperty("label").ValueKind.ShouldBe(JsonValueKind.Null);
        (await server.GetAsync("/models/digit/map?dataset=plain&limit=1", "text/csv")).Text.ShouldEndWith(",\n");
    }

    /// <summary>The test split's means, by the model itself.</summary>
    private async Task<float[]> MeansAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var set = (await Server.Services.GetRequiredService<DatasetStore>().LoadAsync("digits", cancellation)).Test;
        using var lease = await Server.Services.GetRequiredService<Vae.Api.Inference.InferenceHost>().LeaseAsync(new ModelRef("small", 1, null), "", cancellation);
        return lease.Space.Encode(Array.ConvertAll(set.Pixels.ToArray(), value => value / 255f), set.Count).Mu;
    }

    private static void WriteIdx(string folder, string name, byte side)
    {
        Directory.CreateDirectory(Path.Combine(folder, name));
        foreach (var (split, count) in ((string, byte)[])[("train", 4), ("t10k", 2)])
        {
            byte[] header = [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, side, 0, 0, 0, side];
            var pixels = Enumerable.Range(0, count * side * side).Select(i => (byte)(i * 31));
            File.WriteAllBytes(Path.Combine(folder, name, $"{split}-images-idx3-ubyte"), [.. header, .. pixels]);
        }
    }

    private static float[] Floats(JsonElement owner, string name) => owner.GetProperty(name).Deserialize<float[]>()!;

    private static float[] Floats(byte[] bytes) => [.. bytes.Chunk(4).Select(value => BinaryPrimitives.ReadSingleLittleEndian(value))];

    /// <summary>Float32 passes in batches of other sizes may round differently.</summary>
    private static void Close(float[] actual, float[] expected)
    {
        actual.Length.ShouldBe(expected.Length);
        actual.Zip(expected, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-4f);
    }
}
