namespace TorchSharp;

// CA2211: TorchSharp has these as plain static fields, and code that compiles here must compile there.
#pragma warning disable CA2211
public static partial class torch
{
    /// <summary>8-bit unsigned integer: <see cref="ScalarType.Byte"/>.</summary>
    public static ScalarType uint8 = ScalarType.Byte;

    /// <summary>8-bit signed integer: <see cref="ScalarType.Int8"/>.</summary>
    public static ScalarType int8 = ScalarType.Int8;

    /// <summary>16-bit signed integer: <see cref="ScalarType.Int16"/>.</summary>
    public static ScalarType int16 = ScalarType.Int16;

    /// <summary>32-bit signed integer: <see cref="ScalarType.Int32"/>.</summary>
    public static ScalarType int32 = ScalarType.Int32;

    /// <summary>64-bit signed integer: <see cref="ScalarType.Int64"/>.</summary>
    public static ScalarType int64 = ScalarType.Int64;

    /// <summary>IEEE half precision: <see cref="ScalarType.Float16"/>.</summary>
    public static ScalarType float16 = ScalarType.Float16;

    /// <summary>IEEE single precision: <see cref="ScalarType.Float32"/>.</summary>
    public static ScalarType float32 = ScalarType.Float32;

    /// <summary>IEEE double precision: <see cref="ScalarType.Float64"/>.</summary>
    public static ScalarType float64 = ScalarType.Float64;

    /// <summary>Upper 16 bits of single precision: <see cref="ScalarType.BFloat16"/>.</summary>
    public static ScalarType bfloat16 = ScalarType.BFloat16;

    /// <summary>Truth value: <see cref="ScalarType.Bool"/>.</summary>
    public static ScalarType @bool = ScalarType.Bool;

    /// <summary>Types of elements, with libtorch's numbers.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>8-bit unsigned integer.</summary>
        Byte = 0,

        /// <summary>8-bit signed integer.</summary>
        Int8 = 1,

        /// <summary>16-bit signed integer.</summary>
        Int16 = 2,

        /// <summary>32-bit signed integer.</summary>
        Int32 = 3,

        /// <summary>64-bit signed integer.</summary>
        Int64 = 4,

        /// <summary>IEEE half precision.</summary>
        Float16 = 5,

        /// <summary>IEEE single precision.</summary>
        Float32 = 6,

        /// <summary>IEEE double precision.</summary>
        Float64 = 7,

        /// <summary>Truth value, one byte.</summary>
        Bool = 11,

        /// <summary>Upper 16 bits of single precision.</summary>
        BFloat16 = 15,
    }

    /// <summary>Whether a type has a fractional part.</summary>
    /// <param name="type">The type.</param>
    /// <returns>true for the half, bfloat16, single and double precision types.</returns>
    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

    /// <summary>Whether a type holds whole numbers or truth values.</summary>
    /// <param name="type">The type.</param>
    /// <returns>true for the integer types and for bool.</returns>
    public static bool is_integral(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

    /// <summary>How a quotient is rounded.</summary>
    public enum RoundingMode
    {
        /// <summary>Not at all: true division.</summary>
        None = 0,

        /// <summary>Towards zero.</summary>
        trunc = 1,

        /// <summary>Towards minus infinity.</summary>
        floor = 2,
    }
}
