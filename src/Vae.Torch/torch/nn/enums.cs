namespace TorchSharp;

/// <summary>How a tensor is continued beyond its edge.</summary>
public enum PaddingModes
{
    /// <summary>With zeros.</summary>
    Zeros = 0,
    /// <summary>Mirrored, without repeating the edge.</summary>
    Reflect = 1,
    /// <summary>By repeating the edge.</summary>
    Replicate = 2,
    /// <summary>Periodically.</summary>
    Circular = 3,
    /// <summary>With a given value.</summary>
    Constant = 4,
}

/// <summary>Padding of a convolution by name.</summary>
public enum Padding
{
    /// <summary>None: the kernel stays inside the image.</summary>
    Valid = 0,
    /// <summary>As much as keeps the size, for stride 1.</summary>
    Same = 1,
}

public static partial class torch
{
    /// <summary>How <see cref="nn.functional.interpolate"/> finds values between samples.</summary>
    public enum InterpolationMode
    {
        /// <summary>The nearest sample.</summary>
        Nearest = 0,
        /// <summary>Linear over two dimensions.</summary>
        Bilinear = 2,
        /// <summary>Cubic over two dimensions.</summary>
        Bicubic = 3,
        /// <summary>The mean over the area of the new sample.</summary>
        Area = 5,
    }

    /// <summary>How <see cref="nn.functional.upsample"/> finds values between samples.</summary>
    public enum UpsampleMode
    {
        /// <summary>The nearest sample.</summary>
        Nearest = 0,
        /// <summary>Linear over two dimensions.</summary>
        Bilinear = 2,
        /// <summary>Cubic over two dimensions.</summary>
        Bicubic = 3,
    }

    public static partial class nn
    {
        /// <summary>What a loss does with its elements.</summary>
        public enum Reduction : long
        {
            /// <summary>Returns them all.</summary>
            None = 0,
            /// <summary>Returns their mean over all elements, the batch included.</summary>
            Mean = 1,
            /// <summary>Returns their sum over all elements, the batch included.</summary>
            Sum = 2,
        }
    }
}
