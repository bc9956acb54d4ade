namespace Vae.Catalog.Datasets;

/// <summary>There is no dataset of that name, or not any more.</summary>
/// <param name="name">The name, which follows <see cref="Names.Rule"/> or is not shown.</param>
public sealed class DatasetNotFoundException(string name)
    : Exception(Names.IsValid(name) ? $"There is no dataset '{name}'." : "There is no dataset of that name.");
