using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vae.Core.Imaging;
using Vae.TestUtils;

namespace Vae.EndToEnd.Tests;

/// <summary>The README's tour, run as it stands there.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task Tour_Works_WhenFollowedByTheLetter()
    {
        using var data = new TemporaryFolder();
        using var desk = new TemporaryFolder();
        using ServiceProcess service = await ServiceProcess.StartAsync(data.Path, ["--no-demo"]);
        string readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        string script = string.Join('\n', BashBlock().Matches(readme).Select(block => block.Groups[1].Value))
            .Replace("http://127.0.0.1:8080/", service.Address.ToString(), StringComparison.Ordinal);

        (int exitCode, string output) = await RunAsync(script, desk.Path);

        exitCode.ShouldBe(0, output);
        output.ShouldContain("event: end");
        output.ShouldContain("\"state\": \"succeeded\"");
        foreach (string picture in (string[])["digit.png", "decoded.png", "reconstruction.png", "sample.png", "walk.png", "traverse.png", "manifold.png", "tensor.png"])
            ImageGate.Inspect(await File.ReadAllBytesAsync(Path.Combine(desk.Path, picture)), new ImageLimits(), out _).Format.ShouldBe(ImageFormat.Png, picture);
        GifReader.Read(await File.ReadAllBytesAsync(Path.Combine(desk.Path, "walk.gif"))).Frames.Count.ShouldBe(12);
        JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(desk.Path, "map.json"))).GetProperty("count").GetInt32().ShouldBe(500);
        JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(desk.Path, "neighbors.json"))).GetArrayLength().ShouldBe(5);
        JsonElement latent = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(desk.Path, "latent.json")));
        latent.GetProperty("z").GetArrayLength().ShouldBe(20);
        new FileInfo(Path.Combine(desk.Path, "model.safetensors")).Length.ShouldBeGreaterThan(652_824 * 4);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string script, string folder)
    {
        string[] arguments = ["-euo", "pipefail", "-c", script];
        using Process bash = Process.Start(new ProcessStartInfo("bash", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = bash.StandardError.ReadToEndAsync();
        string output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return (bash.ExitCode, output + await errors);
    }

    [GeneratedRegex("^```bash\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex BashBlock();
}
