using Vae.Core.Data;
using Vae.Core.Data.Digits;

namespace Vae.Core.Training;

/// <summary>A dataset as a run uses it: what is trained on, what is watched, what is held out.</summary>
/// <param name="Train">What the steps see; grey where it is binarised anew in each step.</param>
/// <param name="Validation">The part of the training split that is kept back, or null.</param>
/// <param name="Test">The held-out split.</param>
public sealed record DataSplit(ImageSet Train, ImageSet? Validation, ImageSet Test)
{
    // Images that are only looked at are drawn by one seed, so that epochs, and runs with other seeds, are measured on the same pixels.
    private const long WatchedSeed = 20131220;

    /// <summary>Splits and binarises as the options say. The same options give the same images.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="options">Seed, <see cref="TrainingOptions.ValidationShare"/> and <see cref="TrainingOptions.Binarization"/>.</param>
    /// <exception cref="ArgumentException">There are too few images to keep some back and train on others.</exception>
    public static DataSplit Of(Dataset data, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var (train, validation) = options.ValidationShare > 0 ? KeepBack(data.Train, options) : (data.Train, null);
        if (options.Binarization == BinarizationKind.Static) train = Binarizer.Draw(train, options.Seed);
        return new DataSplit(train, validation is null ? null : Watched(validation, options), HeldOut(data, options));
    }

    /// <summary>The held-out images as a run with these options is measured on them: black and white where it trains on such.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="options">How the run trains.</param>
    public static ImageSet HeldOut(Dataset data, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        return Watched(data.Test, options);
    }

    /// <summary>The first of <see cref="HeldOut"/>.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="options">How the run trains.</param>
    /// <param name="count">How many; fewer where there are fewer.</param>
    public static ImageSet FirstHeldOut(Dataset data, TrainingOptions options, int count)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        // An image's draws depend on its index alone, so that these are the same pixels.
        return Watched(data.Test.Select([.. Enumerable.Range(0, Math.Min(count, data.Test.Count))]), options);
    }

    private static ImageSet Watched(ImageSet images, TrainingOptions options) =>
        options.Binarization == BinarizationKind.None ? images : Binarizer.Draw(images, WatchedSeed);

    private static (ImageSet Train, ImageSet Validation) KeepBack(ImageSet images, TrainingOptions options)
    {
        if (images.Count < 2)
            throw new ArgumentException($"Expected at least 2 training images, of which one can be kept back for validation; got {images.Count}.", nameof(images));
        var kept = Math.Clamp(ValidationSplit.Count(images.Count, options.ValidationShare), 1, images.Count - 1);
        var rows = Enumerable.Range(0, images.Count).ToArray();
        var random = SplitMix64.For(options.Seed, images.Count);
        // Fisher and Yates, as far as rows are needed.
        for (var i = 0; i < kept; i++)
        {
            var j = i + random.Index(rows.Length - i);
            (rows[i], rows[j]) = (rows[j], rows[i]);
        }

        return (images.Select(rows.AsSpan(kept)), images.Select(rows.AsSpan(0, kept)));
    }
}
