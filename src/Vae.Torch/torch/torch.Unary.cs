namespace TorchSharp;

public static partial class torch
{
    /// <inheritdoc cref="Tensor.abs()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor abs(Tensor input) => Required(input).abs();

    /// <inheritdoc cref="Tensor.abs_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor abs_(Tensor input) => Required(input).abs_();

    /// <inheritdoc cref="Tensor.acos()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor acos(Tensor input) => Required(input).acos();

    /// <inheritdoc cref="Tensor.acos_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor acos_(Tensor input) => Required(input).acos_();

    /// <inheritdoc cref="Tensor.asin()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor asin(Tensor input) => Required(input).asin();

    /// <inheritdoc cref="Tensor.asin_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor asin_(Tensor input) => Required(input).asin_();

    /// <inheritdoc cref="Tensor.atan()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor atan(Tensor input) => Required(input).atan();

    /// <inheritdoc cref="Tensor.atan_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor atan_(Tensor input) => Required(input).atan_();

    /// <inheritdoc cref="Tensor.ceil()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor ceil(Tensor input) => Required(input).ceil();

    /// <inheritdoc cref="Tensor.ceil_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor ceil_(Tensor input) => Required(input).ceil_();

    /// <inheritdoc cref="Tensor.cos()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor cos(Tensor input) => Required(input).cos();

    /// <inheritdoc cref="Tensor.cos_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor cos_(Tensor input) => Required(input).cos_();

    /// <inheritdoc cref="Tensor.cosh()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor cosh(Tensor input) => Required(input).cosh();

    /// <inheritdoc cref="Tensor.cosh_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor cosh_(Tensor input) => Required(input).cosh_();

    /// <inheritdoc cref="Tensor.digamma()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor digamma(Tensor input) => Required(input).digamma();

    /// <inheritdoc cref="Tensor.digamma_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor digamma_(Tensor input) => Required(input).digamma_();

    /// <inheritdoc cref="Tensor.erf()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor erf(Tensor input) => Required(input).erf();

    /// <inheritdoc cref="Tensor.erf_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor erf_(Tensor input) => Required(input).erf_();

    /// <inheritdoc cref="Tensor.erfc()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor erfc(Tensor input) => Required(input).erfc();

    /// <inheritdoc cref="Tensor.erfc_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor erfc_(Tensor input) => Required(input).erfc_();

    /// <inheritdoc cref="Tensor.erfinv()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor erfinv(Tensor input) => Required(input).erfinv();

    /// <inheritdoc cref="Tensor.erfinv_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor erfinv_(Tensor input) => Required(input).erfinv_();

    /// <inheritdoc cref="Tensor.exp()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor exp(Tensor input) => Required(input).exp();

    /// <inheritdoc cref="Tensor.exp_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor exp_(Tensor input) => Required(input).exp_();

    /// <inheritdoc cref="Tensor.exp2()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor exp2(Tensor input) => Required(input).exp2();

    /// <inheritdoc cref="Tensor.exp2_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor exp2_(Tensor input) => Required(input).exp2_();

    /// <inheritdoc cref="Tensor.expm1()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor expm1(Tensor input) => Required(input).expm1();

    /// <inheritdoc cref="Tensor.expm1_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor expm1_(Tensor input) => Required(input).expm1_();

    /// <inheritdoc cref="Tensor.floor()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor floor(Tensor input) => Required(input).floor();

    /// <inheritdoc cref="Tensor.floor_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor floor_(Tensor input) => Required(input).floor_();

    /// <inheritdoc cref="Tensor.frac()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor frac(Tensor input) => Required(input).frac();

    /// <inheritdoc cref="Tensor.frac_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor frac_(Tensor input) => Required(input).frac_();

    /// <inheritdoc cref="Tensor.lgamma()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor lgamma(Tensor input) => Required(input).lgamma();

    /// <inheritdoc cref="Tensor.lgamma_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor lgamma_(Tensor input) => Required(input).lgamma_();

    /// <inheritdoc cref="Tensor.log()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor log(Tensor input) => Required(input).log();

    /// <inheritdoc cref="Tensor.log_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor log_(Tensor input) => Required(input).log_();

