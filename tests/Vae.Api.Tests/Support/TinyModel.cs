using Vae.Api.Inference;
using Vae.Catalog.Models;
using Vae.Core.Checkpoints;
using Vae.Core.Data;
using Vae.Core.Training;

namespace Vae.Api.Tests.Support;

/// <summary>Loaded versions that nobody published.</summary>
internal static class TinyModel
{
    public const int LatentDim = 3;

    public static ImageShape Shape { get; } = new(1, 28, 28);

    public static ModelSnapshot Snapshot(int version = 1, string name = "tiny")
    {
        var files = TestModels.Files(TestModels.Options(LatentDim), seed: version, "job", 1);
        var checkpoint = Checkpoint.Load(files, null);
        return new(Version(checkpoint, files.Id, version, name), checkpoint);
    }

    public static ModelVersion Version(LoadedCheckpoint checkpoint, string sha256, int version = 1, string name = "tiny") => new()
    {
        Name = name,
        Version = version,
        Sequence = version,
        Architecture = "mlp",
        LatentDim = LatentDim,
        Input = Shape,
        Parameters = checkpoint.Manifest.Parameters,
        Dataset = "digits",
        Train = new Losses(3, 2, 1),
        Test = new Losses(4, 3, 1),
        Aliases = [],
        CreatedAt = default,
        Sha256 = sha256,
        JobId = "job",
    };
}
