using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    // Functions of each element for itself. Integers become floating point where the result is not whole.
    public partial class Tensor
    {
        /// <summary>Absolute value of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor abs() => Apply(THSTensor_abs);

        /// <summary>Absolute value of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor abs_() => ApplyInPlace(THSTensor_abs_);

        /// <summary>Inverse cosine of each element, in radians.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor acos() => Apply(THSTensor_acos);

        /// <summary>Inverse cosine of each element, in radians, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor acos_() => ApplyInPlace(THSTensor_acos_);

        /// <summary>Inverse sine of each element, in radians.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor asin() => Apply(THSTensor_asin);

        /// <summary>Inverse sine of each element, in radians, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor asin_() => ApplyInPlace(THSTensor_asin_);

        /// <summary>Inverse tangent of each element, in radians.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor atan() => Apply(THSTensor_atan);

        /// <summary>Inverse tangent of each element, in radians, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor atan_() => ApplyInPlace(THSTensor_atan_);

        /// <summary>Smallest integer that is not below each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor ceil() => Apply(THSTensor_ceil);

        /// <summary>Smallest integer that is not below each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor ceil_() => ApplyInPlace(THSTensor_ceil_);

        /// <summary>Cosine of each element (radians).</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor cos() => Apply(THSTensor_cos);

        /// <summary>Cosine of each element (radians), in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor cos_() => ApplyInPlace(THSTensor_cos_);

        /// <summary>Hyperbolic cosine of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor cosh() => Apply(THSTensor_cosh);

        /// <summary>Hyperbolic cosine of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor cosh_() => ApplyInPlace(THSTensor_cosh_);

        /// <summary>Logarithmic derivative of the gamma function at each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor digamma() => Apply(THSTensor_digamma);

        /// <summary>Logarithmic derivative of the gamma function at each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor digamma_() => ApplyInPlace(THSTensor_digamma_);

        /// <summary>Error function of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor erf() => Apply(THSTensor_erf);

        /// <summary>Error function of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor erf_() => ApplyInPlace(THSTensor_erf_);

        /// <summary>Complementary error function, 1 − erf(x), of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor erfc() => Apply(THSTensor_erfc);

        /// <summary>Complementary error function, 1 − erf(x), of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor erfc_() => ApplyInPlace(THSTensor_erfc_);

        /// <summary>Inverse error function of each element; elements lie in (−1, 1).</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor erfinv() => Apply(THSTensor_erfinv);

        /// <summary>Inverse error function of each element; elements lie in (−1, 1), in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor erfinv_() => ApplyInPlace(THSTensor_erfinv_);

        /// <summary>e to the power of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor exp() => Apply(THSTensor_exp);

        /// <summary>e to the power of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor exp_() => ApplyInPlace(THSTensor_exp_);

        /// <summary>2 to the power of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor exp2() => Apply(THSTensor_exp2);

        /// <summary>2 to the power of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor exp2_() => ApplyInPlace(THSTensor_exp2_);

        /// <summary>exp(x) − 1 of each element, exact for small x.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor expm1() => Apply(THSTensor_expm1);

        /// <summary>exp(x) − 1 of each element, exact for small x, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor expm1_() => ApplyInPlace(THSTensor_expm1_);

        /// <summary>Largest integer that is not above each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor floor() => Apply(THSTensor_floor);

        /// <summary>Largest integer that is not above each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor floor_() => ApplyInPlace(THSTensor_floor_);

        /// <summary>Fractional part of each element, with its sign.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor frac() => Apply(THSTensor_frac);

        /// <summary>Fractional part of each element, with its sign, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor frac_() => ApplyInPlace(THSTensor_frac_);

        /// <summary>Natural logarithm of the absolute gamma function at each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor lgamma() => Apply(THSTensor_lgamma);

        /// <summary>Natural logarithm of the absolute gamma function at each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor lgamma_() => ApplyInPlace(THSTensor_lgamma_);

        /// <summary>Natural logarithm of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor log() => Apply(THSTensor_log);

        /// <summary>Natural logarithm of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor log_() => ApplyInPlace(THSTensor_log_);

        /// <summary>Logarithm to base 10 of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor log10() => Apply(THSTensor_log10);

        /// <summary>Logarithm to base 10 of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor log10_() => ApplyInPlace(THSTensor_log10_);

        /// <summary>log(1 + x) of each element, exact for small x.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor log1p() => Apply(THSTensor_log1p);

        /// <summary>log(1 + x) of each element, exact for small x, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor log1p_() => ApplyInPlace(THSTensor_log1p_);

        /// <summary>Logarithm to base 2 of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor log2() => Apply(THSTensor_log2);

        /// <summary>Logarithm to base 2 of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor log2_() => ApplyInPlace(THSTensor_log2_);

        /// <summary>Each element with its sign turned.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor neg() => Apply(THSTensor_neg);

        /// <summary>Each element with its sign turned, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor neg_() => ApplyInPlace(THSTensor_neg_);

        /// <summary>1 / x of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor reciprocal() => Apply(THSTensor_reciprocal);

        /// <summary>1 / x of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor reciprocal_() => ApplyInPlace(THSTensor_reciprocal_);

        /// <summary>max(0, x) of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor relu() => Apply(THSTensor_relu);

        /// <summary>max(0, x) of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor relu_() => ApplyInPlace(THSTensor_relu_);

        /// <summary>1 / √x of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor rsqrt() => Apply(THSTensor_rsqrt);

        /// <summary>1 / √x of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor rsqrt_() => ApplyInPlace(THSTensor_rsqrt_);

        /// <summary>Logistic function 1 / (1 + exp(−x)) of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor sigmoid() => Apply(THSTensor_sigmoid);

        /// <summary>Logistic function 1 / (1 + exp(−x)) of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor sigmoid_() => ApplyInPlace(THSTensor_sigmoid_);

        /// <summary>−1, 0 or 1: the sign of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor sign() => Apply(THSTensor_sign);

        /// <summary>−1, 0 or 1: the sign of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor sign_() => ApplyInPlace(THSTensor_sign_);

        /// <summary>x · sigmoid(x) of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor silu() => Apply(THSTensor_silu);

        /// <summary>x · sigmoid(x) of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor silu_() => ApplyInPlace(THSTensor_silu_);

        /// <summary>Sine of each element (radians).</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor sin() => Apply(THSTensor_sin);

        /// <summary>Sine of each element (radians), in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor sin_() => ApplyInPlace(THSTensor_sin_);

        /// <summary>Hyperbolic sine of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor sinh() => Apply(THSTensor_sinh);

        /// <summary>Hyperbolic sine of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor sinh_() => ApplyInPlace(THSTensor_sinh_);

        /// <summary>Square root of each element; NaN below zero.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor sqrt() => Apply(THSTensor_sqrt);

        /// <summary>Square root of each element; NaN below zero, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor sqrt_() => ApplyInPlace(THSTensor_sqrt_);

        /// <summary>Square of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor square() => Apply(THSTensor_square);

        /// <summary>Tangent of each element (radians).</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor tan() => Apply(THSTensor_tan);

        /// <summary>Tangent of each element (radians), in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor tan_() => ApplyInPlace(THSTensor_tan_);

        /// <summary>Hyperbolic tangent of each element.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor tanh() => Apply(THSTensor_tanh);

        /// <summary>Hyperbolic tangent of each element, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor tanh_() => ApplyInPlace(THSTensor_tanh_);

        /// <summary>Each element without its fractional part.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor trunc() => Apply(THSTensor_trunc);

        /// <summary>Each element without its fractional part, in place.</summary>
        /// <returns>This tensor.</returns>
        public Tensor trunc_() => ApplyInPlace(THSTensor_trunc_);

        /// <summary>Whether each element is NaN.</summary>
        /// <returns>A tensor of truth values of the same shape.</returns>
        public Tensor isnan() => Apply(THSTensor_isnan);

        /// <summary>Whether each element is an infinity.</summary>
        /// <returns>A tensor of truth values of the same shape.</returns>
        public Tensor isinf() => Apply(THSTensor_isinf);

        /// <summary>Whether each element is neither NaN nor an infinity.</summary>
        /// <returns>A tensor of truth values of the same shape.</returns>
        public Tensor isfinite() => Apply(THSTensor_isfinite);

        /// <summary>Whether each element is zero.</summary>
        /// <returns>A tensor of truth values of the same shape.</returns>
        public Tensor logical_not() => Apply(THSTensor_logical_not);

        /// <summary>Each element with all its bits turned; the negation of a truth value.</summary>
        /// <returns>A new tensor of the same shape.</returns>
        public Tensor bitwise_not() => Apply(THSTensor_bitwise_not);
    }
}
