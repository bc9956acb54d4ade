using System.Runtime.InteropServices;

namespace TorchSharp;

// native/reduce.cpp
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int THSTensor_sum(
        TensorHandle self, ReadOnlySpan<long> dims, long count, int keepdim, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_mean(
        TensorHandle self, ReadOnlySpan<long> dims, long count, int keepdim, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_var(
        TensorHandle self, ReadOnlySpan<long> dims, long count, int unbiased, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_std(
        TensorHandle self, ReadOnlySpan<long> dims, long count, int unbiased, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_prod(TensorHandle self, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_prod_along(TensorHandle self, long dim, int keepdim, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_norm(TensorHandle self, double p, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_norm_along(TensorHandle self, long dim, int keepdim, double p, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_logsumexp(TensorHandle self, long dim, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_cumsum(TensorHandle self, long dim, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_cumprod(TensorHandle self, long dim, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_softmax(TensorHandle self, long dim, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_log_softmax(TensorHandle self, long dim, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_all(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_all_along(TensorHandle self, long dim, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_any(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_any_along(TensorHandle self, long dim, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_max(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_min(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_max_along(TensorHandle self, long dim, int keepdim, out IntPtr values, out IntPtr indexes);

    [LibraryImport(Library)]
    internal static partial int THSTensor_min_along(TensorHandle self, long dim, int keepdim, out IntPtr values, out IntPtr indexes);

    [LibraryImport(Library)]
    internal static partial int THSTensor_amax(TensorHandle self, ReadOnlySpan<long> dims, long count, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_amin(TensorHandle self, ReadOnlySpan<long> dims, long count, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_argmax(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_argmax_along(TensorHandle self, long dim, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_argmin(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_argmin_along(TensorHandle self, long dim, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_sort(
        TensorHandle self, long dim, int descending, int stable, out IntPtr values, out IntPtr indices);

    [LibraryImport(Library)]
    internal static partial int THSTensor_argsort(TensorHandle self, long dim, int descending, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_topk(
        TensorHandle self, long k, long dim, int largest, int sorted, out IntPtr values, out IntPtr indices);

    [LibraryImport(Library)]
    internal static partial int THSTensor_median(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_quantile(TensorHandle self, TensorHandle q, long dim, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_bincount(TensorHandle self, TensorHandle weights, long minlength, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_histc(TensorHandle self, long bins, long min, long max, out IntPtr result);
}
