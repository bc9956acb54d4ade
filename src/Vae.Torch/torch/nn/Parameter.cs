namespace TorchSharp.Modules;

/// <summary>A tensor that a module trains. It belongs to no dispose scope: the module that registers it disposes it.</summary>
public class Parameter : torch.Tensor
{
    /// <summary>Takes over the tensor's data; the tensor is disposed and must not be used again.</summary>
    /// <param name="data">The initial value; it shares no history with the parameter.</param>
    /// <param name="requires_grad">False for a parameter that is not trained. Default: true.</param>
    public Parameter(torch.Tensor data, bool requires_grad = true) : base(Take(data, requires_grad)) => DetachFromDisposeScope();

    private static IntPtr Take(torch.Tensor data, bool requiresGrad)
    {
        ArgumentNullException.ThrowIfNull(data);
        NativeMethods.Check(NativeMethods.THSNN_Parameter_new(data.NativeHandle, requiresGrad ? 1 : 0, out IntPtr handle));
        data.Dispose();
        return handle;
    }
}
