using System.Diagnostics;
using System.Text.Json;
using Vae.TestUtils;

namespace Vae.EndToEnd.Tests.Architecture;

/// <summary>Which packages each stack asks for, by MSBuild's own word. Nothing is restored.</summary>
public sealed class StackTests
{
    private static readonly string[] OfNuget = ["TorchSharp", "Hangfire", "SixLabors"];

    public static TheoryData<string, string, string[]> Packages => new()
    {
        { "Vae.Core", "", ["SixLabors.ImageSharp", "TorchSharp", "TorchSharp-cuda-linux"] },
        { "Vae.Core", "-p:TorchDevice=cpu", ["SixLabors.ImageSharp", "TorchSharp", "TorchSharp-cpu"] },
        { "Vae.Catalog", "", ["Dapper", "Microsoft.Data.Sqlite", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions"] },
        { "Vae.Worker", "", ["Hangfire.Core", "Hangfire.InMemory", "Hangfire.PostgreSql", "Microsoft.Extensions.Hosting"] },
        { "Vae.Api", "", ["Hangfire.AspNetCore", "Microsoft.AspNetCore.OpenApi", "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "Swashbuckle.AspNetCore.SwaggerUI"] },
        { "Vae.Torch", "", [] },
        { "Vae.Client", "", [] },
    };

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task Nuget_AsksForExactlyItsPackages(string project, string more, string[] expected) =>
        (await AskAsync(project, "-p:Stack=nuget", more)).ShouldBe(expected);

    [Theory]
    [InlineData("Vae.Core")]
    [InlineData("Vae.Catalog")]
    [InlineData("Vae.Worker")]
    [InlineData("Vae.Api")]
    public async Task Default_AsksForNoneOfTheOthers(string project) =>
        (await AskAsync(project)).ShouldNotContain(name => OfNuget.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

    [Theory]
    [InlineData("build", "Vae.sln", "Stack", "other", "-p:Stack=system (the default) or -p:Stack=nuget")]
    [InlineData("restore", "Vae.sln", "Stack", "other", "-p:Stack=system (the default) or -p:Stack=nuget")]
    [InlineData("restore", "src/Vae.Api", "Stack", "nugets", "-p:Stack=system (the default) or -p:Stack=nuget")]
    [InlineData("build", "src/Vae.Core", "TorchDevice", "gpu", "-p:TorchDevice=cuda (the default) or -p:TorchDevice=cpu")]
    public async Task WrongValue_EndsTheBuildInOneLine(string verb, string target, string property, string value, string allowed)
    {
        (int exitCode, string output) = await RunAsync(verb, target, $"-p:{property}={value}", "--nologo");

        exitCode.ShouldNotBe(0);
        string[] errors = [.. output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct()];
        errors.ShouldHaveSingleItem(output).ShouldContain(allowed);
    }

    private static async Task<IReadOnlyList<string>> AskAsync(string project, params string[] properties)
    {
        (int exitCode, string output) = await RunAsync(
            ["msbuild", Path.Combine("src", project), "-getItem:PackageReference", .. properties.Where(property => property.Length > 0)]);
        exitCode.ShouldBe(0, output);
        return [.. JsonElement.Parse(output).GetProperty("Items").GetProperty("PackageReference").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!)
            // An analyzer of every project.
            .Where(name => name != "Microsoft.CodeAnalysis.BannedApiAnalyzers")
            .Order(StringComparer.Ordinal)];
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true };
        // The tests' own build may have set these for its children.
        foreach (string name in (string[])["Stack", "TorchDevice"]) start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