    /// <inheritdoc cref="Tensor.log10()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor log10(Tensor input) => Required(input).log10();

    /// <inheritdoc cref="Tensor.log10_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor log10_(Tensor input) => Required(input).log10_();

    /// <inheritdoc cref="Tensor.log1p()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor log1p(Tensor input) => Required(input).log1p();

    /// <inheritdoc cref="Tensor.log1p_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor log1p_(Tensor input) => Required(input).log1p_();

    /// <inheritdoc cref="Tensor.log2()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor log2(Tensor input) => Required(input).log2();

    /// <inheritdoc cref="Tensor.log2_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor log2_(Tensor input) => Required(input).log2_();

    /// <inheritdoc cref="Tensor.neg()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor neg(Tensor input) => Required(input).neg();

    /// <inheritdoc cref="Tensor.neg_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor neg_(Tensor input) => Required(input).neg_();

    /// <inheritdoc cref="Tensor.reciprocal()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor reciprocal(Tensor input) => Required(input).reciprocal();

    /// <inheritdoc cref="Tensor.reciprocal_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor reciprocal_(Tensor input) => Required(input).reciprocal_();

    /// <inheritdoc cref="Tensor.rsqrt()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor rsqrt(Tensor input) => Required(input).rsqrt();

    /// <inheritdoc cref="Tensor.rsqrt_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor rsqrt_(Tensor input) => Required(input).rsqrt_();

    /// <inheritdoc cref="Tensor.sigmoid()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor sigmoid(Tensor input) => Required(input).sigmoid();

    /// <inheritdoc cref="Tensor.sigmoid_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor sigmoid_(Tensor input) => Required(input).sigmoid_();

    /// <inheritdoc cref="Tensor.sign()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor sign(Tensor input) => Required(input).sign();

    /// <inheritdoc cref="Tensor.sign_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor sign_(Tensor input) => Required(input).sign_();

    /// <inheritdoc cref="Tensor.sin()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor sin(Tensor input) => Required(input).sin();

    /// <inheritdoc cref="Tensor.sin_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor sin_(Tensor input) => Required(input).sin_();

    /// <inheritdoc cref="Tensor.sinh()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor sinh(Tensor input) => Required(input).sinh();

    /// <inheritdoc cref="Tensor.sinh_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor sinh_(Tensor input) => Required(input).sinh_();

    /// <inheritdoc cref="Tensor.sqrt()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor sqrt(Tensor input) => Required(input).sqrt();

    /// <inheritdoc cref="Tensor.sqrt_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor sqrt_(Tensor input) => Required(input).sqrt_();

    /// <inheritdoc cref="Tensor.square()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor square(Tensor input) => Required(input).square();

    /// <inheritdoc cref="Tensor.tan()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor tan(Tensor input) => Required(input).tan();

    /// <inheritdoc cref="Tensor.tan_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor tan_(Tensor input) => Required(input).tan_();

    /// <inheritdoc cref="Tensor.tanh()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor tanh(Tensor input) => Required(input).tanh();

    /// <inheritdoc cref="Tensor.tanh_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor tanh_(Tensor input) => Required(input).tanh_();

    /// <inheritdoc cref="Tensor.trunc()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor trunc(Tensor input) => Required(input).trunc();

    /// <inheritdoc cref="Tensor.trunc_()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor trunc_(Tensor input) => Required(input).trunc_();

    /// <inheritdoc cref="Tensor.isnan()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor isnan(Tensor input) => Required(input).isnan();

    /// <inheritdoc cref="Tensor.isinf()"/>
    /// <param name="tensor">The tensor.</param>
    public static Tensor isinf(Tensor tensor) => Required(tensor).isinf();

    /// <inheritdoc cref="Tensor.isfinite()"/>
    /// <param name="tensor">The tensor.</param>
    public static Tensor isfinite(Tensor tensor) => Required(tensor).isfinite();

    /// <inheritdoc cref="Tensor.logical_not()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor logical_not(Tensor input) => Required(input).logical_not();

    /// <inheritdoc cref="Tensor.bitwise_not()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor bitwise_not(Tensor input) => Required(input).bitwise_not();
}
