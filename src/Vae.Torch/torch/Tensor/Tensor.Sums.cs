using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum of all elements.</summary>
        /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
        /// <returns>A single value.</returns>
        public Tensor sum(ScalarType? type = null) =>
            Sum([], false, type);

        /// <summary>Sum along a dimension.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
        /// <returns>A new tensor.</returns>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) =>
            Sum([dim], keepdim, type);

        /// <summary>Sum along several dimensions.</summary>
        /// <param name="dim">The dimensions; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
        /// <returns>A new tensor.</returns>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
            Sum(dim, keepdim, type);

        /// <summary>Sum along several dimensions.</summary>
        /// <param name="dim">The dimensions; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
        /// <returns>A new tensor.</returns>
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            Sum(dim, keepdim, type);

        /// <summary>Mean of all elements.</summary>
        /// <returns>A single value.</returns>
        public Tensor mean() =>
            Mean([], false, null);

        /// <summary>Mean along several dimensions.</summary>
        /// <param name="dimensions">The dimensions; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
        /// <returns>A new tensor.</returns>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Mean(dimensions, keepdim, type);

        /// <summary>Variance of all elements.</summary>
        /// <param name="unbiased">Whether the divisor is n − 1 (Bessel), not n.</param>
        /// <returns>A single value.</returns>
        public Tensor var(bool unbiased = true) =>
            Var([], unbiased, false, null);

        /// <summary>Variance along a dimension.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="unbiased">Whether the divisor is n − 1 (Bessel), not n.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
        /// <returns>A new tensor.</returns>
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Var([dim], unbiased, keepdim, type);

        /// <summary>Variance along several dimensions.</summary>
        /// <param name="dimensions">The dimensions; negative ones count from the last.</param>
        /// <param name="unbiased">Whether the divisor is n − 1 (Bessel), not n.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
        /// <returns>A new tensor.</returns>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Var(dimensions, unbiased, keepdim, type);

        /// <summary>Standard deviation of all elements.</summary>
        /// <param name="unbiased">Whether the divisor is n − 1 (Bessel), not n.</param>
        /// <returns>A single value.</returns>
        public Tensor std(bool unbiased = true) =>
            Std([], unbiased, false, null);

        /// <summary>Standard deviation along a dimension.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="unbiased">Whether the divisor is n − 1 (Bessel), not n.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
        /// <returns>A new tensor.</returns>
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Std([dim], unbiased, keepdim, type);

        /// <summary>Standard deviation along several dimensions.</summary>
        /// <param name="dimensions">The dimensions; negative ones count from the last.</param>
        /// <param name="unbiased">Whether the divisor is n − 1 (Bessel), not n.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
        /// <returns>A new tensor.</returns>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Std(dimensions, unbiased, keepdim, type);

        /// <summary>Product of all elements.</summary>
        /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
        /// <returns>A single value.</returns>
        public Tensor prod(ScalarType? type = null)
        {
            Check(THSTensor_prod(NativeHandle, NumberOf(type), out var result));
            return FromNative(result);
        }

        /// <summary>Product along a dimension.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
        /// <returns>A new tensor.</returns>
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null)
        {
            Check(THSTensor_prod_along(NativeHandle, dim, keepdim ? 1 : 0, NumberOf(type), out var result));
            return FromNative(result);
        }

        /// <summary>Norm of all elements: the p-th root of the sum of the p-th powers of their absolute values.</summary>
        /// <param name="p">Order of the norm.</param>
        /// <returns>A single value.</returns>
        public Tensor norm(float p = 2)
        {
            Check(THSTensor_norm(NativeHandle, p, out var result));
            return FromNative(result);
        }

        /// <summary>Norm along a dimension.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <param name="p">Order of the norm.</param>
        /// <returns>A new tensor.</returns>
        public Tensor norm(int dim, bool keepdim = false, float p = 2)
        {
            Check(THSTensor_norm_along(NativeHandle, dim, keepdim ? 1 : 0, p, out var result));
            return FromNative(result);
        }

        /// <summary>Logarithm of the sum of the exponentials along a dimension, without overflow.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <returns>A new tensor.</returns>
        public Tensor logsumexp(long dim, bool keepdim = false)
        {
            Check(THSTensor_logsumexp(NativeHandle, dim, keepdim ? 1 : 0, out var result));
            return FromNative(result);
        }

        /// <summary>Running sum along a dimension.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor cumsum(long dim, ScalarType? type = null)
        {
            Check(THSTensor_cumsum(NativeHandle, dim, NumberOf(type), out var result));
            return FromNative(result);
        }

        /// <summary>Running product along a dimension.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor cumprod(long dim, ScalarType? type = null)
        {
            Check(THSTensor_cumprod(NativeHandle, dim, NumberOf(type), out var result));
            return FromNative(result);
        }

        /// <summary>Exponentials along a dimension, divided by their sum.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="dtype">Type of the result; the tensor's by default.</param>
        /// <returns>A new tensor of the same shape; it sums to 1 along the dimension.</returns>
        public Tensor softmax(long dim, ScalarType? dtype = null)
        {
            Check(THSTensor_softmax(NativeHandle, dim, NumberOf(dtype), out var result));
            return FromNative(result);
        }

        /// <summary>Logarithm of the softmax along a dimension, without overflow.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="dtype">Type of the result; the tensor's by default.</param>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor log_softmax(long dim, ScalarType? dtype = null)
        {
            Check(THSTensor_log_softmax(NativeHandle, dim, NumberOf(dtype), out var result));
            return FromNative(result);
        }

        private Tensor Sum(ReadOnlySpan<long> dim, bool keepdim, ScalarType? type)
        {
            Check(THSTensor_sum(NativeHandle, dim, dim.Length, keepdim ? 1 : 0, NumberOf(type), out var result));
            return FromNative(result);
        }

        private Tensor Mean(ReadOnlySpan<long> dim, bool keepdim, ScalarType? type)
        {
            Check(THSTensor_mean(NativeHandle, dim, dim.Length, keepdim ? 1 : 0, NumberOf(type), out var result));
            return FromNative(result);
        }

        private Tensor Var(ReadOnlySpan<long> dim, bool unbiased, bool keepdim, ScalarType? type)
        {
            Check(THSTensor_var(NativeHandle, dim, dim.Length, unbiased ? 1 : 0, keepdim ? 1 : 0, out var result));
            return Converted(FromNative(result), type);
        }

        private Tensor Std(ReadOnlySpan<long> dim, bool unbiased, bool keepdim, ScalarType? type)
        {
            Check(THSTensor_std(NativeHandle, dim, dim.Length, unbiased ? 1 : 0, keepdim ? 1 : 0, out var result));
            return Converted(FromNative(result), type);
        }

        private static Tensor Converted(Tensor tensor, ScalarType? type) =>
            type is { } other && other != tensor.dtype ? tensor.to(other, disposeAfter: true) : tensor;

        private static int NumberOf(ScalarType? type) => type is { } given ? (int)given : -1;
    }
}
