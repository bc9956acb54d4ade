using System.Runtime.Intrinsics;

namespace Vae.Core.Models.Frozen;

/// <summary>
/// What the kernels ask of a vector of floats. Each operation is IEEE 754's on every element, so that every width gives the same bits.
/// </summary>
/// <typeparam name="TVector">The vector.</typeparam>
internal interface IVectorMath<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Width { get; }

    static abstract TVector Load(ref float source, int vector);

    static abstract void Store(TVector value, ref float destination, int vector);

    static abstract TVector All(float value);

    /// <summary><c>a · b + c</c>, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>Cut to a range; NaN stays.</summary>
    static abstract TVector Clamp(TVector value, TVector low, TVector high);

    /// <summary>The bits moved into the place of the exponent, plus the bits of 1: 2ⁿ for an n in the lowest bits.</summary>
    static abstract TVector PowerOfTwo(TVector bits);
}

/// <summary>Vectors of 16.</summary>
internal readonly struct Vectors512 : IVectorMath<Vector512<float>>
{
    public static int Width => Vector512<float>.Count;

    public static Vector512<float> Load(ref float source, int vector) => Vector512.LoadUnsafe(ref source, (nuint)(vector * Width));

    public static void Store(Vector512<float> value, ref float destination, int vector) => value.StoreUnsafe(ref destination, (nuint)(vector * Width));

    public static Vector512<float> All(float value) => Vector512.Create(value);

    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.FusedMultiplyAdd(a, b, c);

    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    public static Vector512<float> Subtract(Vector512<float> a, Vector512<float> b) => a - b;

    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) => a * b;

    public static Vector512<float> Divide(Vector512<float> a, Vector512<float> b) => a / b;

    public static Vector512<float> Clamp(Vector512<float> value, Vector512<float> low, Vector512<float> high) => Vector512.Min(Vector512.Max(value, low), high);

    public static Vector512<float> PowerOfTwo(Vector512<float> bits) => ((bits.AsInt32() << 23) + Vector512<float>.One.AsInt32()).AsSingle();
}

/// <summary>Vectors of 8.</summary>
internal readonly struct Vectors256 : IVectorMath<Vector256<float>>
{
    public static int Width => Vector256<float>.Count;

    public static Vector256<float> Load(ref float source, int vector) => Vector256.LoadUnsafe(ref source, (nuint)(vector * Width));

    public static void Store(Vector256<float> value, ref float destination, int vector) => value.StoreUnsafe(ref destination, (nuint)(vector * Width));

    public static Vector256<float> All(float value) => Vector256.Create(value);

    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.FusedMultiplyAdd(a, b, c);

    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    public static Vector256<float> Subtract(Vector256<float> a, Vector256<float> b) => a - b;

    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b) => a * b;

    public static Vector256<float> Divide(Vector256<float> a, Vector256<float> b) => a / b;

    public static Vector256<float> Clamp(Vector256<float> value, Vector256<float> low, Vector256<float> high) => Vector256.Min(Vector256.Max(value, low), high);

    public static Vector256<float> PowerOfTwo(Vector256<float> bits) => ((bits.AsInt32() << 23) + Vector256<float>.One.AsInt32()).AsSingle();
}

/// <summary>Vectors of 4: what every machine has, if need be in software.</summary>
internal readonly struct Vectors128 : IVectorMath<Vector128<float>>
{
    public static int Width => Vector128<float>.Count;

    public static Vector128<float> Load(ref float source, int vector) => Vector128.LoadUnsafe(ref source, (nuint)(vector * Width));

    public static void Store(Vector128<float> value, ref float destination, int vector) => value.StoreUnsafe(ref destination, (nuint)(vector * Width));

    public static Vector128<float> All(float value) => Vector128.Create(value);

    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) => Vector128.FusedMultiplyAdd(a, b, c);

    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;

    public static Vector128<float> Subtract(Vector128<float> a, Vector128<float> b) => a - b;

    public static Vector128<float> Multiply(Vector128<float> a, Vector128<float> b) => a * b;

    public static Vector128<float> Divide(Vector128<float> a, Vector128<float> b) => a / b;

    public static Vector128<float> Clamp(Vector128<float> value, Vector128<float> low, Vector128<float> high) => Vector128.Min(Vector128.Max(value, low), high);

    public static Vector128<float> PowerOfTwo(Vector128<float> bits) => ((bits.AsInt32() << 23) + Vector128<float>.One.AsInt32()).AsSingle();
}
