using System.Runtime.InteropServices;

namespace TorchSharp;

// native/tensor.cpp
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial void THSTensor_free(IntPtr self);

    [LibraryImport(Library)]
    internal static partial void THSTorch_free_array(IntPtr array);

    [LibraryImport(Library)]
    internal static partial int THSTensor_ndimension(TensorHandle self, out long result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_numel(TensorHandle self, out long result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_element_size(TensorHandle self, out long result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_sizes(TensorHandle self, Span<long> buffer, long capacity, out long dimensions);

    [LibraryImport(Library)]
    internal static partial int THSTensor_strides(TensorHandle self, Span<long> buffer, long capacity, out long dimensions);

    [LibraryImport(Library)]
    internal static partial int THSTensor_storage_offset(TensorHandle self, out long result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_type(TensorHandle self, out int result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_device(TensorHandle self, out int type, out int index);

    [LibraryImport(Library)]
    internal static partial int THSTensor_is_contiguous(TensorHandle self, out int result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_is_leaf(TensorHandle self, out int result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_data(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_item(TensorHandle self, out NativeScalar result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_to(TensorHandle self, NativeOptions where, int nonBlocking, int copy, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_clone(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_alias(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_contiguous(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_copy_(TensorHandle self, TensorHandle source, int nonBlocking);

    [LibraryImport(Library)]
    internal static partial int THSTensor_fill_(TensorHandle self, NativeScalar value);

    [LibraryImport(Library)]
    internal static partial int THSTensor_zero_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_equal(TensorHandle self, TensorHandle other, out int result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_allclose(
        TensorHandle self, TensorHandle other, double rtol, double atol, int equalNan, out int result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_isclose(
        TensorHandle self, TensorHandle other, double rtol, double atol, int equalNan, out IntPtr result);
}
