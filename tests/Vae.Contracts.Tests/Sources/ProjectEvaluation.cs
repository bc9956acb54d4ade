using System.Diagnostics;
using System.Text.Json;
using Vae.TestUtils;

namespace Vae.Contracts.Tests.Sources;

/// <summary>Asks MSBuild what the projects of the nuget stack consist of. Nothing is restored or built.</summary>
internal static class ProjectEvaluation
{
    /// <summary>The binding has no place in the nuget stack; this project names nothing of the three libraries.</summary>
    private static readonly string[] NotOfTheStack = ["Vae.Torch", "Vae.Torch.Tests", "Vae.Contracts.Tests"];

    /// <summary>The facts of every project of the checkout that the nuget stack builds.</summary>
    public static async Task<IReadOnlyList<ProjectFacts>> ReadAllAsync(CancellationToken cancel)
    {
        IEnumerable<string> projects = new[] { "src", "tests", "bench" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Where(path => !NotOfTheStack.Contains(Path.GetFileNameWithoutExtension(path)))
            .Order(StringComparer.Ordinal);
        return await Task.WhenAll(projects.Select(project => ReadAsync(project, cancel)));
    }

    private static async Task<ProjectFacts> ReadAsync(string project, CancellationToken cancel)
    {
        using JsonDocument answer = JsonDocument.Parse(await AskAsync(project, cancel));
        JsonElement items = answer.RootElement.GetProperty("Items");
        JsonElement properties = answer.RootElement.GetProperty("Properties");
        return new ProjectFacts(
            project,
            [.. Paths(items, "Compile").Order(StringComparer.Ordinal)],
            [.. Paths(items, "ProjectReference")],
            [.. items.GetProperty("Using").EnumerateArray().Select(AsDirective)],
            [.. items.GetProperty("InternalsVisibleTo").EnumerateArray().Select(item => Text(item, "Identity"))],
            List(properties, "DefineConstants"),
            List(properties, "NoWarn"));
    }

    private static async Task<string> AskAsync(string project, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList =
            {
                "msbuild", project, "-p:Stack=nuget", "-getItem:Compile,ProjectReference,Using,InternalsVisibleTo", "-getProperty:DefineConstants,NoWarn",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The build that started this test leaves its own settings behind.
        foreach (string name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(cancel);
        string answer = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0 && answer.StartsWith('{')
            ? answer
            : throw new InvalidOperationException($"MSBuild did not evaluate {project} with -p:Stack=nuget (exit status {process.ExitCode}): {answer} {await errors}");
    }

    private static string AsDirective(JsonElement item)
    {
        string alias = Text(item, "Alias");
        string isStatic = Text(item, "Static").Equals("true", StringComparison.OrdinalIgnoreCase) ? "static " : "";
        return $"global using {isStatic}{(alias.Length > 0 ? alias + " = " : "")}{Text(item, "Identity")};";
    }

    private static IEnumerable<string> Paths(JsonElement items, string kind) => items.GetProperty(kind).EnumerateArray().Select(item => Text(item, "FullPath"));

    private static string Text(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) ? value.GetString()! : "";

    private static string[] List(JsonElement properties, string name) =>
        properties.GetProperty(name).GetString()!.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
