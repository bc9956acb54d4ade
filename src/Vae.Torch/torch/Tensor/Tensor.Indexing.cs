using System.Runtime.InteropServices;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The part at one index of the first dimension. Getting it makes a view, which the caller disposes; setting
        /// it copies into this tensor.</summary>
        /// <param name="i1">The index; negative ones count from the last.</param>
        /// <exception cref="ExternalException">The index is outside the tensor.</exception>
        public Tensor this[long i1]
        {
            get => index(TensorIndex.Single(i1));
            set => index_put_(value, TensorIndex.Single(i1));
        }

        /// <summary>The part at an index of each of the first two dimensions.</summary>
        /// <param name="i1">First index; negative ones count from the last.</param>
        /// <param name="i2">Second index.</param>
        /// <exception cref="ExternalException">An index is outside the tensor.</exception>
        public Tensor this[long i1, long i2]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2));
        }

        /// <summary>The part at an index of each of the first three dimensions.</summary>
        /// <param name="i1">First index; negative ones count from the last.</param>
        /// <param name="i2">Second index.</param>
        /// <param name="i3">Third index.</param>
        /// <exception cref="ExternalException">An index is outside the tensor.</exception>
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3));
        }

        /// <summary>The part at an index of each of the first four dimensions.</summary>
        /// <param name="i1">First index; negative ones count from the last.</param>
        /// <param name="i2">Second index.</param>
        /// <param name="i3">Third index.</param>
        /// <param name="i4">Fourth index.</param>
        /// <exception cref="ExternalException">An index is outside the tensor.</exception>
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3), TensorIndex.Single(i4));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3), TensorIndex.Single(i4));
        }

        /// <summary>The part that an index expression names: a view where it has only indices and ranges, else a copy.</summary>
        /// <param name="indices">Indices, ranges, <see cref="TensorIndex.Ellipsis"/>, masks; the dimensions left are taken whole.</param>
        /// <exception cref="ExternalException">The expression does not fit the tensor.</exception>
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The elements that index tensors or a mask pick.</summary>
        /// <param name="indices">int64 indices or truth values, for the first dimensions.</param>
        /// <exception cref="ExternalException">The indices do not fit the tensor.</exception>
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The part that an index expression names.</summary>
        /// <param name="indices">Indices, ranges, <see cref="TensorIndex.Ellipsis"/>, masks; the dimensions left are taken whole.</param>
        /// <returns>A view where the expression has only indices and ranges, else a copy.</returns>
        /// <exception cref="ExternalException">The expression does not fit the tensor.</exception>
        public Tensor index(params TensorIndex[] indices)
        {
            using var tensors = new TensorHandleList(TensorIndex.TensorsOf(indices));
            Check(THSTensor_index(NativeHandle, TensorIndex.ToNative(indices, tensors.Pointers), indices.Length, out var result));
            return FromNative(result);
        }

        /// <summary>The elements that index tensors or a mask pick.</summary>
        /// <param name="indices">int64 indices or truth values, for the first dimensions.</param>
        /// <returns>A copy.</returns>
        /// <exception cref="ExternalException">The indices do not fit the tensor.</exception>
        public Tensor index(params Tensor[] indices) => index(Parts(indices));

        /// <summary>Copies a tensor into the part that an index expression names.</summary>
        /// <param name="value">The tensor, broadcast to the shape of the part.</param>
        /// <param name="indices">As of <see cref="index(TensorIndex[])"/>.</param>
        /// <returns>This tensor.</returns>
        /// <exception cref="ExternalException">The expression or the value does not fit the tensor.</exception>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            using var tensors = new TensorHandleList(TensorIndex.TensorsOf(indices));
            Check(THSTensor_index_put_(NativeHandle, TensorIndex.ToNative(indices, tensors.Pointers), indices.Length, Required(value).NativeHandle));
            return this;
        }

        /// <summary>Copies a tensor to the elements that index tensors or a mask pick.</summary>
        /// <param name="value">The tensor, broadcast to the shape of the part.</param>
        /// <param name="indices">int64 indices or truth values, for the first dimensions.</param>
        /// <returns>This tensor.</returns>
        /// <exception cref="ExternalException">The indices or the value do not fit the tensor.</exception>
        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Parts(indices));

        /// <summary>Puts one value into the part that an index expression names.</summary>
        /// <param name="value">The value.</param>
        /// <param name="indices">As of <see cref="index(TensorIndex[])"/>.</param>
        /// <returns>This tensor.</returns>
        /// <exception cref="ExternalException">The expression does not fit the tensor.</exception>
        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var tensors = new TensorHandleList(TensorIndex.TensorsOf(indices));
            Check(THSTensor_index_put_scalar_(NativeHandle, TensorIndex.ToNative(indices, tensors.Pointers), indices.Length, ValueOf(value)));
            return this;
        }

        private static TensorIndex[] Parts(Tensor[] indices) => Array.ConvertAll(indices, TensorIndex.Tensor);
    }
}
