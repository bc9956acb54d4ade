using System.Runtime.InteropServices;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Tensors one after another along a dimension that they have.</summary>
    /// <param name="tensors">At least one; they agree in all other extents.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ExternalException">There is none, or the extents do not agree.</exception>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Cat(tensors, dim);

    /// <summary>Tensors one after another along a dimension that they have.</summary>
    /// <param name="tensors">At least one; they agree in all other extents.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ExternalException">There is none, or the extents do not agree.</exception>
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Cat(tensors, dim);

    /// <summary>Tensors one after another along a dimension that they have.</summary>
    /// <param name="tensors">At least one; they agree in all other extents.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ExternalException">There is none, or the extents do not agree.</exception>
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Cat(tensors.ToArray(), dim);

    /// <summary>Tensors one after another along a new dimension.</summary>
    /// <param name="tensors">At least one; all of one shape.</param>
    /// <param name="dim">Number of the new dimension in the result; negative ones count from the end.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ExternalException">There is none, or the shapes do not agree.</exception>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using var list = new TensorHandleList(tensors);
        Check(THSTensor_stack(list.Pointers, list.Count, dim, out var result));
        return Tensor.FromNative(result);
    }

    /// <summary>Coordinates of the points of a grid.</summary>
    /// <param name="tensors">The coordinates along each axis, of one dimension each.</param>
    /// <param name="indexing"><c>ij</c>: the first axis is the rows; <c>xy</c>: the first axis is the columns.</param>
    /// <returns>For each axis a tensor in the shape of the grid; views.</returns>
    /// <exception cref="ExternalException">The indexing is neither.</exception>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij")
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(indexing);
        using var list = new TensorHandleList(tensors);
        Check(THSTensor_meshgrid(list.Pointers, list.Count, indexing, out var array, out var count));
        return TensorHandleList.Take(array, count);
    }

    private static Tensor Cat(IList<Tensor> tensors, long dim)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using var list = new TensorHandleList(tensors);
        Check(THSTensor_cat(list.Pointers, list.Count, dim, out var result));
        return Tensor.FromNative(result);
    }
}
