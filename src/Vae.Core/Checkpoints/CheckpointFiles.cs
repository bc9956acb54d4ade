using System.Security.Cryptography;

namespace Vae.Core.Checkpoints;

/// <summary>The two files of a checkpoint, in private memory.</summary>
/// <param name="Manifest">UTF-8 JSON of a <see cref="CheckpointManifest"/>.</param>
/// <param name="Weights">safetensors.</param>
public sealed record CheckpointFiles(ReadOnlyMemory<byte> Manifest, ReadOnlyMemory<byte> Weights)
{
    /// <summary>Name of the manifest in a checkpoint's folder.</summary>
    public const string ManifestName = "manifest.json";

    /// <summary>Name of the weights in a checkpoint's folder.</summary>
    public const string WeightsName = "model.safetensors";

    /// <summary>The checkpoint's identity: SHA-256 of the manifest, 64 lower-case hex digits. Computed at each reading.</summary>
    public string Id => Sha256(Manifest.Span);

    /// <summary>SHA-256 as 64 lower-case hex digits.</summary>
    internal static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
