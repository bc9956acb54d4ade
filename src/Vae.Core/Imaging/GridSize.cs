namespace Vae.Core.Imaging;

/// <summary>The size of a composed grid of interleaved 8-bit samples.</summary>
/// <param name="Width">Columns, in pixels.</param>
/// <param name="Height">Rows, in pixels.</param>
/// <param name="Channels">1 (grey) or 3 (RGB).</param>
/// <param name="Bytes"><c>Height · Width · Channels</c>.</param>
public readonly record struct GridSize(int Width, int Height, int Channels, int Bytes);
