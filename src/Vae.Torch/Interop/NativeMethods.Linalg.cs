using System.Runtime.InteropServices;

namespace TorchSharp;

// native/linalg.cpp
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int THSTensor_matmul(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_mm(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_bmm(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_mv(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_dot(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_outer(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_addmm(
        TensorHandle self, TensorHandle left, TensorHandle right, double beta, double alpha, out IntPtr result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int THSTensor_einsum(string? equation, ReadOnlySpan<IntPtr> tensors, long count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSLinalg_svd(TensorHandle self, int fullMatrices, out IntPtr result, out long count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int THSLinalg_eigh(TensorHandle self, string? uplo, out IntPtr result, out long count);

    [LibraryImport(Library)]
    internal static partial int THSLinalg_inv(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSLinalg_det(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSLinalg_cholesky(TensorHandle self, out IntPtr result);
}
