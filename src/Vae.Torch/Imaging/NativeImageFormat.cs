namespace Vae.Torch.Imaging;

/// <summary>The image formats that the native codecs read and write; the values cross the native border.</summary>
public enum NativeImageFormat
{
    /// <summary>PNG, by libpng.</summary>
    Png = 0,

    /// <summary>JPEG, by libjpeg-turbo.</summary>
    Jpeg = 1,

    /// <summary>Still WebP, by libwebp.</summary>
    WebP = 2,
}
