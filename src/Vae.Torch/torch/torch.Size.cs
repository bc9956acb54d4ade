using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Extents of a tensor, outermost first. Two are equal where all extents are.</summary>
    // CA1710: the name is TorchSharp's.
#pragma warning disable CA1710
    public struct Size : IEnumerable<long>
#pragma warning restore CA1710
    {
        private readonly long[]? _extents;

        /// <summary>Extents from an array, which is copied.</summary>
        /// <param name="shape">Extents; none for a single value.</param>
        public Size(long[] shape)
        {
            ArgumentNullException.ThrowIfNull(shape);
            _extents = [.. shape];
        }

        /// <summary>Extents from a sequence.</summary>
        /// <param name="shape">Extents; none for a single value.</param>
        public Size(IEnumerable<long> shape) => _extents = [.. shape];

        /// <summary>One extent.</summary>
        /// <param name="size">Number of elements.</param>
        public Size(long size) => _extents = [size];

        /// <summary>Number of dimensions.</summary>
        public int Length => Extents.Length;

        /// <summary>The extents; a copy.</summary>
        public long[] Shape => [.. Extents];

        private readonly long[] Extents => _extents ?? [];

        /// <summary>One extent.</summary>
        /// <param name="idx">Number of the dimension, from 0.</param>
        /// <exception cref="IndexOutOfRangeException">There is no such dimension.</exception>
        public long this[int idx] => Extents[idx];

        /// <summary>Extents from an array, which is copied.</summary>
        /// <param name="size">Extents.</param>
        public static implicit operator Size(long[] size) => new(size);

        /// <summary>One extent.</summary>
        /// <param name="size">Number of elements.</param>
        public static implicit operator Size(long size) => new(size);

        /// <summary>Two extents.</summary>
        /// <param name="size">Outermost first.</param>
        public static implicit operator Size((long, long) size) => new([size.Item1, size.Item2]);

        /// <summary>Three extents.</summary>
        /// <param name="size">Outermost first.</param>
        public static implicit operator Size((long, long, long) size) => new([size.Item1, size.Item2, size.Item3]);

        /// <summary>Four extents.</summary>
        /// <param name="size">Outermost first.</param>
        public static implicit operator Size((long, long, long, long) size) => new([size.Item1, size.Item2, size.Item3, size.Item4]);

        /// <summary>Whether all extents are equal.</summary>
        /// <param name="left">The one.</param>
        /// <param name="right">The other.</param>
        /// <returns>false where they are not as many, too.</returns>
        public static bool operator ==(Size left, Size right) => left.Extents.AsSpan().SequenceEqual(right.Extents);

        /// <summary>Whether an extent differs.</summary>
        /// <param name="left">The one.</param>
        /// <param name="right">The other.</param>
        /// <returns>true where they are not as many, too.</returns>
        public static bool operator !=(Size left, Size right) => !(left == right);

        /// <summary>The extents of both, one after another.</summary>
        /// <param name="left">Those that come first.</param>
        /// <param name="right">Those that come last.</param>
        /// <returns>As many as both together.</returns>
        public static Size operator +(Size left, Size right) => new([.. left.Extents, .. right.Extents]);

        /// <summary>Some of the extents.</summary>
        /// <param name="first">Number of the first dimension.</param>
        /// <param name="next">Number of the dimension after the last.</param>
        /// <returns>The extents between.</returns>
        public Size Slice(int first, int next) => new(Extents[first..next]);

        /// <summary>Number of elements that the extents hold.</summary>
        /// <returns>Their product; 1 for none.</returns>
        public long numel() => Extents.TotalSize();

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is Size other && this == other;

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var extent in Extents)
                hash.Add(extent);
            return hash.ToHashCode();
        }

        /// <summary>The extents, outermost first.</summary>
        /// <returns>An enumerator.</returns>
        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Extents).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
