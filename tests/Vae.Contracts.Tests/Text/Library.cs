using Vae.TestUtils;

namespace Vae.Contracts.Tests.Text;

/// <summary>A library of the nuget stack whose public API is known here by its contract file only.</summary>
/// <param name="Name">The name of its approved excerpt and, as a prefix, of its contract file.</param>
/// <param name="Namespace">The namespace that the lines leave out.</param>
/// <param name="Annotated">Whether it is compiled with nullable annotations; without, nothing is said about <see langword="null"/>.</param>
/// <param name="Neighbours">Types of other packages in its signatures. Their names are enough: our sources use none of them.</param>
internal sealed record Library(string Name, string Namespace, bool Annotated, params IReadOnlyList<string> Neighbours)
{
    public static IReadOnlyList<Library> All { get; } =
    [
        new("torchsharp", "TorchSharp", Annotated: true),
        new("hangfire", "Hangfire", Annotated: false, "Npgsql.NpgsqlConnection", "Newtonsoft.Json.JsonSerializerSettings"),
        new("imagesharp", "SixLabors.ImageSharp", Annotated: true),
    ];

    /// <summary>Where its approved excerpt lies.</summary>
    public string ApprovedFile => Path.Combine(Repository.Root, "tests", "Vae.Contracts.Tests", "Approved", Name + ".txt");

    public static Library Named(string name) => All.Single(library => library.Name == name);

    public IReadOnlyList<ContractLine> ReadApproved() => Read(ApprovedFile);

    /// <summary>The whole contract, from <paramref name="folder"/>.</summary>
    public IReadOnlyList<ContractLine> ReadContract(string folder)
    {
        string[] files = Directory.GetFiles(folder, Name + "*.txt");
        if (files.Length != 1)
            throw new FileNotFoundException($"One file {Name}*.txt is expected in {folder}, but there are {files.Length}.");
        return Read(files[0]);
    }

    private static IReadOnlyList<ContractLine> Read(string path) =>
        [.. File.ReadLines(path).Select(ContractLine.Read).OfType<ContractLine>()];

    public override string ToString() => Name;
}
