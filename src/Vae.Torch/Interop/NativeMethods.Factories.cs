using System.Runtime.InteropServices;

namespace TorchSharp;

// native/factories.cpp
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int THSTensor_zeros(ReadOnlySpan<long> sizes, long count, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_ones(ReadOnlySpan<long> sizes, long count, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_empty(ReadOnlySpan<long> sizes, long count, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_full(
        ReadOnlySpan<long> sizes, long count, NativeScalar value, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_arange(
        NativeScalar start, NativeScalar stop, NativeScalar step, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_linspace(double start, double end, long steps, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_logspace(
        double start, double end, long steps, double @base, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_eye(long rows, long columns, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_empty_like(TensorHandle self, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_zeros_like(TensorHandle self, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_ones_like(TensorHandle self, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_full_like(TensorHandle self, NativeScalar value, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_new(
        ReadOnlySpan<byte> data, long bytes, int sourceDtype, ReadOnlySpan<long> sizes, long count, NativeOptions where, out IntPtr result);
}
