using Microsoft.Extensions.Logging;
using Vae.Core.Data;

namespace Vae.Catalog.Datasets;

/// <summary>
/// The datasets that jobs can name: built-in ones, and folders of IDX files or of images in <see cref="CatalogOptions.DatasetsDirectory"/>
/// (IDX: the folder itself and its direct subfolders; images: the subfolders; a folder's name, in lower case, is the dataset's). A name is
/// looked up in that listing and never becomes a path. Of two datasets with one name the built-in, then the first in order of folders counts.
/// Safe to call from several threads: what is known is answered at once, also while a dataset is being decoded.
/// </summary>
/// <param name="options">Where the folders are.</param>
/// <param name="logger">Told of folders that are no good.</param>
public sealed class DatasetStore(CatalogOptions options, ILogger<DatasetStore> logger) : IDisposable
{
    // A training job, a viewer of another dataset; decoded images are large.
    private const int Kept = 2;

    // One after another, for decoded images are large; headers do not wait for them.
    private readonly SharedReads<Dataset> _decodes = new();
    private readonly SharedReads<Known> _headers = new();

    // Nothing is read under it.
    private readonly Lock _gate = new();

    // Under _gate. Newest last.
    private readonly List<Decoded> _loaded = [];
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Fault> _faults = new(StringComparer.Ordinal);

    /// <summary>All datasets whose headers are sound, by name. Reads headers only, and those again only where files changed.</summary>
    /// <param name="cancellation">Ends the wait for headers that are being read.</param>
    public async Task<IReadOnlyList<DatasetInfo>> ListAsync(CancellationToken cancellation)
    {
        var found = new List<DatasetInfo>();
        foreach (var source in Sources())
        {
            if (await DescribeAsync(source, cancellation).ConfigureAwait(false) is { } info)
                found.Add(info);
        }

        return [.. found.OrderBy(info => info.Name, StringComparer.Ordinal)];
    }

    /// <summary>The dataset's description, or null.</summary>
    /// <param name="name">Any text; only a name of the listing finds anything.</param>
    /// <param name="cancellation">Ends the wait for headers that are being read.</param>
    public async Task<DatasetInfo?> FindAsync(string name, CancellationToken cancellation) =>
        Source(name) is { } source ? await DescribeAsync(source, cancellation).ConfigureAwait(false) : null;

    /// <summary>
    /// Decodes the dataset, once however many ask: the two used last are kept until their files change. That a dataset is no good is kept as
    /// long.
    /// </summary>
    /// <param name="name">Any text; only a name of the listing finds anything.</param>
    /// <param name="cancellation">Ends the wait. A dataset that is being decoded is decoded to its end, and kept.</param>
    /// <returns>The dataset, shared and immutable. Its <see cref="Dataset.Name"/> is the folder's.</returns>
    /// <exception cref="DatasetNotFoundException">There is none of that name.</exception>
    /// <exception cref="DatasetInvalidException">Its files are not what they say.</exception>
    public async Task<Dataset> LoadAsync(string name, CancellationToken cancellation) =>
        await DecodeAsync(Source(name) ?? throw new DatasetNotFoundException(name), cancellation).ConfigureAwait(false);

    /// <summary>What a look at every pixel finds; kept until the dataset's files change. The first call decodes the dataset.</summary>
    /// <param name="name">Any text; only a name of the listing finds anything.</param>
    /// <param name="cancellation">Ends the wait, as for <see cref="LoadAsync"/>.</param>
    /// <exception cref="DatasetNotFoundException">There is none of that name.</exception>
    /// <exception cref="DatasetInvalidException">Its files are not what they say.</exception>
    public async Task<DatasetProfile> ProfileAsync(string name, CancellationToken cancellation) =>
        (await LookAsync(name, cancellation).ConfigureAwait(false)).Profile;

