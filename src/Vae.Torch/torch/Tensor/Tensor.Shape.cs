using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same elements in another shape, in the same memory.</summary>
        /// <param name="shape">Extents; one may be −1 for what is left.</param>
        /// <returns>A view that shares this tensor's memory.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The shape does not hold as many elements as the tensor has, or the strides do not allow it.</exception>
        public Tensor view(params long[] shape)
        {
            Check(THSTensor_view(NativeHandle, shape, shape.Length, out var result));
            return FromNative(result);
        }

        /// <summary>The same elements in another shape.</summary>
        /// <param name="shape">Extents; one may be −1 for what is left.</param>
        /// <returns>A new tensor; it shares this one's memory where the strides allow it.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The shape does not hold as many elements as the tensor has.</exception>
        public Tensor reshape(params long[] shape)
        {
            Check(THSTensor_reshape(NativeHandle, shape, shape.Length, out var result));
            return FromNative(result);
        }

        /// <summary>The same elements in the shape of another tensor, in the same memory.</summary>
        /// <param name="other">The other tensor.</param>
        /// <returns>A view that shares this tensor's memory.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The shape does not hold as many elements as the tensor has, or the strides do not allow it.</exception>
        public Tensor view_as(Tensor other) =>
            view(Required(other).shape);

        /// <summary>The tensor with several dimensions made one.</summary>
        /// <param name="start_dim">First of the dimensions that become one.</param>
        /// <param name="end_dim">Last of them; negative ones count from the last.</param>
        /// <returns>A new tensor; it shares this one's memory where the strides allow it.</returns>
        public Tensor flatten(long start_dim = 0, long end_dim = -1)
        {
            Check(THSTensor_flatten(NativeHandle, start_dim, end_dim, out var result));
            return FromNative(result);
        }

        /// <summary>The tensor with one dimension made several.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="sizes">Extents; one may be −1 for what is left.</param>
        /// <returns>A view that shares this tensor's memory.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The shape does not hold as many elements as the tensor has, or the strides do not allow it.</exception>
        public Tensor unflatten(long dim, params long[] sizes)
        {
            Check(THSTensor_unflatten(NativeHandle, dim, sizes, sizes.Length, out var result));
            return FromNative(result);
        }

        /// <summary>The tensor with one dimension made several.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="sizes">Extents; one may be −1 for what is left.</param>
        /// <returns>A view that shares this tensor's memory.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The shape does not hold as many elements as the tensor has, or the strides do not allow it.</exception>
        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        /// <summary>The tensor without its dimensions of extent 1.</summary>
        /// <param name="dim">The only one that is dropped; null for all.</param>
        /// <returns>A view that shares this tensor's memory.</returns>
        public Tensor squeeze(long? dim = null)
        {
            Check(dim is { } only ? THSTensor_squeeze_along(NativeHandle, only, out var result) : THSTensor_squeeze(NativeHandle, out result));
            return FromNative(result);
        }

        /// <summary>The tensor with a new dimension of extent 1.</summary>
        /// <param name="dim">Its number in the result; negative ones count from the end.</param>
        /// <returns>A view that shares this tensor's memory.</returns>
        public Tensor unsqueeze(long dim)
        {
            Check(THSTensor_unsqueeze(NativeHandle, dim, out var result));
            return FromNative(result);
        }

        /// <summary>The tensor with two dimensions exchanged.</summary>
        /// <param name="dim0">The one.</param>
        /// <param name="dim1">The other.</param>
        /// <returns>A view that shares this tensor's memory.</returns>
        public Tensor transpose(long dim0, long dim1)
        {
            Check(THSTensor_transpose(NativeHandle, dim0, dim1, out var result));
            return FromNative(result);
        }

        /// <summary>The transpose of a matrix; a vector stays as it is.</summary>
        /// <returns>A view that shares this tensor's memory.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The tensor has more than two dimensions.</exception>
        public Tensor t() =>
            Apply(THSTensor_t);

        /// <summary>The tensor with its dimensions in another order.</summary>
        /// <param name="permutation">For each dimension of the result, its number in this tensor.</param>
        /// <returns>A view that shares this tensor's memory.</returns>
        public Tensor permute(params long[] permutation)
        {
            Check(THSTensor_permute(NativeHandle, permutation, permutation.Length, out var result));
            return FromNative(result);
        }

        /// <summary>The tensor repeated along dimensions of extent 1, without copying.</summary>
        /// <param name="sizes">Extents; −1 keeps one. Dimensions of extent 1 grow, new ones come in front.</param>
        /// <returns>A view that shares this tensor's memory.</returns>
        public Tensor expand(params long[] sizes)
        {
            Check(THSTensor_expand(NativeHandle, sizes, sizes.Length, out var result));
            return FromNative(result);
        }

        /// <summary>The tensor repeated to the shape of another, without copying.</summary>
        /// <param name="other">The other tensor.</param>
        /// <returns>A view that shares this tensor's memory.</returns>
        public Tensor expand_as(Tensor other) =>
            expand(Required(other).shape);

        /// <summary>Copies of the tensor side by side.</summary>
        /// <param name="sizes">How many along each dimension; new dimensions come in front.</param>
        /// <returns>A new tensor.</returns>
        public Tensor repeat(params long[] sizes)
        {
            Check(THSTensor_repeat(NativeHandle, sizes, sizes.Length, out var result));
            return FromNative(result);
        }

        /// <summary>Each element, or each part along a dimension, several times.</summary>
        /// <param name="repeats">How often.</param>
        /// <param name="dim">The dimension; null for the flattened tensor.</param>
        /// <param name="output_size">Not used: the size follows from the others.</param>
        /// <returns>A new tensor.</returns>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null)
        {
            Check(THSTensor_repeat_interleave(NativeHandle, repeats, dim.HasValue ? 1 : 0, dim ?? 0, out var result));
            return FromNative(result);
        }

        /// <summary>The tensor with the order along some dimensions turned.</summary>
        /// <param name="dims">The dimensions.</param>
        /// <returns>A new tensor.</returns>
        public Tensor flip(params long[] dims)
        {
            Check(THSTensor_flip(NativeHandle, dims, dims.Length, out var result));
            return FromNative(result);
        }

        /// <summary>The matrix with zeros above a diagonal.</summary>
        /// <param name="diagonal">Which diagonal: 0 the main one, positive ones above it.</param>
        /// <returns>A new tensor.</returns>
        public Tensor tril(long diagonal = 0)
        {
            Check(THSTensor_tril(NativeHandle, diagonal, out var result));
            return FromNative(result);
        }

        /// <summary>The matrix with zeros below a diagonal.</summary>
        /// <param name="diagonal">Which diagonal: 0 the main one, positive ones above it.</param>
        /// <returns>A new tensor.</returns>
        public Tensor triu(long diagonal = 0)
        {
            Check(THSTensor_triu(NativeHandle, diagonal, out var result));
            return FromNative(result);
        }

        /// <summary>The diagonal of a matrix, or the matrix with a vector as its diagonal.</summary>
        /// <param name="diagonal">Which diagonal: 0 the main one, positive ones above it.</param>
        /// <returns>A new tensor.</returns>
        public Tensor diag(long diagonal = 0)
        {
            Check(THSTensor_diag(NativeHandle, diagonal, out var result));
            return FromNative(result);
        }

        /// <summary>The tensor in several parts of equal extent along a dimension; the last may be smaller.</summary>
        /// <param name="chunks">How many.</param>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <returns>Views that share this tensor's memory.</returns>
        public Tensor[] chunk(long chunks, long dim = 0)
        {
            Check(THSTensor_chunk(NativeHandle, chunks, dim, out var array, out var count));
            return TensorHandleList.Take(array, count);
        }

        /// <summary>The tensor in parts of a given extent along a dimension.</summary>
        /// <param name="size">Extent of each part; the last may be smaller.</param>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <returns>Views that share this tensor's memory.</returns>
        public Tensor[] split(long size, int dim = 0)
        {
            Check(THSTensor_split_with_size(NativeHandle, size, dim, out var array, out var count));
            return TensorHandleList.Take(array, count);
        }

        /// <summary>The tensor in parts of given extents along a dimension.</summary>
        /// <param name="sizes">Extents of the parts; they sum to the extent of the dimension.</param>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <returns>Views that share this tensor's memory.</returns>
        public Tensor[] split(long[] sizes, long dim = 0)
        {
            Check(THSTensor_split_with_sizes(NativeHandle, sizes, sizes.Length, dim, out var array, out var count));
            return TensorHandleList.Take(array, count);
        }

        /// <summary>The parts of the tensor along a dimension, without it.</summary>
        /// <param name="dimension">The dimension.</param>
        /// <returns>Views that share this tensor's memory, as many as the extent.</returns>
        public Tensor[] unbind(long dimension = 0)
        {
            Check(THSTensor_unbind(NativeHandle, dimension, out var array, out var count));
            return TensorHandleList.Take(array, count);
        }
    }
}
