using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether all elements are not zero.</summary>
        /// <returns>A single truth value.</returns>
        public Tensor all() =>
            Apply(THSTensor_all);

        /// <summary>Whether all elements along a dimension are not zero.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor all(long dim, bool keepdim = false)
        {
            Check(THSTensor_all_along(NativeHandle, dim, keepdim ? 1 : 0, out var result));
            return FromNative(result);
        }

        /// <summary>Whether any element is not zero.</summary>
        /// <returns>A single truth value.</returns>
        public Tensor any() =>
            Apply(THSTensor_any);

        /// <summary>Whether any element along a dimension is not zero.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor any(long dim, bool keepdim = false)
        {
            Check(THSTensor_any_along(NativeHandle, dim, keepdim ? 1 : 0, out var result));
            return FromNative(result);
        }

        /// <summary>Greatest element; NaN if there is one.</summary>
        /// <returns>A single value.</returns>
        public Tensor max() =>
            Apply(THSTensor_max);

        /// <summary>The greater of both elements, with broadcasting.</summary>
        /// <param name="other">The other tensor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor max(Tensor other) =>
            maximum(other);

        /// <summary>Greatest element along a dimension, and where it is.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <returns>The elements, and their int64 indices along the dimension.</returns>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false)
        {
            Check(THSTensor_max_along(NativeHandle, dim, keepdim ? 1 : 0, out var values, out var indexes));
            return (FromNative(values), FromNative(indexes));
        }

        /// <summary>Greatest element along several dimensions.</summary>
        /// <param name="dims">The dimensions; negative ones count from the last.</param>
        /// <returns>A new tensor.</returns>
        public Tensor amax(params long[] dims) =>
            amax(dims, keepdim: false);

        /// <summary>Greatest element along several dimensions.</summary>
        /// <param name="dims">The dimensions; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <param name="out">Not offered: null.</param>
        /// <returns>A new tensor.</returns>
        /// <exception cref="NotSupportedException">A tensor for the result was given.</exception>
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null)
        {
            RejectOut(@out);
            Check(THSTensor_amax(NativeHandle, dims, dims.Length, keepdim ? 1 : 0, out var result));
            return FromNative(result);
        }

        /// <summary>Where the greatest element is, counted in row-major order.</summary>
        /// <returns>A single int64 value.</returns>
        public Tensor argmax() =>
            Apply(THSTensor_argmax);

        /// <summary>Where the greatest element along a dimension is.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <returns>A tensor of int64 indices.</returns>
        public Tensor argmax(long dim, bool keepdim = false)
        {
            Check(THSTensor_argmax_along(NativeHandle, dim, keepdim ? 1 : 0, out var result));
            return FromNative(result);
        }

        /// <summary>Least element; NaN if there is one.</summary>
        /// <returns>A single value.</returns>
        public Tensor min() =>
            Apply(THSTensor_min);

        /// <summary>The lesser of both elements, with broadcasting.</summary>
        /// <param name="other">The other tensor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor min(Tensor other) =>
            minimum(other);

        /// <summary>Least element along a dimension, and where it is.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <returns>The elements, and their int64 indices along the dimension.</returns>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false)
        {
            Check(THSTensor_min_along(NativeHandle, dim, keepdim ? 1 : 0, out var values, out var indexes));
            return (FromNative(values), FromNative(indexes));
        }

        /// <summary>Least element along several dimensions.</summary>
        /// <param name="dims">The dimensions; negative ones count from the last.</param>
        /// <returns>A new tensor.</returns>
        public Tensor amin(params long[] dims) =>
            amin(dims, keepdim: false);

        /// <summary>Least element along several dimensions.</summary>
        /// <param name="dims">The dimensions; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <param name="out">Not offered: null.</param>
        /// <returns>A new tensor.</returns>
        /// <exception cref="NotSupportedException">A tensor for the result was given.</exception>
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null)
        {
            RejectOut(@out);
            Check(THSTensor_amin(NativeHandle, dims, dims.Length, keepdim ? 1 : 0, out var result));
            return FromNative(result);
        }

        /// <summary>Where the least element is, counted in row-major order.</summary>
        /// <returns>A single int64 value.</returns>
        public Tensor argmin() =>
            Apply(THSTensor_argmin);

        /// <summary>Where the least element along a dimension is.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <returns>A tensor of int64 indices.</returns>
        public Tensor argmin(long dim, bool keepdim = false)
        {
            Check(THSTensor_argmin_along(NativeHandle, dim, keepdim ? 1 : 0, out var result));
            return FromNative(result);
        }

        /// <summary>The elements along a dimension in order, and where they were.</summary>
        /// <param name="dim">The dimension; the last by default.</param>
        /// <param name="descending">Whether the greatest come first.</param>
        /// <param name="stable">Whether equal elements keep their order.</param>
        /// <returns>The elements, and their former int64 indices.</returns>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false)
        {
            Check(THSTensor_sort(NativeHandle, dim, descending ? 1 : 0, stable ? 1 : 0, out var values, out var indices));
            return (FromNative(values), FromNative(indices));
        }

        /// <summary>Where the elements along a dimension stand in order.</summary>
        /// <param name="dim">The dimension; the last by default.</param>
        /// <param name="descending">Whether the greatest come first.</param>
        /// <returns>A tensor of int64 indices.</returns>
        public Tensor argsort(long dim = -1, bool descending = false)
        {
            Check(THSTensor_argsort(NativeHandle, dim, descending ? 1 : 0, out var result));
            return FromNative(result);
        }

        /// <summary>The greatest or least elements along a dimension, and where they are.</summary>
        /// <param name="k">How many.</param>
        /// <param name="dim">The dimension; the last by default.</param>
        /// <param name="largest">Whether the greatest are taken.</param>
        /// <param name="sorted">Whether they come in order.</param>
        /// <returns>The elements, and their int64 indices.</returns>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            Check(THSTensor_topk(NativeHandle, k, dim, largest ? 1 : 0, sorted ? 1 : 0, out var values, out var indexes));
            return (FromNative(values), FromNative(indexes));
        }

        /// <summary>The middle element; of an even number the lower one of the middle pair.</summary>
        /// <returns>A single value.</returns>
        public Tensor median() =>
            Apply(THSTensor_median);

        /// <summary>Quantiles along a dimension, interpolated linearly.</summary>
        /// <param name="q">Orders from 0 to 1, in the type of this tensor.</param>
        /// <param name="dim">The dimension; the last by default.</param>
        /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
        /// <returns>A new tensor.</returns>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false)
        {
            Check(THSTensor_quantile(NativeHandle, Required(q).NativeHandle, dim, keepdim ? 1 : 0, out var result));
            return FromNative(result);
        }

        /// <summary>How often each whole number from 0 occurs.</summary>
        /// <param name="weights">What each element counts; null for one each.</param>
        /// <param name="minlength">Least number of counts.</param>
        /// <returns>Counts, of one dimension.</returns>
        public Tensor bincount(Tensor? weights, long minlength = 0)
        {
            Check(THSTensor_bincount(NativeHandle, HandleOf(weights), minlength, out var result));
            return FromNative(result);
        }

        /// <summary>How many elements fall into each of several equal intervals.</summary>
        /// <param name="bins">Number of intervals.</param>
        /// <param name="min">Lower end; with an equal upper one, the range of the elements is taken.</param>
        /// <param name="max">Upper end.</param>
        /// <returns>Counts, in the type of this tensor.</returns>
        public Tensor histc(long bins = 100, long min = 0, long max = 0)
        {
            Check(THSTensor_histc(NativeHandle, bins, min, max, out var result));
            return FromNative(result);
        }

        private static void RejectOut(Tensor? @out)
        {
            if (@out is not null)
                throw new NotSupportedException("Results into a given tensor are not offered: leave 'out' out.");
        }
    }
}
