namespace TorchSharp;

/// <summary>Conversions between tensors and C# values.</summary>
public static partial class TensorExtensionMethods
{
    /// <summary>Size of one element of a type, in bytes.</summary>
    /// <param name="type">The type.</param>
    /// <returns>1 to 8.</returns>
    /// <exception cref="ArgumentException">The value is no type.</exception>
    public static int ElementSize(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 => 8,
        _ => throw new ArgumentException($"{type} is not a type of elements.", nameof(type)),
    };

    /// <summary>Number of elements that a shape holds.</summary>
    /// <param name="shape">Extents.</param>
    /// <returns>Their product; 1 for none.</returns>
    /// <exception cref="OverflowException">It is not within 64 bits.</exception>
    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, extent) => checked(product * extent));

    /// <summary>The value of a tensor with one element, converted.</summary>
    /// <param name="value">The tensor.</param>
    /// <returns>Its value in single precision.</returns>
    /// <exception cref="ArgumentException">The tensor has not exactly one element.</exception>
    public static float ToSingle(this torch.Tensor value) => Required(value).ToScalar().ToSingle();

    /// <summary>The value of a tensor with one element, converted.</summary>
    /// <param name="value">The tensor.</param>
    /// <returns>Its value in double precision.</returns>
    /// <exception cref="ArgumentException">The tensor has not exactly one element.</exception>
    public static double ToDouble(this torch.Tensor value) => Required(value).ToScalar().ToDouble();

    /// <summary>The value of a tensor with one element, converted.</summary>
    /// <param name="value">The tensor.</param>
    /// <returns>Its value without the fractional part.</returns>
    /// <exception cref="ArgumentException">The tensor has not exactly one element.</exception>
    public static int ToInt32(this torch.Tensor value) => Required(value).ToScalar().ToInt32();

    /// <summary>The value of a tensor with one element, converted.</summary>
    /// <param name="value">The tensor.</param>
    /// <returns>Its value without the fractional part.</returns>
    /// <exception cref="ArgumentException">The tensor has not exactly one element.</exception>
    public static long ToInt64(this torch.Tensor value) => Required(value).ToScalar().ToInt64();

    /// <summary>The value of a tensor with one element, converted.</summary>
    /// <param name="value">The tensor.</param>
    /// <returns>Its value without the fractional part.</returns>
    /// <exception cref="ArgumentException">The tensor has not exactly one element.</exception>
    public static byte ToByte(this torch.Tensor value) => Required(value).ToScalar().ToByte();

    /// <summary>The value of a tensor with one element, converted.</summary>
    /// <param name="value">The tensor.</param>
    /// <returns>false for zero.</returns>
    /// <exception cref="ArgumentException">The tensor has not exactly one element.</exception>
    public static bool ToBoolean(this torch.Tensor value) => Required(value).ToScalar().ToBoolean();

    private static torch.Tensor Required(torch.Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
