using System.Globalization;
using Vae.Core.Imaging;

namespace Vae.Api.Errors;

/// <summary>Problems that are about images and latent vectors.</summary>
internal static class InputProblems
{
    public static IReadOnlyList<string> ImageTypes { get; } = ["image/png", "image/jpeg", "image/webp"];

    public static Problem DimensionMismatch(int expected, int actual, int? vector = null)
    {
        var problem = new Problem(422, "latent-dimension-mismatch", "The latent vector has the wrong length",
            string.Create(CultureInfo.InvariantCulture, $"The model's latent vectors have {expected} values; this one has {actual}."))
            .With("expected", expected).With("actual", actual);
        return vector is { } row ? problem.With("vector", row) : problem;
    }

    public static Problem NotFinite(int index, int? vector) =>
        At(new Problem(422, "latent-not-finite", "A latent value is not finite",
            "Every value must be finite as a 32-bit float."), index, vector);

    public static Problem OutOfRange(int index, int? vector, float max) =>
        At(new Problem(422, "latent-out-of-range", "A latent value is out of range",
            string.Create(CultureInfo.InvariantCulture, $"Values must lie between -{max} and {max}: the model knows nothing further out."))
            .With("max", max), index, vector);

    public static Problem InvalidImage(string detail) =>
        new(422, "image-invalid", "The image cannot be decoded", detail);

    public static Problem InvalidTensor(string detail) =>
        new(422, "tensor-invalid", "The tensor is not what it says, or not what the model takes", detail);

    /// <summary>What a refused image means to the caller who sent it.</summary>
    public static Problem From(ImageRejectedException refusal, ImageLimits limits) => refusal.Reason switch
    {
        ImageRejection.UnsupportedMediaType => Problems.UnsupportedMediaType(ImageTypes, refusal.Message),
        ImageRejection.TooLarge => new Problem(422, "image-too-large", "The image is too large", refusal.Message)
            .With("maxSide", limits.MaxSide).With("maxPixels", limits.MaxPixels),
        ImageRejection.TrailingData => new Problem(422, "trailing-data", "Bytes follow the end of the image", refusal.Message),
        _ => InvalidImage(refusal.Message),
    };

    private static Problem At(Problem problem, int index, int? vector) =>
        vector is { } row ? problem.With("index", index).With("vector", row) : problem.With("index", index);
}
