using Vae.Core.Data;

namespace Vae.Catalog.Datasets;

/// <summary>What a look at every pixel of a dataset found, and at which pixels.</summary>
/// <param name="Profile">What was found.</param>
/// <param name="Sha256">Hash of the contents that were looked at, lower-case hex.</param>
public sealed record DatasetLook(DatasetProfile Profile, string Sha256);
