using System.Runtime.InteropServices;
using TorchSharp.Utils;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>
        /// The tensor's own memory, on the CPU and contiguous. Getting it copies nothing: it is valid while the tensor is.
        /// Setting it copies as many bytes as the tensor has into it.
        /// </summary>
        /// <exception cref="InvalidOperationException">The tensor is not contiguous.</exception>
        /// <exception cref="ExternalException">The tensor is not on the CPU.</exception>
        /// <exception cref="ArgumentException">The bytes given are not as many as the tensor has.</exception>
        public Span<byte> bytes
        {
            get
            {
                if (!is_contiguous())
                    throw new InvalidOperationException($"The bytes of a tensor that is not contiguous cannot be spanned: {this}; call contiguous() first.");
                Check(THSTensor_data(NativeHandle, out var address));
                unsafe
                {
                    return new Span<byte>((void*)address, checked((int)(numel() * element_size())));
                }
            }
            set
            {
                var own = bytes;
                if (value.Length != own.Length)
                    throw new ArgumentException($"The tensor has {own.Length} bytes, but {value.Length} were given.", nameof(value));
                value.CopyTo(own);
                GC.KeepAlive(this);
            }
        }

        /// <summary>Access to the elements of a CPU tensor in row-major order, whatever its strides.</summary>
        /// <typeparam name="T">The C# type of the tensor's <see cref="dtype"/>.</typeparam>
        /// <returns>A view; valid while the tensor is.</returns>
        /// <exception cref="ArgumentException">The type is not the tensor's.</exception>
        /// <exception cref="ExternalException">The tensor is not on the CPU.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            CheckType<T>();
            return new TensorAccessor<T>(this);
        }

        /// <summary>The value of a tensor with one element, from any device.</summary>
        /// <typeparam name="T">The C# type of the tensor's <see cref="dtype"/>.</typeparam>
        /// <returns>The value.</returns>
        /// <exception cref="ArgumentException">The tensor has another type, or not exactly one element.</exception>
        public T item<T>() where T : unmanaged
        {
            CheckType<T>();
            var value = Single();
            object boxed = dtype switch
            {
                ScalarType.Byte => (byte)value.AsInt64,
                ScalarType.Int8 => (sbyte)value.AsInt64,
                ScalarType.Int16 => (short)value.AsInt64,
                ScalarType.Int32 => (int)value.AsInt64,
                ScalarType.Int64 => value.AsInt64,
                ScalarType.Float16 => (Half)value.AsDouble,
                ScalarType.Float32 => (float)value.AsDouble,
                ScalarType.Float64 => value.AsDouble,
                _ => value.AsInt64 != 0,
            };
            return (T)boxed;
        }

        /// <summary>The value of a tensor with one element, from any device.</summary>
        /// <returns>The value, with the tensor's type.</returns>
        /// <exception cref="ArgumentException">The tensor has not exactly one element.</exception>
        public Scalar ToScalar() => Scalar.FromNative(Single(), dtype);

        private NativeScalar Single()
        {
            if (numel() is var count and not 1)
                throw new ArgumentException($"A single value was asked of a tensor with {count} elements: {this}.");
            Check(THSTensor_item(NativeHandle, out var value));
            return value;
        }

        internal void CheckType<T>() where T : unmanaged
        {
            var own = dtype;
            if (typeof(T) != ClrType(own))
                throw new ArgumentException($"The tensor's elements are {own} ({ClrType(own)?.Name ?? "no C# type"}), but {typeof(T).Name} was asked for.");
        }

        private static Type? ClrType(ScalarType type) => type switch
        {
            ScalarType.Byte => typeof(byte),
            ScalarType.Int8 => typeof(sbyte),
            ScalarType.Int16 => typeof(short),
            ScalarType.Int32 => typeof(int),
            ScalarType.Int64 => typeof(long),
            ScalarType.Float16 => typeof(Half),
            ScalarType.Float32 => typeof(float),
            ScalarType.Float64 => typeof(double),
            ScalarType.Bool => typeof(bool),
            _ => null,
        };
    }
}
