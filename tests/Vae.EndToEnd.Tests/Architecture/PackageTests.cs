using System.Text.Json;
using Vae.EndToEnd.Tests.Support;

namespace Vae.EndToEnd.Tests.Architecture;

/// <summary>Which packages the projects ask for, by MSBuild's own word. Nothing is restored.</summary>
public sealed class PackageTests
{
    public static TheoryData<string, string, string[]> Packages => new()
    {
        { "Vae.Core", "cpu", ["SixLabors.ImageSharp", "System.IO.Hashing", "TorchSharp", "libtorch-cpu-linux-x64"] },
        { "Vae.Core", "cuda", ["SixLabors.ImageSharp", "System.IO.Hashing", "TorchSharp", "TorchSharp-cuda-linux"] },
        { "Vae.Catalog", "cuda", ["Dapper", "Microsoft.Data.Sqlite", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions"] },
        { "Vae.Worker", "cuda", ["Hangfire.Core", "Hangfire.InMemory", "Hangfire.PostgreSql", "Microsoft.Extensions.Hosting"] },
        { "Vae.Api", "cuda", ["Hangfire.AspNetCore", "Microsoft.AspNetCore.OpenApi", "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "Swashbuckle.AspNetCore"] },
        { "Vae.Client", "cuda", [] },
    };

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task Project_AsksForExactlyItsPackages(string project, string device, string[] expected) =>
        (await AskAsync(project, device)).Keys.Order(StringComparer.Ordinal).ShouldBe(expected);

    [Fact]
    public async Task Cuda_TakesTheSameTorchSharp()
    {
        var (exitCode, output) = await Dotnet.RunAsync("msbuild", "src/Vae.Core", "-p:TorchDevice=cuda", "-getItem:PackageVersion");
        exitCode.ShouldBe(0, output);
        var versions = Items(output, "PackageVersion");
        versions["TorchSharp-cuda-linux"].ShouldBe("0.107.0");
        versions["TorchSharp"].ShouldBe("0.107.0");
    }

    [Theory]
    [InlineData("build", "Vae.sln")]
    [InlineData("restore", "Vae.sln")]
    [InlineData("build", "src/Vae.Core")]
    public async Task UnknownDevice_EndsTheBuildInOneLine(string verb, string target)
    {
        var (exitCode, output) = await Dotnet.RunAsync(verb, target, "-p:TorchDevice=gpu", "--nologo");

        exitCode.ShouldNotBe(0);
        string[] errors = [.. output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct()];
        errors.ShouldHaveSingleItem(output).ShouldContain("-p:TorchDevice=cpu (the default) or -p:TorchDevice=cuda");
    }

    private static async Task<Dictionary<string, string>> AskAsync(string project, string device)
    {
        var (exitCode, output) = await Dotnet.RunAsync("msbuild", $"src/{project}", $"-p:TorchDevice={device}", "-getItem:PackageReference");
        exitCode.ShouldBe(0, output);
        var items = Items(output, "PackageReference");
        // An analyzer of every project.
        items.Remove("Microsoft.CodeAnalysis.BannedApiAnalyzers");
        return items;
    }

    private static Dictionary<string, string> Items(string output, string kind) => JsonElement.Parse(output).GetProperty("Items").GetProperty(kind).EnumerateArray()
        .ToDictionary(
            item => item.GetProperty("Identity").GetString()!,
            item => item.TryGetProperty("Version", out var version) ? version.GetString()! : "",
            StringComparer.Ordinal);
}
