using System.Runtime.InteropServices;

namespace TorchSharp;

internal static partial class NativeMethods
{
    [LibraryImport(Library)] internal static partial int THSOptim_adam_step(IntPtr[] parameters, IntPtr[] expAvgs, IntPtr[] expAvgSqs, IntPtr[]? maxExpAvgSqs, long[] steps, long count, double lr, double beta1, double beta2, double eps, double weightDecay, int maximize, int decoupled);
    [LibraryImport(Library)] internal static partial int THSOptim_sgd_step(IntPtr[] parameters, IntPtr[]? buffers, int[] started, long count, double lr, double momentum, double dampening, double weightDecay, int nesterov, int maximize);
    [LibraryImport(Library)] internal static partial int THSOptim_zero_grad(IntPtr[] parameters, long count, int setToNone);
    [LibraryImport(Library)] internal static partial int THSOptim_clip_grad_norm(IntPtr[] parameters, long count, double maxNorm, double normType, out double total);
    [LibraryImport(Library)] internal static partial int THSOptim_clip_grad_value(IntPtr[] parameters, long count, double limit);
}
