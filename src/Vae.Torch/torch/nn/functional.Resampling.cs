using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Adds elements at the ends of the last dimensions.</summary>
            /// <param name="input">Any shape for a constant; [B, C, H, W] for the other modes.</param>
            /// <param name="pad">Before and after, of the last dimension first.</param>
            /// <param name="mode">How the tensor continues. Default: with <paramref name="value"/>.</param>
            /// <param name="value">The constant. Default: 0.</param>
            /// <returns>The enlarged tensor.</returns>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                ArgumentNullException.ThrowIfNull(pad);
                return Made(THSNN_pad(Of(input), pad, pad.Length, (int)mode, value, out IntPtr result), result);
            }

            /// <summary>Adds elements at the ends of the last two dimensions.</summary>
            /// <param name="input">[…, H, W].</param>
            /// <param name="pad">Left, right, top, bottom.</param>
            /// <param name="mode">How the tensor continues. Default: with <paramref name="value"/>.</param>
            /// <param name="value">The constant. Default: 0.</param>
            /// <returns>The enlarged tensor.</returns>
            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            /// <summary>Resamples images.</summary>
            /// <param name="x">[B, C, H, W].</param>
            /// <param name="size">The new [H, W]; exactly one of this and <paramref name="scale_factor"/> is given.</param>
            /// <param name="scale_factor">One factor for both or [of H, of W].</param>
            /// <param name="mode">Default: the nearest sample.</param>
            /// <param name="align_corners">True maps corner samples onto corner samples (bilinear and bicubic). Default: false.</param>
            /// <param name="recompute_scale_factor">True computes with the factor of the rounded sizes. Default: false.</param>
            /// <param name="antialias">Not supported: must be false.</param>
            /// <returns>[B, C, H', W'].</returns>
            /// <exception cref="ArgumentException">Both or neither of size and factor are given, or an option does not fit the mode.</exception>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                ArgumentNullException.ThrowIfNull(x);
                if (size is null == scale_factor is null)
                    throw new ArgumentException("Exactly one of size and scale_factor must be given.", nameof(size));
                if (antialias) throw new ArgumentException("Resampling with antialiasing is not supported.", nameof(antialias));
                if (align_corners is not null && mode is not (InterpolationMode.Bilinear or InterpolationMode.Bicubic))
                    throw new ArgumentException($"align_corners has no meaning for {mode}: leave it out.", nameof(align_corners));
                double[]? factors = scale_factor is [double both] ? [both, both] : scale_factor;
                long[]? sizes = size is [long side] ? [side, side] : size;
                if (recompute_scale_factor && factors is not null && x.shape is [.., long h, long w])
                    (sizes, factors) = ([(long)(h * factors[0]), (long)(w * factors[1])], null);
                return Made(THSNN_interpolate(Of(x), sizes, factors, (sizes?.Length ?? factors?.Length)!.Value, (int)mode,
                    align_corners is { } align ? (align ? 1 : 0) : -1, out IntPtr result), result);
            }

            /// <summary>Enlarges images.</summary>
            /// <param name="input">[B, C, H, W].</param>
            /// <param name="size">The new [H, W]; exactly one of this and <paramref name="scale_factor"/> is given.</param>
            /// <param name="scale_factor">One factor for both or [of H, of W].</param>
            /// <param name="mode">Default: the nearest sample.</param>
            /// <param name="align_corners">True maps corner samples onto corner samples (bilinear and bicubic). Default: false.</param>
            /// <returns>[B, C, H', W'].</returns>
            public static Tensor upsample(Tensor input, long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool align_corners = false) =>
                interpolate(input, size, scale_factor, (InterpolationMode)mode, mode == UpsampleMode.Nearest ? null : align_corners);

            /// <summary>Class numbers as rows with a single one.</summary>
            /// <param name="x">int64, any shape, in [0, num_classes).</param>
            /// <param name="num_classes">Default: −1, the largest number plus one.</param>
            /// <returns>int64, […, num_classes].</returns>
            public static Tensor one_hot(Tensor x, long num_classes = -1) =>
                Made(THSNN_one_hot(Of(x), num_classes, out IntPtr result), result);

            /// <summary>x / max(‖x‖ₚ, eps) along a dimension.</summary>
            /// <param name="input">A floating-point tensor.</param>
            /// <param name="p">The order of the norm. Default: 2.</param>
            /// <param name="dim">The dimension. Default: 1.</param>
            /// <param name="eps">The smallest divisor. Default: 1e−12.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12) =>
                Made(THSNN_normalize(Of(input), p, dim, eps, out IntPtr result), result);
        }
    }
}
