namespace Vae.Core.Imaging;

/// <summary>The image codec that this build brings.</summary>
public static class ImageCodecs
{
    /// <summary>Makes the codec.</summary>
    /// <returns>A codec for the life of the process; nothing to dispose.</returns>
    public static IImageCodec Create() => new ImageSharpCodec();
}
