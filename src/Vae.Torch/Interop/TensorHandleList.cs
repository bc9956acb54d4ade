namespace TorchSharp;

/// <summary>The addresses of several tensors, which stay alive until this is disposed.</summary>
internal ref struct TensorHandleList
{
    private readonly TensorHandle[] _handles;
    private int _held;

    internal TensorHandleList(IEnumerable<torch.Tensor>? tensors)
    {
        _handles = tensors is null ? [] : [.. tensors.Select(tensor => tensor.NativeHandle)];
        Pointers = new IntPtr[_handles.Length];
        try
        {
            for (; _held < _handles.Length; _held++)
            {
                var added = false;
                _handles[_held].DangerousAddRef(ref added);
                Pointers[_held] = _handles[_held].DangerousGetHandle();
            }
        }
        catch (ObjectDisposedException)
        {
            Dispose();
            throw;
        }
    }

    internal IntPtr[] Pointers { get; }

    internal readonly int Count => Pointers.Length;

    internal void Dispose()
    {
        while (_held > 0)
            _handles[--_held].DangerousRelease();
    }

    /// <summary>Takes over a list that native code has handed out.</summary>
    internal static torch.Tensor[] Take(IntPtr array, long count)
    {
        var tensors = new torch.Tensor[count];
        unsafe
        {
            var pointers = new ReadOnlySpan<IntPtr>((void*)array, checked((int)count));
            for (var i = 0; i < tensors.Length; i++)
                tensors[i] = torch.Tensor.FromNative(pointers[i]);
        }

        NativeMethods.THSTorch_free_array(array);
        return tensors;
    }
}
