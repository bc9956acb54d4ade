using Vae.Core.Data;

namespace Vae.Catalog.Datasets;

/// <summary>What a listing shows of a dataset.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Shape of its images.</param>
/// <param name="TrainCount">Images in the training split.</param>
/// <param name="TestCount">Images in the held-out split.</param>
/// <param name="HasLabels">Whether images carry labels.</param>
/// <param name="Source"><c>built-in</c> or <c>folder</c>.</param>
/// <param name="Sha256">Hash of its contents; null until it was read once.</param>
public sealed record DatasetInfo(string Name, ImageShape Shape, int TrainCount, int TestCount, bool HasLabels, string Source, string? Sha256);

/// <summary>The datasets that jobs can name.</summary>
public sealed class DatasetStore
{
    /// <summary>All datasets, by name.</summary>
    public Task<IReadOnlyList<DatasetInfo>> ListAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>The dataset's description, or null.</summary>
    public Task<DatasetInfo?> FindAsync(string name, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Decodes (once; kept while in use) and returns the dataset.</summary>
    public Task<Dataset> LoadAsync(string name, CancellationToken cancellation) => throw new NotImplementedException();
}
