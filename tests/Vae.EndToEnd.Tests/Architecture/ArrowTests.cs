using System.Xml.Linq;
using Vae.TestUtils;

namespace Vae.EndToEnd.Tests.Architecture;

public sealed class ArrowTests
{
    /// <summary>The chain of ARCHITECTURE.md: each project and the one project that it may name.</summary>
    public static TheoryData<string, string?> Chain => new()
    {
        { "Vae.Core", null },
        { "Vae.Catalog", "Vae.Core" },
        { "Vae.Worker", "Vae.Catalog" },
        { "Vae.Api", "Vae.Worker" },
    };

    /// <summary>Stands beside the chain: it knows the service by its HTTP alone, and the service does not know it.</summary>
    private const string Client = "Vae.Client";

    [Theory]
    [MemberData(nameof(Chain))]
    [InlineData(Client, null)]
    public void Project_NamesOnlyItsNeighbour(string project, string? neighbour)
    {
        XDocument file = XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"));

        string[] named = [.. file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!))];

        named.ShouldBe(neighbour is null ? [] : [neighbour]);
    }

    [Fact]
    public void Chain_HoldsEveryProject()
    {
        string[] projects = [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).Order()!];

        projects.ShouldBe([.. Chain.Select(row => row.Data.Item1).Append(Client).Order()], "a new project needs its place in the chain, in ARCHITECTURE.md and here");
    }
}