    /// <summary>As <see cref="ProfileAsync"/>, with the hash of what was looked at.</summary>
    /// <param name="name">Any text; only a name of the listing finds anything.</param>
    /// <param name="cancellation">Ends the wait, as for <see cref="LoadAsync"/>.</param>
    /// <exception cref="DatasetNotFoundException">There is none of that name.</exception>
    /// <exception cref="DatasetInvalidException">Its files are not what they say.</exception>
    public async Task<DatasetLook> LookAsync(string name, CancellationToken cancellation)
    {
        var source = Source(name) ?? throw new DatasetNotFoundException(name);
        if (Recall(source)?.Look is { } look)
            return look;
        var dataset = await DecodeAsync(source, cancellation).ConfigureAwait(false);
        // Its files may have changed since, and the look at them be another's by now.
        return Recall(source)?.Look is { } found && found.Sha256 == dataset.Sha256 ? found : LookAt(dataset);
    }

    /// <summary>Lets go of the decoded datasets.</summary>
    public void Dispose()
    {
        lock (_gate)
            _loaded.Clear();
    }

    private async Task<Dataset> DecodeAsync(DatasetSource source, CancellationToken cancellation) =>
        Cached(source) ?? await _decodes.RunAsync(source.Key, () => Cached(source) ?? Decode(source), cancellation).ConfigureAwait(false);

    /// <summary>The decoded dataset, where it is kept; null where it must be read.</summary>
    /// <exception cref="DatasetInvalidException">These very files were no good before.</exception>
    private Dataset? Cached(DatasetSource source)
    {
        lock (_gate)
        {
            if (_faults.TryGetValue(source.Name, out var fault) && fault.Stamp == source.Stamp)
                throw new DatasetInvalidException(fault.Cause.Message, fault.Cause);
            var place = _loaded.FindIndex(entry => entry.Stamp == source.Stamp);
            if (place < 0)
                return null;
            var entry = _loaded[place];
            _loaded.RemoveAt(place);
            _loaded.Add(entry);
            return entry.Dataset;
        }
    }

    private Dataset Decode(DatasetSource source)
    {
        try
        {
            var dataset = source.Read() ?? throw new DatasetNotFoundException(source.Name);
            var known = new Known(source.Stamp, DatasetOutline.Of(dataset), LookAt(dataset));
            lock (_gate)
            {
                _faults.Remove(source.Name);
                _known[source.Name] = known;
                _loaded.Add(new Decoded(source.Stamp, dataset));
                if (_loaded.Count > Kept)
                    _loaded.RemoveAt(0);
            }

            return dataset;
        }
        // Files that could not be opened may open next time, without a trace in the stamp.
        catch (DatasetInvalidException e) when (e.InnerException is not (IOException or UnauthorizedAccessException))
        {
            lock (_gate)
                _faults[source.Name] = new Fault(source.Stamp, e);
            throw;
        }
    }

    private static DatasetLook LookAt(Dataset dataset) => new(DatasetProfile.Of(dataset), dataset.Sha256);

    private IEnumerable<DatasetSource> Sources() => DatasetSource.Find(options.DatasetsDirectory).DistinctBy(source => source.Name);

    private DatasetSource? Source(string name) => Names.IsValid(name) ? Sources().FirstOrDefault(source => source.Name == name) : null;

    private Known? Recall(DatasetSource source)
    {
        lock (_gate)
            return _known.TryGetValue(source.Name, out var known) && known.Stamp == source.Stamp ? known : null;
    }

    private async Task<DatasetInfo?> DescribeAsync(DatasetSource source, CancellationToken cancellation)
    {
        var known = Recall(source)
            ?? await _headers.RunAsync(source.Key, () => Recall(source) ?? ReadHeaders(source), cancellation).ConfigureAwait(false);
        return known.Outline is { } outline
            ? new DatasetInfo(source.Name, outline.Shape, outline.TrainCount, outline.TestCount, outline.HasLabels, source.Kind, known.Look?.Sha256)
            {
                LabelNames = outline.LabelNames,
            }
            : null;
    }

    private Known ReadHeaders(DatasetSource source)
    {
        var known = new Known(source.Stamp, Outline(source), Look: null);
        lock (_gate)
        {
            // Decoded meanwhile: then more is known.
            if (_known.TryGetValue(source.Name, out var other) && other.Stamp == source.Stamp)
                return other;
            return _known[source.Name] = known;
        }
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

    private sealed record Decoded(string Stamp, Dataset Dataset);

    // A null outline: the headers are wrong. No look: not decoded yet.
    private sealed record Known(string Stamp, DatasetOutline? Outline, DatasetLook? Look);

    private sealed record Fault(string Stamp, DatasetInvalidException Cause);
}
