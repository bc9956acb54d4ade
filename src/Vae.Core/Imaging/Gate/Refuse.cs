namespace Vae.Core.Imaging.Gate;

/// <summary>The refusals that the three gates share.</summary>
internal static class Refuse
{
    public static ImageRejectedException Invalid(string message) => new(ImageRejection.Invalid, message);

    public static ImageRejectedException Truncated(string where) => Invalid($"The image is truncated: it ends inside {where}.");

    public static ImageRejectedException Trailing(int bytes) =>
        new(ImageRejection.TrailingData, $"{bytes} bytes follow the end of the image; expected none.");

    /// <summary>Checks stored sides against the limits: the first thing done with a header.</summary>
    public static void OutsideLimits(long width, long height, ImageLimits limits)
    {
        if (width < 1 || height < 1)
            throw Invalid($"The image says it has {width} x {height} pixels; both sides must be at least 1.");
        if (width > limits.MaxSide || height > limits.MaxSide)
            throw new ImageRejectedException(limits, $"The image has {width} x {height} pixels; a side has at most {limits.MaxSide}.");
        if (width * height > limits.MaxPixels)
            throw new ImageRejectedException(limits, $"The image has {width} x {height} pixels; at most {limits.MaxPixels} are read.");
    }
}
