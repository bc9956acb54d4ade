namespace TorchSharp;

// CA2211: TorchSharp has Colon and its like as plain static fields, and code that compiles here must compile there.
#pragma warning disable CA2211
public static partial class torch
{
    /// <summary>One part of an index expression.</summary>
    // CA1815: an index is passed, never compared.
#pragma warning disable CA1815
    public struct TensorIndex
#pragma warning restore CA1815
    {
        /// <summary>A new dimension of extent 1.</summary>
        public static TensorIndex None = new(new NativeIndex { Kind = 0 });

        /// <summary>All dimensions that no other part of the expression speaks of.</summary>
        public static TensorIndex Ellipsis = new(new NativeIndex { Kind = 1 });

        /// <summary>All of one dimension.</summary>
        public static TensorIndex Colon = Slice();

        private NativeIndex _native;
        private readonly Tensor? _tensor;

        private TensorIndex(NativeIndex native, Tensor? tensor = null) => (_native, _tensor) = (native, tensor);

        /// <summary>One index, which drops its dimension.</summary>
        /// <param name="index">The index; negative ones count from the last; null for a new dimension.</param>
        /// <returns>The part.</returns>
        public static TensorIndex Single(long? index) => index is { } given ? new(new NativeIndex { Kind = 2, Start = given }) : None;

        /// <summary>All or nothing, as a new dimension of extent 1 or 0.</summary>
        /// <param name="value">true for all.</param>
        /// <returns>The part.</returns>
        public static TensorIndex Bool(bool value) => new(new NativeIndex { Kind = 3, Start = value ? 1 : 0 });

        /// <summary>A range of one dimension.</summary>
        /// <param name="start">The first index; the beginning by default; negative ones count from the last.</param>
        /// <param name="stop">The index after the last; the end by default.</param>
        /// <param name="step">From each index to the next, at least 1; 1 by default.</param>
        /// <returns>The part.</returns>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(new NativeIndex
        {
            Kind = 4,
            Start = start ?? 0,
            Stop = stop ?? 0,
            Step = step ?? 0,
            Given = (start.HasValue ? 1 : 0) | (stop.HasValue ? 2 : 0) | (step.HasValue ? 4 : 0),
        });

        /// <summary>A range of one dimension.</summary>
        /// <param name="range">Start, and end without it.</param>
        /// <returns>The part.</returns>
        public static TensorIndex Slice(Range range) => Slice(
            range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
            range.End is { IsFromEnd: true, Value: 0 } ? null : range.End.IsFromEnd ? -range.End.Value : range.End.Value);

        /// <summary>Indices, or a mask of truth values.</summary>
        /// <param name="tensor">int64 indices of one dimension, or truth values over one or several.</param>
        /// <returns>The part.</returns>
        public static TensorIndex Tensor(Tensor tensor) => new(new NativeIndex { Kind = 5 }, Required(tensor));

        /// <summary>One index.</summary>
        /// <param name="value">As of <see cref="Single"/>.</param>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>One index.</summary>
        /// <param name="index">From the start, or with <c>^</c> from the end.</param>
        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        /// <summary>A range of one dimension.</summary>
        /// <param name="range">As of <see cref="Slice(Range)"/>.</param>
        public static implicit operator TensorIndex(Range range) => Slice(range);

        // The handles are those of a list that keeps the tensors alive during the call.
        internal static NativeIndex[] ToNative(TensorIndex[] indices, IntPtr[] tensors)
        {
            var native = new NativeIndex[indices.Length];
            var next = 0;
            for (var i = 0; i < indices.Length; i++)
            {
                native[i] = indices[i]._native;
                if (indices[i]._tensor is not null)
                    native[i].Tensor = tensors[next++];
            }

            return native;
        }

        internal static IEnumerable<Tensor> TensorsOf(TensorIndex[] indices) =>
            indices.Select(index => index._tensor).OfType<Tensor>();
    }
}
