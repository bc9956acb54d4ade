using System.Runtime.InteropServices;

namespace TorchSharp;

// native/shape.cpp
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int symbol(TensorHandle self, ReadOnlySpan<long> values, long count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_view(TensorHandle self, ReadOnlySpan<long> values, long count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_reshape(TensorHandle self, ReadOnlySpan<long> values, long count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_permute(TensorHandle self, ReadOnlySpan<long> values, long count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_expand(TensorHandle self, ReadOnlySpan<long> values, long count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_repeat(TensorHandle self, ReadOnlySpan<long> values, long count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_flip(TensorHandle self, ReadOnlySpan<long> values, long count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_flatten(TensorHandle self, long start, long end, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_unflatten(TensorHandle self, long dim, ReadOnlySpan<long> sizes, long count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_squeeze(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_squeeze_along(TensorHandle self, long dim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_unsqueeze(TensorHandle self, long dim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_transpose(TensorHandle self, long dim0, long dim1, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_t(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_select(TensorHandle self, long dim, long index, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_narrow(TensorHandle self, long dim, long start, long length, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_slice(TensorHandle self, long dim, long start, long finish, long step, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_tril(TensorHandle self, long diagonal, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_triu(TensorHandle self, long diagonal, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_diag(TensorHandle self, long diagonal, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_repeat_interleave(TensorHandle self, long repeats, int hasDim, long dim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_index_select(TensorHandle self, long dim, TensorHandle index, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_gather(TensorHandle self, long dim, TensorHandle index, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_scatter(TensorHandle self, long dim, TensorHandle index, TensorHandle source, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_scatter_(TensorHandle self, long dim, TensorHandle index, TensorHandle source);

    [LibraryImport(Library)]
    internal static partial int THSTensor_scatter_add_(TensorHandle self, long dim, TensorHandle index, TensorHandle source);

    [LibraryImport(Library)]
    internal static partial int THSTensor_index_add_(
        TensorHandle self, long dim, TensorHandle index, TensorHandle source, NativeScalar alpha);

    [LibraryImport(Library)]
    internal static partial int THSTensor_index_copy_(TensorHandle self, long dim, TensorHandle index, TensorHandle source);

    [LibraryImport(Library)]
    internal static partial int THSTensor_masked_fill(TensorHandle self, TensorHandle mask, NativeScalar value, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_masked_fill_(TensorHandle self, TensorHandle mask, NativeScalar value);

    [LibraryImport(Library)]
    internal static partial int THSTensor_masked_select(TensorHandle self, TensorHandle mask, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_nonzero(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_cat(ReadOnlySpan<IntPtr> tensors, long count, long dim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_stack(ReadOnlySpan<IntPtr> tensors, long count, long dim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_chunk(TensorHandle self, long chunks, long dim, out IntPtr result, out long count);

    [LibraryImport(Library)]
    internal static partial int THSTensor_split_with_size(TensorHandle self, long size, long dim, out IntPtr result, out long count);

    [LibraryImport(Library)]
    internal static partial int THSTensor_split_with_sizes(
        TensorHandle self, ReadOnlySpan<long> sizes, long sizesCount, long dim, out IntPtr result, out long count);

    [LibraryImport(Library)]
    internal static partial int THSTensor_unbind(TensorHandle self, long dim, out IntPtr result, out long count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int THSTensor_meshgrid(
        ReadOnlySpan<IntPtr> tensors, long count, string? indexing, out IntPtr result, out long outCount);

    [LibraryImport(Library)]
    internal static partial int THSTensor_index(TensorHandle self, ReadOnlySpan<NativeIndex> parts, long count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_index_put_(TensorHandle self, ReadOnlySpan<NativeIndex> parts, long count, TensorHandle value);

    [LibraryImport(Library)]
    internal static partial int THSTensor_index_put_scalar_(
        TensorHandle self, ReadOnlySpan<NativeIndex> parts, long count, NativeScalar value);
}
