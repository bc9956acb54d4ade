using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>max(0, x).</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="inplace">True to overwrite the input. Default: false.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor relu(Tensor x, bool inplace = false) =>
                Made(THSNN_relu(Of(x), inplace ? 1 : 0, out IntPtr result), result);

            /// <summary>x where it is positive, slope · x elsewhere.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="negative_slope">The slope. Default: 0.01.</param>
            /// <param name="inplace">True to overwrite the input. Default: false.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                Made(THSNN_leaky_relu(Of(input), negative_slope, inplace ? 1 : 0, out IntPtr result), result);

            /// <summary>x where it is positive, alpha (eˣ − 1) elsewhere.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="alpha">The limit below, negated.</param>
            /// <param name="inplace">True to overwrite the input. Default: false.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                Made(THSNN_elu(Of(x), alpha, inplace ? 1 : 0, out IntPtr result), result);

            /// <summary>x Φ(x), with the normal distribution function Φ (Hendrycks and Gimpel 2016).</summary>
            /// <param name="x">Any shape.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor gelu(Tensor x) =>
                gelu(x, Modules.GELU.Approximate.none);

            /// <summary>x Φ(x), with the normal distribution function Φ (Hendrycks and Gimpel 2016).</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="inplace">True to overwrite the input. Default: false.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor gelu(Tensor x, bool inplace) =>
                gelu(x, Modules.GELU.Approximate.none, inplace);

            /// <summary>x Φ(x), exact or by the formula with tanh (Hendrycks and Gimpel 2016).</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="approximate">Which form.</param>
            /// <param name="inplace">True to overwrite the input. Default: false.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) =>
                Made(THSNN_gelu(Of(x), (int)approximate, inplace ? 1 : 0, out IntPtr result), result);

            /// <summary>x / (1 + e⁻ˣ).</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="inplace">True to overwrite the input. Default: false.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor silu(Tensor x, bool inplace = false) =>
                Made(THSNN_silu(Of(x), inplace ? 1 : 0, out IntPtr result), result);

            /// <summary>log(1 + e^(beta x)) / beta, and x where beta x is above a threshold.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="beta">Sharpness. Default: 1.</param>
            /// <param name="threshold">Where the function becomes linear. Default: 20.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) =>
                Made(THSNN_softplus(Of(x), beta, threshold, out IntPtr result), result);

            /// <summary>1 / (1 + e⁻ˣ).</summary>
            /// <param name="x">Any shape.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor sigmoid(Tensor x) =>
                sigmoid(x, false);

            /// <summary>1 / (1 + e⁻ˣ).</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="inplace">True to overwrite the input. Default: false.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor sigmoid(Tensor x, bool inplace) =>
                Made(THSNN_sigmoid(Of(x), inplace ? 1 : 0, out IntPtr result), result);

            /// <summary>The hyperbolic tangent.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="inplace">True to overwrite the input. Default: false.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor tanh(Tensor x, bool inplace = false) =>
                Made(THSNN_tanh(Of(x), inplace ? 1 : 0, out IntPtr result), result);

            /// <summary>log(1 / (1 + e⁻ˣ)), without overflow.</summary>
            /// <param name="x">Any shape.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor logsigmoid(Tensor x) =>
                Made(THSNN_logsigmoid(Of(x), out IntPtr result), result);

            /// <summary>eˣ divided by its sum along a dimension.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="dim">The dimension whose elements sum to one.</param>
            /// <param name="dtype">Converted to before the exponential. Default: the input's.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) =>
                Made(THSNN_softmax(Of(input), dim, dtype is { } type ? (int)type : -1, out IntPtr result), result);

            /// <summary>The logarithm of <see cref="softmax"/>, without overflow.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="dim">The dimension whose exponentials sum to one.</param>
            /// <returns>The input's shape.</returns>
            public static Tensor log_softmax(Tensor x, long dim) =>
                Made(THSNN_log_softmax(Of(x), dim, out IntPtr result), result);
        }
    }
}
