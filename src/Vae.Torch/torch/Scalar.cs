namespace TorchSharp;

/// <summary>A number that is converted to the tensor's type where it meets one. It holds nothing native here;
/// <see cref="Dispose"/> exists because TorchSharp's does.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(NativeScalar value, torch.ScalarType type)
    {
        Value = value;
        Type = type;
    }

    /// <summary>The type that the number was given in.</summary>
    public torch.ScalarType Type { get; }

    internal NativeScalar Value { get; }

    /// <summary>A number from an 8-bit unsigned integer.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator Scalar(byte value) => new((long)value, torch.ScalarType.Byte);

    /// <summary>A number from an 8-bit signed integer.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator Scalar(sbyte value) => new((long)value, torch.ScalarType.Int8);

    /// <summary>A number from a 16-bit integer.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator Scalar(short value) => new((long)value, torch.ScalarType.Int16);

    /// <summary>A number from a 32-bit integer.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator Scalar(int value) => new((long)value, torch.ScalarType.Int32);

    /// <summary>A number from a 64-bit integer.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator Scalar(long value) => new(value, torch.ScalarType.Int64);

    /// <summary>A number from single precision.</summary>
    /// <param name="value">Any, NaN and infinities included.</param>
    public static implicit operator Scalar(float value) => new((double)value, torch.ScalarType.Float32);

    /// <summary>A number from double precision.</summary>
    /// <param name="value">Any, NaN and infinities included.</param>
    public static implicit operator Scalar(double value) => new(value, torch.ScalarType.Float64);

    /// <summary>A truth value.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator Scalar(bool value) => new(value, torch.ScalarType.Bool);

    /// <summary>Nothing to release.</summary>
    public void Dispose()
    {
    }

    internal static Scalar FromNative(NativeScalar value, torch.ScalarType type) => new(value, type);

    /// <summary>The number, or the sign for none where the native side takes an optional one.</summary>
    internal static NativeScalar ValueOf(Scalar? scalar) => scalar?.Value ?? NativeScalar.Absent;
}

/// <summary>Conversions from <see cref="Scalar"/> and to it.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>The number in single precision.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The nearest value.</returns>
    public static float ToSingle(this Scalar value) => (float)Required(value).AsDouble;

    /// <summary>The number in double precision.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The nearest value.</returns>
    public static double ToDouble(this Scalar value) => Required(value).AsDouble;

    /// <summary>The number without its fractional part.</summary>
    /// <param name="value">The number.</param>
    /// <returns>Rounded towards zero.</returns>
    /// <exception cref="OverflowException">It is not within the range.</exception>
    public static int ToInt32(this Scalar value) => checked((int)Required(value).AsInt64);

    /// <summary>The number without its fractional part.</summary>
    /// <param name="value">The number.</param>
    /// <returns>Rounded towards zero.</returns>
    /// <exception cref="OverflowException">It is not within the range.</exception>
    public static long ToInt64(this Scalar value) => Required(value).AsInt64;

    /// <summary>The number without its fractional part.</summary>
    /// <param name="value">The number.</param>
    /// <returns>Rounded towards zero.</returns>
    /// <exception cref="OverflowException">It is not within the range.</exception>
    public static byte ToByte(this Scalar value) => checked((byte)Required(value).AsInt64);

    /// <summary>Whether the number is not zero.</summary>
    /// <param name="value">The number.</param>
    /// <returns>false for zero.</returns>
    public static bool ToBoolean(this Scalar value) => Required(value).AsDouble != 0;

    /// <summary>A number from single precision.</summary>
    /// <param name="value">Any.</param>
    /// <returns>The number.</returns>
    public static Scalar ToScalar(this float value) => value;

    /// <summary>A number from double precision.</summary>
    /// <param name="value">Any.</param>
    /// <returns>The number.</returns>
    public static Scalar ToScalar(this double value) => value;

    /// <summary>A number from a 32-bit integer.</summary>
    /// <param name="value">Any.</param>
    /// <returns>The number.</returns>
    public static Scalar ToScalar(this int value) => value;

    /// <summary>A number from a 64-bit integer.</summary>
    /// <param name="value">Any.</param>
    /// <returns>The number.</returns>
    public static Scalar ToScalar(this long value) => value;

    private static NativeScalar Required(Scalar value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Value;
    }
}
