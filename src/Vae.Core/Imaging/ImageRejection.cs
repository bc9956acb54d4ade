namespace Vae.Core.Imaging;

/// <summary>Why an image was refused.</summary>
public enum ImageRejection
{
    /// <summary>Its first bytes are not those of PNG, JPEG or WebP.</summary>
    UnsupportedMediaType,

    /// <summary>Its header or its length exceeds <see cref="ImageLimits"/>.</summary>
    TooLarge,

    /// <summary>It is truncated, damaged, animated, CMYK or of a kind that is not read.</summary>
    Invalid,

    /// <summary>It goes on after its end: it may be two files in one.</summary>
    TrailingData,
}
