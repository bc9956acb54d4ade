using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// The layers, activations and losses as functions. Every result is a new tensor that the caller (or the current dispose
        /// scope) disposes; where a function can work in place, the result is another handle on the input's data.
        /// </summary>
        public static partial class functional
        {
            /// <summary>x Wᵀ + b.</summary>
            /// <param name="input">[…, in].</param>
            /// <param name="weights">[out, in].</param>
            /// <param name="bias">[out]. Default: none.</param>
            /// <returns>[…, out].</returns>
            /// <exception cref="System.Runtime.InteropServices.ExternalException">The shapes or dtypes do not fit.</exception>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) =>
                Made(THSNN_linear(Of(input), Of(weights), OfOptional(bias), out IntPtr result), result);

            /// <summary>Convolution over two dimensions.</summary>
            /// <param name="input">[B, in, H, W].</param>
            /// <param name="weight">[out, in / groups, kH, kW].</param>
            /// <param name="bias">[out]. Default: none.</param>
            /// <param name="strides">One or two values. Default: 1.</param>
            /// <param name="padding">Zeros on each side, one or two values. Default: 0.</param>
            /// <param name="dilation">Distance of the kernel's elements, one or two values. Default: 1.</param>
            /// <param name="groups">Independent groups of channels. Default: 1.</param>
            /// <returns>[B, out, H', W'] with H' = ⌊(H + 2 padding − dilation (kH − 1) − 1) / stride⌋ + 1.</returns>
            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Made(THSNN_conv2d(Of(input), Of(weight), OfOptional(bias), Pair(strides, 1), Pair(padding, 0), Pair(dilation, 1), 2, groups, out IntPtr result), result);

            /// <summary>
            /// Transposed convolution over two dimensions. On CPU in single precision and with a stride above 1 it is computed as the
            /// data gradient of the strided convolution with the same weight, which gives the same values up to rounding, faster.
            /// </summary>
            /// <param name="input">[B, in, H, W].</param>
            /// <param name="weight">[in, out / groups, kH, kW].</param>
            /// <param name="bias">[out]. Default: none.</param>
            /// <param name="strides">One or two values. Default: 1.</param>
            /// <param name="padding">Taken off on each side, one or two values. Default: 0.</param>
            /// <param name="output_padding">Added at the end, smaller than the stride, one or two values. Default: 0.</param>
            /// <param name="dilation">Distance of the kernel's elements, one or two values. Default: 1.</param>
            /// <param name="groups">Independent groups of channels. Default: 1.</param>
            /// <returns>[B, out, H', W'] with H' = (H − 1) stride − 2 padding + dilation (kH − 1) + output_padding + 1.</returns>
            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                ConvTranspose2d(input, weight, bias, strides, padding, output_padding, dilation, groups, native: false);

            internal static Tensor ConvTranspose2d(Tensor input, Tensor weight, Tensor? bias, long[]? strides, long[]? padding, long[]? outputPadding, long[]? dilation, long groups, bool native) =>
                Made(THSNN_conv_transpose2d(Of(input), Of(weight), OfOptional(bias), Pair(strides, 1), Pair(padding, 0), Pair(outputPadding, 0), Pair(dilation, 1), 2, groups, native ? 1 : 0, out IntPtr result), result);

            /// <summary>(x − mean) / √(variance + eps) · weight + bias, for each channel.</summary>
            /// <param name="input">[B, C, …].</param>
            /// <param name="running_mean">[C]; used in evaluation, moved towards the batch's in training. Null: the batch's always.</param>
            /// <param name="running_var">[C], as the mean; moved by the unbiased variance.</param>
            /// <param name="weight">[C]. Default: ones.</param>
            /// <param name="bias">[C]. Default: zeros.</param>
            /// <param name="training">True to normalise with the batch's own moments. Default: false.</param>
            /// <param name="momentum">Share of the new value in the running ones. Default: 0.1.</param>
            /// <param name="eps">Added to the variance. Default: 1e−5.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5) =>
                Made(THSNN_batch_norm(Of(input), OfOptional(weight), OfOptional(bias), OfOptional(running_mean), OfOptional(running_var), training ? 1 : 0, momentum, eps, out IntPtr result), result);

            /// <summary>Normalises groups of channels of each sample to mean 0 and variance 1, then scales each channel.</summary>
            /// <param name="input">[B, C, …].</param>
            /// <param name="num_groups">A divisor of C.</param>
            /// <param name="weight">[C]. Default: ones.</param>
            /// <param name="bias">[C]. Default: zeros.</param>
            /// <param name="eps">Added to the variance. Default: 1e−5.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Made(THSNN_group_norm(Of(input), num_groups, OfOptional(weight), OfOptional(bias), eps, out IntPtr result), result);

            /// <summary>Normalises the last dimensions of each sample to mean 0 and variance 1, then scales each element.</summary>
            /// <param name="input">[…, normalized_shape].</param>
            /// <param name="normalized_shape">The sizes of the dimensions to normalise over.</param>
            /// <param name="weight">[normalized_shape]. Default: ones.</param>
            /// <param name="bias">[normalized_shape]. Default: zeros.</param>
            /// <param name="eps">Added to the variance. Default: 1e−5.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
            {
                ArgumentNullException.ThrowIfNull(normalized_shape);
                return Made(THSNN_layer_norm(Of(input), normalized_shape, normalized_shape.Length, OfOptional(weight), OfOptional(bias), eps, out IntPtr result), result);
            }

            /// <summary>Sets elements to zero with probability p and divides the others by 1 − p. Draws from the default generator.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="p">In [0, 1]. Default: 0.5.</param>
            /// <param name="training">False returns the input's values. Default: true.</param>
            /// <param name="inplace">True to overwrite the input. Default: false.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Made(THSNN_dropout(Of(input), p, training ? 1 : 0, inplace ? 1 : 0, out IntPtr result), result);

            /// <summary>Moves channels into space.</summary>
            /// <param name="input">[…, C r², H, W].</param>
            /// <param name="upscale_factor">r.</param>
            /// <returns>[…, C, H r, W r].</returns>
            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) =>
                Made(THSNN_pixel_shuffle(Of(input), upscale_factor, out IntPtr result), result);

            // Values for two spatial dimensions from none, one or two.
            private static long[] Pair(long[]? values, long otherwise) => values switch
            {
                null => [otherwise, otherwise],
                [long both] => [both, both],
                [_, _] => values,
                _ => throw new ArgumentException($"One or two values are needed for two dimensions, got {values.Length}.", nameof(values)),
            };

            private static TensorHandle Of(Tensor tensor)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                return tensor.NativeHandle;
            }

            private static TensorHandle OfOptional(Tensor? tensor) => tensor?.NativeHandle ?? TensorHandle.Null;

            private static Tensor Made(int status, IntPtr result)
            {
                Check(status);
                return Tensor.FromNative(result);
            }
        }
    }
}
