using System.Globalization;

namespace Vae.Client;

/// <summary>What a model is told of images' classes, where it was trained with labels: one class for all, or one for each.</summary>
public readonly record struct ImageLabels
{
    private readonly string? text;

    private ImageLabels(string text) => this.text = text;

    /// <summary>One class for all images, from 0.</summary>
    public static implicit operator ImageLabels(int label) => FromInt32(label);

    /// <summary>A class for each image, in their order.</summary>
    public static implicit operator ImageLabels(int[] labels) => FromArray(labels);

    /// <summary>One class for all images.</summary>
    /// <param name="label">The class, from 0.</param>
    public static ImageLabels FromInt32(int label) => new(label.ToString(CultureInfo.InvariantCulture));

    /// <summary>A class for each image.</summary>
    /// <param name="labels">The classes, from 0, in the images' order.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ImageLabels FromArray(int[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length == 0)
            throw new ArgumentException("There is no label; leave the argument out to tell none.", nameof(labels));
        return new(string.Join(',', labels.Select(label => label.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>The classes with commas between.</summary>
    public override string ToString() => text ?? "";
}
