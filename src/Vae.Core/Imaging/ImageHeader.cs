namespace Vae.Core.Imaging;

/// <summary>What the gate read from an image before any codec saw it.</summary>
/// <param name="Format">The format, told by the first bytes.</param>
/// <param name="Width">Stored columns, before <paramref name="Orientation"/> is applied; within <see cref="ImageLimits"/>.</param>
/// <param name="Height">Stored rows, before <paramref name="Orientation"/> is applied; within <see cref="ImageLimits"/>.</param>
/// <param name="Orientation">
/// EXIF's tag 0x0112, 1 to 8: where the stored first row and column belong. 1, as stored, where there is none or a senseless one.
/// </param>
public readonly record struct ImageHeader(ImageFormat Format, int Width, int Height, int Orientation)
{
    /// <summary>Bytes of the decoded image as RGBA.</summary>
    public int RgbaLength => checked(Width * Height * 4);
}
