using System.Collections.Frozen;
using Vae.Catalog.Models;

namespace Vae.Api.Inference;

/// <summary>An immutable picture of the catalog: which version each reference names. While it stands, no request asks the database.</summary>
internal sealed class ModelDirectory
{
    private readonly FrozenDictionary<string, ModelVersion> byReference;

    private ModelDirectory(IReadOnlyList<ModelVersion> versions, string? revision)
    {
        Versions = versions;
        Revision = revision;
        var references = new Dictionary<string, ModelVersion>(StringComparer.Ordinal);
        foreach (var version in versions)
        {
            references.Add(version.Ref, version);
            // Newest first: the first of a name is the one that the bare name means.
            references.TryAdd(version.Name, version);
            foreach (var alias in version.Aliases)
                references[new ModelRef(version.Name, null, alias).ToString()] = version;
        }
        byReference = references.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Knows nothing.</summary>
    public static ModelDirectory Empty { get; } = new([], null);

    /// <summary>Servable versions, newest first.</summary>
    public IReadOnlyList<ModelVersion> Versions { get; }

    /// <summary>The catalog's revision that this shows; null when it shows none exactly.</summary>
    public string? Revision { get; }

    /// <summary>The picture of these versions.</summary>
    public static ModelDirectory Of(IReadOnlyList<ModelVersion> newestFirst, string? revision) => new(newestFirst, revision);

    /// <summary>The version that a reference names, or null where this picture has none.</summary>
    public ModelVersion? Find(ModelRef reference) => byReference.GetValueOrDefault(reference.ToString());

    /// <summary>The same without a version that turned out bad.</summary>
    public ModelDirectory Without(ModelVersion bad) => new([.. Versions.Where(version => version.Sequence != bad.Sequence)], null);
}
