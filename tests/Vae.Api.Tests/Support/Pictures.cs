using Vae.Core.Imaging;

namespace Vae.Api.Tests.Support;

/// <summary>Images to send.</summary>
internal static class Pictures
{
    /// <summary>A bright disc on black.</summary>
    public static byte[] Disc(ImageFormat format = ImageFormat.Png, int side = 28, int channels = 1)
    {
        var pixels = new byte[side * side * channels];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                double dx = x - side / 2.0, dy = y - side / 2.0;
                if (dx * dx + dy * dy < side * side / 9.0)
                    pixels.AsSpan((y * side + x) * channels, channels).Fill(250);
            }
        }
        return ImageCodec.Encode(new PixelImage(side, side, channels, pixels), format);
    }

    public static string DataUrl(byte[] png) => $"data:image/png;base64,{Convert.ToBase64String(png)}";
}
