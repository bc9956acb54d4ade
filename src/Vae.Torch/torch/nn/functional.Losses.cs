using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>−(t log p + (1 − t) log(1 − p)), with the logarithms held above −100.</summary>
            /// <param name="input">Probabilities in [0, 1], any shape.</param>
            /// <param name="target">In [0, 1], the shape of the input.</param>
            /// <param name="weight">Factors, broadcast to the input. Default: ones.</param>
            /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
            /// <returns>A scalar, or the input's shape without reduction.</returns>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Made(THSNN_binary_cross_entropy(Of(input), Of(target), OfOptional(weight), (long)reduction, out IntPtr result), result);

            /// <summary>Binary cross-entropy of sigmoid(x): max(x, 0) − x t + log(1 + e^−|x|). On CPU in single precision, reduced and without factors, one pass computes the loss and its derivative, and the sum is taken in double precision in an order that does not depend on the number of threads.</summary>
            /// <param name="input">Logits, any shape.</param>
            /// <param name="target">In [0, 1], the shape of the input.</param>
            /// <param name="weight">Factors, broadcast to the input. Default: ones.</param>
            /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
            /// <param name="pos_weights">Factors on the term of t, broadcast. Default: ones.</param>
            /// <returns>A scalar, or the input's shape without reduction.</returns>
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                BceWithLogits(input, target, weight, reduction, pos_weights, native: false);

            internal static Tensor BceWithLogits(Tensor input, Tensor target, Tensor? weight, Reduction reduction, Tensor? posWeights, bool native) =>
                Made(THSNN_binary_cross_entropy_with_logits(Of(input), Of(target), OfOptional(weight), (long)reduction, OfOptional(posWeights), native ? 1 : 0, out IntPtr result), result);

            /// <summary>(x − t)².</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="target">The shape of the input.</param>
            /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
            /// <returns>A scalar, or the input's shape without reduction.</returns>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Made(THSNN_mse_loss(Of(input), Of(target), (long)reduction, out IntPtr result), result);

            /// <summary>|x − t|.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="target">The shape of the input.</param>
            /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
            /// <returns>A scalar, or the input's shape without reduction.</returns>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Made(THSNN_l1_loss(Of(input), Of(target), (long)reduction, out IntPtr result), result);

            /// <summary>(x − t)² / (2 beta) where |x − t| is below beta, |x − t| − beta / 2 elsewhere.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="target">The shape of the input.</param>
            /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
            /// <param name="beta">Where the loss becomes linear. Default: 1.</param>
            /// <returns>A scalar, or the input's shape without reduction.</returns>
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
                Made(THSNN_smooth_l1_loss(Of(input), Of(target), (long)reduction, beta, out IntPtr result), result);

            /// <summary>−log softmax(x) at the target class.</summary>
            /// <param name="input">Logits, [B, C, …].</param>
            /// <param name="target">int64 classes [B, …], or probabilities of the input's shape.</param>
            /// <param name="weight">A factor for each class, [C]. Default: ones.</param>
            /// <param name="ignore_index">A class whose elements do not count. Default: −100.</param>
            /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
            /// <param name="label_smoothing">Share of the uniform distribution in the target, in [0, 1]. Default: 0.</param>
            /// <returns>A scalar, or the input's shape without reduction.</returns>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                Made(THSNN_cross_entropy(Of(input), Of(target), OfOptional(weight), ignore_index, (long)reduction, label_smoothing, out IntPtr result), result);

            /// <summary>−x at the target class.</summary>
            /// <param name="input">Log-probabilities, [B, C, …].</param>
            /// <param name="target">int64 classes, [B, …].</param>
            /// <param name="weight">A factor for each class, [C]. Default: ones.</param>
            /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
            /// <returns>A scalar, or the input's shape without reduction.</returns>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Made(THSNN_nll_loss(Of(input), Of(target), OfOptional(weight), (long)reduction, out IntPtr result), result);

            /// <summary>t (log t − x), the divergence of the target from the input, by element.</summary>
            /// <param name="input">Log-probabilities, any shape.</param>
            /// <param name="target">Log-probabilities or probabilities, the shape of the input.</param>
            /// <param name="log_target">True where the target is a logarithm too. Default: true, as in TorchSharp; PyTorch's default is false.</param>
            /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
            /// <returns>A scalar, or the input's shape without reduction.</returns>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                Made(THSNN_kl_div(Of(input), Of(target), (long)reduction, log_target ? 1 : 0, out IntPtr result), result);

            /// <summary>½ (log v + (x − t)² / v), the negative log-likelihood of a normal distribution.</summary>
            /// <param name="input">The means, any shape.</param>
            /// <param name="target">The shape of the input.</param>
            /// <param name="variance">v, not negative, broadcast to the input; held above eps, where it gets no gradient.</param>
            /// <param name="full">True to add ½ log 2π. Default: false.</param>
            /// <param name="eps">The smallest variance. Default: 1e−6.</param>
            /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
            /// <returns>A scalar, or the input's shape without reduction.</returns>
            public static Tensor gaussian_nll_loss(Tensor input, Tensor target, Tensor variance, bool full = false, float eps = 1e-6f, Reduction reduction = Reduction.Mean) =>
                Made(THSNN_gaussian_nll_loss(Of(input), Of(target), Of(variance), full ? 1 : 0, eps, (long)reduction, out IntPtr result), result);
        }
    }
}
