namespace Vae.Core.Imaging;

/// <summary>An image of interleaved 8-bit samples, ready to be encoded.</summary>
/// <param name="Width">Columns, ≥ 1.</param>
/// <param name="Height">Rows, ≥ 1.</param>
/// <param name="Channels">1 (grey) or 3 (RGB).</param>
/// <param name="Pixels"><c>[Height, Width, Channels]</c> bytes, 0 to 255.</param>
public sealed record PixelImage(int Width, int Height, int Channels, byte[] Pixels);
