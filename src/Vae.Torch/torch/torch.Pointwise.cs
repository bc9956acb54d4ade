namespace TorchSharp;

public static partial class torch
{
    /// <inheritdoc cref="Tensor.add(Tensor)"/>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The other tensor.</param>
    public static Tensor add(Tensor left, Tensor right) => Required(left).add(right);

    /// <inheritdoc cref="Tensor.add(Scalar)"/>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The number.</param>
    public static Tensor add(Tensor left, Scalar right) => Required(left).add(right);

    /// <inheritdoc cref="Tensor.sub(Tensor)"/>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The other tensor.</param>
    public static Tensor sub(Tensor left, Tensor right) => Required(left).sub(right);

    /// <inheritdoc cref="Tensor.sub(Scalar)"/>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The number.</param>
    public static Tensor sub(Tensor left, Scalar right) => Required(left).sub(right);

    /// <inheritdoc cref="Tensor.mul(Tensor)"/>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The other tensor.</param>
    public static Tensor mul(Tensor left, Tensor right) => Required(left).mul(right);

    /// <inheritdoc cref="Tensor.mul(Scalar)"/>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The number.</param>
    public static Tensor mul(Tensor left, Scalar right) => Required(left).mul(right);

    /// <inheritdoc cref="Tensor.add(Tensor, Scalar)"/>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The other tensor.</param>
    /// <param name="alpha">What the addend is multiplied by.</param>
    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => Required(left).add(right, alpha);

    /// <inheritdoc cref="Tensor.div(Tensor, RoundingMode)"/>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The other tensor.</param>
    /// <param name="rounding_mode">How the quotient is rounded.</param>
    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => Required(left).div(right, rounding_mode);

    /// <inheritdoc cref="Tensor.div(Scalar, RoundingMode)"/>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The number.</param>
    /// <param name="rounding_mode">How the quotient is rounded.</param>
    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => Required(left).div(right, rounding_mode);

    /// <inheritdoc cref="Tensor.pow(Tensor)"/>
    /// <param name="left">The bases.</param>
    /// <param name="exponent">The exponents.</param>
    public static Tensor pow(Tensor left, Tensor exponent) => Required(left).pow(exponent);

    /// <inheritdoc cref="Tensor.pow(Scalar)"/>
    /// <param name="left">The bases.</param>
    /// <param name="exponent">The exponent.</param>
    public static Tensor pow(Tensor left, Scalar exponent) => Required(left).pow(exponent);

    /// <inheritdoc cref="Tensor.remainder(Tensor)"/>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The other tensor.</param>
    public static Tensor remainder(Tensor left, Tensor right) => Required(left).remainder(right);

    /// <inheritdoc cref="Tensor.fmod(Tensor)"/>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The other tensor.</param>
    public static Tensor fmod(Tensor left, Tensor right) => Required(left).fmod(right);

    /// <inheritdoc cref="Tensor.maximum(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other tensor.</param>
    public static Tensor maximum(Tensor input, Tensor other) => Required(input).maximum(other);

    /// <inheritdoc cref="Tensor.minimum(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other tensor.</param>
    public static Tensor minimum(Tensor input, Tensor other) => Required(input).minimum(other);

    /// <inheritdoc cref="Tensor.atan2(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other tensor.</param>
    public static Tensor atan2(Tensor input, Tensor other) => Required(input).atan2(other);

    /// <inheritdoc cref="Tensor.logaddexp(Tensor)"/>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The other tensor.</param>
    public static Tensor logaddexp(Tensor left, Tensor right) => Required(left).logaddexp(right);

    /// <inheritdoc cref="Tensor.xlogy(Tensor)"/>
    /// <param name="x">The factor.</param>
    /// <param name="y">Whose logarithm it is.</param>
    public static Tensor xlogy(Tensor x, Tensor y) => Required(x).xlogy(y);

    /// <inheritdoc cref="Tensor.round(long)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="decimals">Decimal places that are kept.</param>
    public static Tensor round(Tensor input, long decimals = 0) => Required(input).round(decimals);

    /// <inheritdoc cref="Tensor.clamp(Scalar, Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="min">Lower bound; null for none.</param>
    /// <param name="max">Upper bound; null for none.</param>
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => Required(input).clamp(min, max);

    /// <inheritdoc cref="Tensor.clamp_min(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="min">The number.</param>
    public static Tensor clamp_min(Tensor input, Scalar min) => Required(input).clamp_min(min);

    /// <inheritdoc cref="Tensor.clamp_max(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="max">The number.</param>
    public static Tensor clamp_max(Tensor input, Scalar max) => Required(input).clamp_max(max);

    /// <inheritdoc cref="Tensor.lerp(Tensor, Tensor)"/>
    /// <param name="input">What a weight of 0 gives.</param>
    /// <param name="end">What a weight of 1 gives.</param>
    /// <param name="weight">The weights.</param>
    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => Required(input).lerp(end, weight);

    /// <inheritdoc cref="Tensor.addcmul(Tensor, Tensor, Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="tensor1">First factor.</param>
    /// <param name="tensor2">Second factor.</param>
    /// <param name="value">What the product is multiplied by.</param>
    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => Required(input).addcmul(tensor1, tensor2, value);

    /// <summary>One tensor's element where a condition holds, else another's, with broadcasting.</summary>
    /// <param name="condition">Truth values.</param>
    /// <param name="x">The one tensor.</param>
    /// <param name="y">The other.</param>
    /// <returns>A new tensor.</returns>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Required(x).where(condition, y);

    /// <inheritdoc cref="Tensor.allclose(Tensor, double, double, bool)"/>
    /// <param name="tensor">The tensor.</param>
    /// <param name="target">The other tensor.</param>
    /// <param name="rtol">Relative tolerance.</param>
    /// <param name="atol">Absolute tolerance.</param>
    /// <param name="equal_nan">Whether NaN agrees with NaN.</param>
    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) => Required(tensor).allclose(target, rtol, atol, equal_nan);

    /// <inheritdoc cref="Tensor.isclose(Tensor, double, double, bool)"/>
    /// <param name="tensor">The tensor.</param>
    /// <param name="other">The other tensor.</param>
    /// <param name="rtol">Relative tolerance.</param>
    /// <param name="atol">Absolute tolerance.</param>
    /// <param name="nanEqual">Whether NaN agrees with NaN.</param>
    public static Tensor isclose(Tensor tensor, Tensor other, double rtol = 1e-5, double atol = 1e-8, bool nanEqual = false) => Required(tensor).isclose(other, rtol, atol, nanEqual);

    /// <inheritdoc cref="Tensor.nan_to_num(double, double?, double?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="nan">What NaN becomes.</param>
    /// <param name="posinf">What +∞ becomes; the greatest finite number by default.</param>
    /// <param name="neginf">What −∞ becomes; the least finite number by default.</param>
    public static Tensor nan_to_num(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) => Required(input).nan_to_num(nan, posinf, neginf);
}
