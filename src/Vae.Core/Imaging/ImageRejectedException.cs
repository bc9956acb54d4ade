namespace Vae.Core.Imaging;

/// <summary>An image that was refused. The message is fit for the person who sent it: no path, no text from the image.</summary>
public sealed class ImageRejectedException : Exception
{
    /// <summary>A refusal for a reason other than a limit.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="innerException">The codec's own error; its text is for the log, not for the sender.</param>
    public ImageRejectedException(ImageRejection reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>A refusal because a limit is exceeded.</summary>
    /// <param name="limits">The limits in force.</param>
    /// <param name="message">Which limit, and what was found.</param>
    public ImageRejectedException(ImageLimits limits, string message)
        : base(message)
    {
        ArgumentNullException.ThrowIfNull(limits);
        Reason = ImageRejection.TooLarge;
        MaxSide = limits.MaxSide;
        MaxPixels = limits.MaxPixels;
        MaxBytes = limits.MaxBytes;
    }

    /// <summary>Why the image was refused.</summary>
    public ImageRejection Reason { get; }

    /// <summary>The longest side allowed, in pixels; null unless <see cref="Reason"/> is <see cref="ImageRejection.TooLarge"/>.</summary>
    public int? MaxSide { get; }

    /// <summary>The most pixels allowed; null unless <see cref="Reason"/> is <see cref="ImageRejection.TooLarge"/>.</summary>
    public int? MaxPixels { get; }

    /// <summary>The longest encoded image allowed, in bytes; null unless <see cref="Reason"/> is <see cref="ImageRejection.TooLarge"/>.</summary>
    public int? MaxBytes { get; }
}
