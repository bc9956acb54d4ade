using Vae.Api.Errors;
using Vae.Catalog.Models;
using Vae.Core.Data;

namespace Vae.Api.Endpoints.OpenInference;

/// <summary>Which half of an autoencoder a name of the protocol means.</summary>
internal enum ModelPart
{
    /// <summary>Images to posteriors.</summary>
    Encoder,

    /// <summary>Latents to images.</summary>
    Decoder,
}

/// <summary>A model as the protocol names it: a reference of ours and <c>.encoder</c> or <c>.decoder</c>.</summary>
/// <param name="Name">The name as the caller wrote it, which answers repeat.</param>
/// <param name="Reference">The version that is meant.</param>
/// <param name="Part">The half that is meant.</param>
internal sealed record OpenInferenceModel(string Name, ModelRef Reference, ModelPart Part)
{
    private const string EncoderSuffix = ".encoder";
    private const string DecoderSuffix = ".decoder";

    /// <summary>Whether the address may also name a version: an alias and <c>latest</c> already mean one.</summary>
    public bool HasVersions => Reference is { Name: not null, Alias: null };

    /// <summary>Reads the parts of an address.</summary>
    /// <param name="model"><c>{name}.encoder</c>, <c>{name}.decoder</c>; for <c>{name}</c> also <c>{name}:{alias}</c> or <c>latest</c>.</param>
    /// <param name="version">A version's number, or null for the newest.</param>
    /// <exception cref="ProblemException">404: no model can have this name, or the name takes no version.</exception>
    public static OpenInferenceModel Parse(string model, string? version)
    {
        var part = model.EndsWith(EncoderSuffix, StringComparison.Ordinal) ? ModelPart.Encoder
            : model.EndsWith(DecoderSuffix, StringComparison.Ordinal) ? ModelPart.Decoder
            : throw OpenInferenceProblems.UnknownModel().AsException();
        // Both suffixes have the same length.
        var name = model[..^EncoderSuffix.Length];
        // The protocol has its own place for a version.
        if (!ModelRef.TryParse(name, out var reference) || reference.Version is not null)
            throw OpenInferenceProblems.UnknownModel().AsException();
        if (version is null)
            return new(model, reference, part);

        if (reference is not { Name: { } bare, Alias: null } || !ModelRef.TryParse($"{bare}@{version}", out var pinned))
            throw OpenInferenceProblems.UnknownModel().AsException();
        return new(model, pinned, part);
    }
}

/// <summary>A tensor whose first dimension is the batch.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Item">Sizes of the dimensions after the batch.</param>
internal sealed record TensorSpec(string Name, IReadOnlyList<int> Item)
{
    /// <summary>Values in one item of the batch.</summary>
    public int Values { get; } = Item.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>The shape, for a batch of so many; -1 for any.</summary>
    public int[] Shape(int count) => [count, .. Item];
}

/// <summary>What a half of a model takes and gives.</summary>
/// <param name="Input">The one input.</param>
/// <param name="Outputs">The outputs, in the order in which they are given where a request does not choose.</param>
/// <param name="MaxBatch">Greatest batch.</param>
/// <param name="Min">Least legal value of the input.</param>
/// <param name="Max">Greatest legal value of the input.</param>
internal sealed record ModelSignature(TensorSpec Input, IReadOnlyList<TensorSpec> Outputs, int MaxBatch, float Min, float Max)
{
    /// <summary>Images in one request, at most.</summary>
    public const int MaxImages = 64;

    /// <summary>Latents in one request, at most.</summary>
    public const int MaxLatents = 4096;

    /// <summary>Values in one answer, at most: 64 MB as float32.</summary>
    public const int MaxOutputValues = 16_000_000;

    /// <summary>The signature of a version's half.</summary>
    /// <param name="part">The half.</param>
    /// <param name="version">The version.</param>
    /// <param name="magnitude">Greatest magnitude of a latent value.</param>
    public static ModelSignature Of(ModelPart part, ModelVersion version, float magnitude)
    {
        var image = new TensorSpec("x", Sizes(version.Input));
        if (part == ModelPart.Decoder)
            return new(new("z", [version.LatentDim]), [image], Math.Clamp(MaxOutputValues / image.Values, 1, MaxLatents), -magnitude, magnitude);
        return new(image, [new("mu", [version.LatentDim]), new("logvar", [version.LatentDim])], MaxImages, 0, 1);
    }

    private static int[] Sizes(ImageShape shape) => [shape.Channels, shape.Height, shape.Width];
}
