using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Vae.Core.Data;
using Vae.Core.Imaging;
using Vae.EndToEnd.Tests.Support;
using Vae.TestUtils;

namespace Vae.EndToEnd.Tests;

public sealed class PythonTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task Checkpoint_LoadsIntoTheWriteUpsPyTorchClass_WithTheSameMu()
    {
        Assert.SkipUnless(await HasPyTorchAsync(), "python3-torch is not installed");
        using var data = new TemporaryFolder();
        using ServiceProcess service = await Tiny.StartAsync(data.Path);
        string id = await service.TrainAsync("""{"dataset":"tiny","preset":"mlp","training":{"epochs":2,"seed":3}}""");
        await service.JobEndAsync(id, TimeSpan.FromMinutes(3));
        byte[] image = await service.Http.GetByteArrayAsync("datasets/tiny/items/5?split=test");

        float[] served = await EncodeAsync(service, image);
        float[] python = await EncodeWithPyTorchAsync(data.Path, await service.Http.GetByteArrayAsync("models/mlp/checkpoint"), image);

        python.Length.ShouldBe(20);
        for (int i = 0; i < python.Length; i++) python[i].ShouldBe(served[i], 1e-5);
    }

    private static async Task<float[]> EncodeAsync(ServiceProcess service, byte[] image)
    {
        using var body = new ByteArrayContent(image) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        HttpResponseMessage response = default!;
        await service.WaitAsync(async () => (response = await service.Http.PostAsync("encode", body)).IsSuccessStatusCode, TimeSpan.FromMinutes(1), "the model to serve");
        JsonElement answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        return answer.GetProperty("items")[0].GetProperty("mu").Deserialize<float[]>()!;
    }

    private static async Task<float[]> EncodeWithPyTorchAsync(string folder, byte[] checkpoint, byte[] image)
    {
        string weights = Path.Combine(folder, "downloaded.safetensors"), pixels = Path.Combine(folder, "pixels.f32");
        await File.WriteAllBytesAsync(weights, checkpoint);
        float[] values = new ImageReader(new ImageLimits()).Read(image, new ImageShape(1, 28, 28));
        await File.WriteAllBytesAsync(pixels, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        string script = Path.Combine(Repository.Root, "tests", "Vae.EndToEnd.Tests", "python", "encode_with_pytorch.py");
        return JsonSerializer.Deserialize<float[]>(await RunAsync(script, weights, pixels))!;
    }

    private static async Task<bool> HasPyTorchAsync() => File.Exists(Python) && await RunAsync("-c", "import torch, numpy; print('yes')") == "yes";

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Trim();
    }
}
