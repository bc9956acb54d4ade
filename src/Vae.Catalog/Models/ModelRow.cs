using Vae.Catalog.Sql;
using Vae.Core.Data;
using Vae.Core.Training;

namespace Vae.Catalog.Models;

/// <summary>A row of <c>model_versions</c> as the database driver gives it.</summary>
internal sealed class ModelRow
{
    /// <summary>The columns, under the names of this class's properties.</summary>
    public const string Columns =
        """
        sequence AS Sequence, name AS Name, version AS Version, sha256 AS Sha256, job_id AS JobId, architecture AS Architecture,
        latent_dim AS LatentDim, channels AS Channels, height AS Height, width AS Width, parameters AS Parameters, dataset AS Dataset,
        train AS Train, test AS Test, created_at AS CreatedAt
        """;

    public long Sequence { get; init; }

    public required string Name { get; init; }

    public long Version { get; init; }

    public required string Sha256 { get; init; }

    public required string JobId { get; init; }

    public required string Architecture { get; init; }

    public long LatentDim { get; init; }

    public long Channels { get; init; }

    public long Height { get; init; }

    public long Width { get; init; }

    public long Parameters { get; init; }

    public required string Dataset { get; init; }

    public required string Train { get; init; }

    public required string Test { get; init; }

    public long CreatedAt { get; init; }

    public ModelVersion ToVersion(IReadOnlyList<string> aliases) => new()
    {
        Name = Name,
        Version = (int)Version,
        Sequence = Sequence,
        Architecture = Architecture,
        LatentDim = (int)LatentDim,
        Input = new ImageShape((int)Channels, (int)Height, (int)Width),
        Parameters = Parameters,
        Dataset = Dataset,
        Train = CatalogJson.Read<Losses>(Train),
        Test = CatalogJson.Read<Losses>(Test),
        Aliases = aliases,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        Sha256 = Sha256,
        JobId = JobId,
    };
}
