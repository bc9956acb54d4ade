using System.Runtime.InteropServices;

namespace TorchSharp;

// native/autograd.cpp
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int THSTensor_requires_grad(TensorHandle self, out int result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_set_requires_grad(TensorHandle self, int value);

    [LibraryImport(Library)]
    internal static partial int THSTensor_grad(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_set_grad(TensorHandle self, TensorHandle gradient);

    [LibraryImport(Library)]
    internal static partial int THSTensor_retain_grad(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_detach(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_detach_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_backward(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSAutograd_backward(
        ReadOnlySpan<IntPtr> outputs, long count, ReadOnlySpan<IntPtr> gradOutputs, long gradCount, int retainGraph, int createGraph, ReadOnlySpan<IntPtr> inputs, long inputsCount);

    [LibraryImport(Library)]
    internal static partial int THSAutograd_grad(
        ReadOnlySpan<IntPtr> outputs, long count, ReadOnlySpan<IntPtr> inputs, long inputsCount, ReadOnlySpan<IntPtr> gradOutputs, long gradCount, int retainGraph, int createGraph, int allowUnused, out IntPtr result, out long outCount);

    [LibraryImport(Library)]
    internal static partial int THSAutograd_isGradEnabled(out int result);

    [LibraryImport(Library)]
    internal static partial int THSAutograd_setGrad(int enabled);

    [LibraryImport(Library)]
    internal static partial int THSAutograd_isInferenceModeEnabled(out int result);

    [LibraryImport(Library)]
    internal static partial int THSAutograd_enterInferenceMode(int enabled, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial void THSAutograd_leaveInferenceMode(IntPtr guard);
}
