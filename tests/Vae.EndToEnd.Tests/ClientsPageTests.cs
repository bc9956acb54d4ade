using System.Diagnostics;
using System.Text.RegularExpressions;
using Vae.Core.Imaging;
using Vae.TestUtils;

namespace Vae.EndToEnd.Tests;

/// <summary>What docs/clients.md and Vae.http show, held to what the service is.</summary>
public sealed partial class ClientsPageTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task PythonSnippet_Works_WhenFollowedByTheLetter()
    {
        Assert.SkipUnless(File.Exists(Python) && (await RunAsync("import requests, numpy", "/")).ExitCode == 0, "python3-requests or python3-numpy is not installed");
        using var data = new TemporaryFolder();
        using var desk = new TemporaryFolder();
        using ServiceProcess service = await ServiceProcess.StartAsync(data.Path, ["--no-demo"]);
        string script = PythonBlock().Match(await ReadAsync("docs", "clients.md")).Groups[1].Value
            .Replace("http://127.0.0.1:8080/", service.Address.ToString(), StringComparison.Ordinal);

        (int exitCode, string output) = await RunAsync(script, desk.Path);

        exitCode.ShouldBe(0, output);
        output.ShouldContain("epoch 2 test loss ");
        output.ShouldContain("mlp@1 (1, 1, 28, 28) (8, 1, 28, 28) 1 (12, 1, 28, 28)");
        ImageGate.Inspect(await File.ReadAllBytesAsync(Path.Combine(desk.Path, "sample.png")), new ImageLimits(), out _).Format.ShouldBe(ImageFormat.Png);
    }

    [Fact]
    public async Task HttpFile_HasEveryRoute()
    {
        string file = await ReadAsync("Vae.http");
        string[] requests = [.. RequestLine().Matches(file).Select(line => $"{line.Groups[1].Value} {line.Groups[2].Value}")];

        foreach (var path in System.Text.Json.JsonElement.Parse(await ReadAsync("docs", "openapi.json")).GetProperty("paths").EnumerateObject())
        {
            string pattern = "^" + Regex.Replace(path.Name, @"\{[^}]+\}", "[^/?]+") + "$";
            foreach (var operation in path.Value.EnumerateObject())
                requests.ShouldContain(request => Regex.IsMatch(request, pattern.Replace("^", $"^{operation.Name.ToUpperInvariant()} ", StringComparison.Ordinal)), $"{operation.Name} {path.Name} is missing in Vae.http");
        }
    }

    private static Task<string> ReadAsync(params string[] path) => File.ReadAllTextAsync(Path.Combine([Repository.Root, .. path]));

    private static async Task<(int ExitCode, string Output)> RunAsync(string script, string folder)
    {
        string[] arguments = ["-c", script];
        using Process python = Process.Start(new ProcessStartInfo(Python, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = python.StandardError.ReadToEndAsync();
        string output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        return (python.ExitCode, output + await errors);
    }

    [GeneratedRegex("^```python\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex PythonBlock();

    /// <summary>Method and path, without the address before it and the query behind it.</summary>
    [GeneratedRegex(@"^([A-Z]+) \{\{vae\}\}(/[^?\s]*)", RegexOptions.Multiline)]
    private static partial Regex RequestLine();
}
