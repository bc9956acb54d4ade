namespace TorchSharp;

/// <summary>
/// The entry to all of the library, under the names of PyTorch's <c>torch</c> module: a part of the API of TorchSharp 0.107,
/// so that code written against it compiles against that too.
/// </summary>
public static partial class torch
{
    private static Tensor Required(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor;
    }
}
