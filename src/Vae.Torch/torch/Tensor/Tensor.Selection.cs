using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>One part along a dimension, without it.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="index">Its index; negative ones count from the last.</param>
        /// <returns>A view that shares this tensor's memory.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">An index is outside the tensor.</exception>
        public Tensor select(long dim, long index)
        {
            Check(THSTensor_select(NativeHandle, dim, index, out var result));
            return FromNative(result);
        }

        /// <summary>A range along a dimension.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="start">Index of the first part.</param>
        /// <param name="length">How many.</param>
        /// <returns>A view that shares this tensor's memory.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">An index is outside the tensor.</exception>
        public Tensor narrow(long dim, long start, long length)
        {
            Check(THSTensor_narrow(NativeHandle, dim, start, length, out var result));
            return FromNative(result);
        }

        /// <summary>A range along a dimension; bounds outside are moved to the ends.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="start">Index of the first part; negative ones count from the last.</param>
        /// <param name="finish">Index after the last part.</param>
        /// <param name="step">From each part to the next; at least 1.</param>
        /// <returns>A view that shares this tensor's memory.</returns>
        public Tensor slice(long dim, long start, long finish, long step)
        {
            Check(THSTensor_slice(NativeHandle, dim, start, finish, step, out var result));
            return FromNative(result);
        }

        /// <summary>Parts along a dimension by their indices.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="index">Indices, of type int64.</param>
        /// <returns>A new tensor.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">An index is outside the tensor.</exception>
        public Tensor index_select(long dim, Tensor index)
        {
            Check(THSTensor_index_select(NativeHandle, dim, Required(index).NativeHandle, out var result));
            return FromNative(result);
        }

        /// <summary>Elements picked along a dimension: at each place the element with the index that stands there.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="index">Indices, of type int64.</param>
        /// <returns>A new tensor in the shape of the indices.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">An index is outside the tensor.</exception>
        public Tensor gather(long dim, Tensor index)
        {
            Check(THSTensor_gather(NativeHandle, dim, Required(index).NativeHandle, out var result));
            return FromNative(result);
        }

        /// <summary>The tensor with elements put along a dimension where the indices say.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="index">Indices, of type int64.</param>
        /// <param name="src">The elements that are put, in the shape of the indices.</param>
        /// <returns>A new tensor.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">An index is outside the tensor.</exception>
        public Tensor scatter(long dim, Tensor index, Tensor src)
        {
            Check(THSTensor_scatter(NativeHandle, dim, Required(index).NativeHandle, Required(src).NativeHandle, out var result));
            return FromNative(result);
        }

        /// <summary>Puts elements along a dimension where the indices say.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="index">Indices, of type int64.</param>
        /// <param name="src">The elements that are put, in the shape of the indices.</param>
        /// <returns>This tensor.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">An index is outside the tensor.</exception>
        public Tensor scatter_(long dim, Tensor index, Tensor src)
        {
            Check(THSTensor_scatter_(NativeHandle, dim, Required(index).NativeHandle, Required(src).NativeHandle));
            return this;
        }

        /// <summary>Adds elements along a dimension where the indices say.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="index">Indices, of type int64.</param>
        /// <param name="src">The elements that are put, in the shape of the indices.</param>
        /// <returns>This tensor.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">An index is outside the tensor.</exception>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src)
        {
            Check(THSTensor_scatter_add_(NativeHandle, dim, Required(index).NativeHandle, Required(src).NativeHandle));
            return this;
        }

        /// <summary>Adds parts of another tensor to parts of this one along a dimension.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="index">Indices, of type int64.</param>
        /// <param name="source">The parts that are added.</param>
        /// <param name="alpha">What they are multiplied by.</param>
        /// <returns>This tensor.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">An index is outside the tensor.</exception>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            Check(THSTensor_index_add_(NativeHandle, dim, Required(index).NativeHandle, Required(source).NativeHandle, ValueOf(alpha)));
            return this;
        }

        /// <summary>Overwrites parts of this tensor along a dimension with those of another.</summary>
        /// <param name="dim">The dimension; negative ones count from the last.</param>
        /// <param name="index">Indices, of type int64.</param>
        /// <param name="source">The parts that are copied.</param>
        /// <returns>This tensor.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">An index is outside the tensor.</exception>
        public Tensor index_copy_(long dim, Tensor index, Tensor source)
        {
            Check(THSTensor_index_copy_(NativeHandle, dim, Required(index).NativeHandle, Required(source).NativeHandle));
            return this;
        }

        /// <summary>The tensor with one value wherever a mask is true.</summary>
        /// <param name="mask">Truth values, broadcast to the shape of the tensor.</param>
        /// <param name="value">The value.</param>
        /// <returns>A new tensor.</returns>
        public Tensor masked_fill(Tensor mask, Scalar value)
        {
            Check(THSTensor_masked_fill(NativeHandle, Required(mask).NativeHandle, ValueOf(value), out var result));
            return FromNative(result);
        }

        /// <summary>Puts one value wherever a mask is true.</summary>
        /// <param name="mask">Truth values, broadcast to the shape of the tensor.</param>
        /// <param name="value">The value.</param>
        /// <returns>This tensor.</returns>
        public Tensor masked_fill_(Tensor mask, Scalar value)
        {
            Check(THSTensor_masked_fill_(NativeHandle, Required(mask).NativeHandle, ValueOf(value)));
            return this;
        }

        /// <summary>The elements where a mask is true.</summary>
        /// <param name="mask">Truth values, broadcast to the shape of the tensor.</param>
        /// <returns>A new tensor of one dimension.</returns>
        public Tensor masked_select(Tensor mask)
        {
            Check(THSTensor_masked_select(NativeHandle, Required(mask).NativeHandle, out var result));
            return FromNative(result);
        }

        /// <summary>Indices of the elements that are not zero.</summary>
        /// <returns>int64 indices [elements, dimensions].</returns>
        public Tensor nonzero() =>
            Apply(THSTensor_nonzero);
    }
}
