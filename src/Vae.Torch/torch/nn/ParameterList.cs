using TorchSharp.Modules;

namespace TorchSharp;

// Calls natives that work on all of a model's parameters at once.
internal static class ParameterList
{
    internal static void ZeroGrad(IEnumerable<Parameter> parameters, bool setToNone)
    {
        using var handles = new TensorHandleList(parameters);
        NativeMethods.Check(NativeMethods.THSOptim_zero_grad(handles.Pointers, handles.Count, setToNone ? 1 : 0));
    }

    internal static double ClipNorm(IEnumerable<Parameter> parameters, double maxNorm, double normType)
    {
        using var handles = new TensorHandleList(parameters);
        NativeMethods.Check(NativeMethods.THSOptim_clip_grad_norm(handles.Pointers, handles.Count, maxNorm, normType, out double total));
        return total;
    }

    internal static void ClipValue(IEnumerable<Parameter> parameters, double limit)
    {
        using var handles = new TensorHandleList(parameters);
        NativeMethods.Check(NativeMethods.THSOptim_clip_grad_value(handles.Pointers, handles.Count, limit));
    }
}
