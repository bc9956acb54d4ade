namespace Vae.Core.Imaging;

/// <summary>The image formats that are read and written.</summary>
public enum ImageFormat
{
    /// <summary>PNG (<c>image/png</c>), lossless.</summary>
    Png,

    /// <summary>JPEG (<c>image/jpeg</c>), lossy.</summary>
    Jpeg,

    /// <summary>Still WebP (<c>image/webp</c>), lossless or lossy.</summary>
    WebP,
}
