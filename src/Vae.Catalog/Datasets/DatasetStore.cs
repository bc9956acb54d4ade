using Microsoft.Extensions.Logging;
using Vae.Core.Data;

namespace Vae.Catalog.Datasets;

/// <summary>
/// The datasets that jobs can name: built-in ones, and folders of IDX files or of images in <see cref="CatalogOptions.DatasetsDirectory"/>
/// (IDX: the folder itself and its direct subfolders; images: the subfolders; a folder's name, in lower case, is the dataset's). A name is
/// looked up in that listing and never becomes a path. Of two datasets with one name the built-in, then the first in order of folders counts.
/// Safe to call from several threads.
/// </summary>
/// <param name="options">Where the folders are.</param>
/// <param name="logger">Told of folders that are no good.</param>
public sealed class DatasetStore(CatalogOptions options, ILogger<DatasetStore> logger) : IDisposable
{
    // A training job, a viewer of another dataset; decoded images are large.
    private const int Kept = 2;

    private readonly SemaphoreSlim _gate = new(1, 1);

    // Under _gate. Newest last.
    private readonly List<(string Stamp, Dataset Dataset)> _loaded = [];
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>All datasets whose headers are sound, by name. Reads headers only, and those again only where files changed.</summary>
    /// <param name="cancellation">Ends the wait for a dataset that is being decoded.</param>
    public async Task<IReadOnlyList<DatasetInfo>> ListAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return [.. Sources().Select(Describe).OfType<DatasetInfo>().OrderBy(info => info.Name, StringComparer.Ordinal)];
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The dataset's description, or null.</summary>
    /// <param name="name">Any text; only a name of the listing finds anything.</param>
    /// <param name="cancellation">Ends the wait for a dataset that is being decoded.</param>
    public async Task<DatasetInfo?> FindAsync(string name, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return Source(name) is { } source ? Describe(source) : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Decodes the dataset, once: the two used last are kept until their files change.</summary>
    /// <param name="name">Any text; only a name of the listing finds anything.</param>
    /// <param name="cancellation">Ends the wait for another dataset that is being decoded; decoding itself is not interrupted.</param>
    /// <returns>The dataset, shared and immutable. Its <see cref="Dataset.Name"/> is the folder's.</returns>
    /// <exception cref="DatasetNotFoundException">There is none of that name.</exception>
    /// <exception cref="DatasetInvalidException">Its files are not what they say.</exception>
    public async Task<Dataset> LoadAsync(string name, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await DecodeAsync(Source(name) ?? throw new DatasetNotFoundException(name)).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What a look at every pixel finds; kept until the dataset's files change. The first call decodes the dataset.</summary>
    /// <param name="name">Any text; only a name of the listing finds anything.</param>
    /// <param name="cancellation">Ends the wait for another dataset that is being decoded.</param>
    /// <exception cref="DatasetNotFoundException">There is none of that name.</exception>
    /// <exception cref="DatasetInvalidException">Its files are not what they say.</exception>
    public async Task<DatasetProfile> ProfileAsync(string name, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var source = Source(name) ?? throw new DatasetNotFoundException(name);
            if (_known.TryGetValue(name, out var known) && known.Stamp == source.Stamp && known.Profile is { } profile)
                return profile;
            var dataset = await DecodeAsync(source).ConfigureAwait(false);
            profile = await Task.Run(() => DatasetProfile.Of(dataset), CancellationToken.None).ConfigureAwait(false);
            _known[name] = _known[name] with { Profile = profile };
            return profile;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Lets go of the decoded datasets.</summary>
    public void Dispose()
    {
        _loaded.Clear();
        _gate.Dispose();
    }

    /// <summary>The decoded dataset, under the gate.</summary>
    private async Task<Dataset> DecodeAsync(DatasetSource source)
    {
        var place = _loaded.FindIndex(entry => entry.Stamp == source.Stamp);
        var dataset = place >= 0
            ? _loaded[place].Dataset
            : await Task.Run(source.Read, CancellationToken.None).ConfigureAwait(false) ?? throw new DatasetNotFoundException(source.Name);
        if (place >= 0)
            _loaded.RemoveAt(place);
        _loaded.Add((source.Stamp, dataset));
        if (_loaded.Count > Kept)
            _loaded.RemoveAt(0);
        var profile = _known.TryGetValue(source.Name, out var known) && known.Stamp == source.Stamp ? known.Profile : null;
        _known[source.Name] = new Known(source.Stamp, DatasetOutline.Of(dataset), dataset.Sha256, profile);
        return dataset;
    }

    private IEnumerable<DatasetSource> Sources() => DatasetSource.Find(options.DatasetsDirectory).DistinctBy(source => source.Name);

    private DatasetSource? Source(string name) => Names.IsValid(name) ? Sources().FirstOrDefault(source => source.Name == name) : null;

    private DatasetInfo? Describe(DatasetSource source)
    {
        if (!_known.TryGetValue(source.Name, out var known) || known.Stamp != source.Stamp)
            _known[source.Name] = known = new Known(source.Stamp, Outline(source), Sha256: null, Profile: null);
        return known.Outline is { } outline
            ? new DatasetInfo(source.Name, outline.Shape, outline.TrainCount, outline.TestCount, outline.HasLabels, source.Kind, known.Sha256)
            {
                LabelNames = outline.LabelNames,
            }
            : null;
    }

    private DatasetOutline? Outline(DatasetSource source)
    {
        try
        {
            return source.Outline();
        }
        catch (DatasetInvalidException e)
        {
            logger.LogWarning(e, "Dataset {Name} is left out until its files change", source.Name);
            return null;
        }
    }

    // A null outline: the headers are wrong.
    private sealed record Known(string Stamp, DatasetOutline? Outline, string? Sha256, DatasetProfile? Profile);
}
