using System.Text.Json;
using Vae.EndToEnd.Tests.Support;
using Vae.TestUtils;

namespace Vae.EndToEnd.Tests;

public sealed class RecoveryTests
{
    private const string Request = """{"dataset":"tiny","preset":"mlp","name":"kept","training":{"epochs":60,"seed":7}}""";

    [Fact]
    public async Task KilledProcess_FindsItsJobAgain_AndPublishesOnce()
    {
        using var data = new TemporaryFolder();
        string id;
        using (ServiceProcess first = await Tiny.StartAsync(data.Path))
        {
            id = await first.TrainAsync(Request);
            await first.WaitAsync(async () => Epoch(await first.GetJsonAsync($"jobs/{id}")) >= 1, TimeSpan.FromMinutes(3), "the first progress");
            first.Kill();
        }

        using ServiceProcess second = await Tiny.StartAsync(data.Path);
        JsonElement job = await second.JobEndAsync(id, TimeSpan.FromMinutes(3));

        job.GetProperty("state").GetString().ShouldBe("succeeded", job.ToString());
        job.GetProperty("attempt").GetInt64().ShouldBe(2);
        job.GetProperty("model").GetString().ShouldBe("kept@1");
        (await second.GetJsonAsync("models")).GetProperty("items").GetArrayLength().ShouldBe(1);
        Directory.GetDirectories(Path.Combine(data.Path, "staging")).ShouldBeEmpty();
    }

    [Fact]
    public async Task SameJobTwice_GivesTheSameBits()
    {
        using var data = new TemporaryFolder();
        using ServiceProcess service = await Tiny.StartAsync(data.Path);

        byte[] first = await TrainAndDownloadAsync(service);
        byte[] second = await TrainAndDownloadAsync(service);

        second.ShouldBe(first);
    }

    private static async Task<byte[]> TrainAndDownloadAsync(ServiceProcess service)
    {
        JsonElement job = await service.JobEndAsync(await service.TrainAsync(Request), TimeSpan.FromMinutes(3));
        return await service.Http.GetByteArrayAsync($"models/{job.GetProperty("model").GetString()}/checkpoint");
    }

    private static int Epoch(JsonElement job) =>
        job.GetProperty("progress") is { ValueKind: JsonValueKind.Object } progress ? progress.GetProperty("epoch").GetInt32() : 0;
}
