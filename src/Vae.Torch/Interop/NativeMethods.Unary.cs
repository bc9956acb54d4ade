using System.Runtime.InteropServices;

namespace TorchSharp;

// native/unary.cpp
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int symbol(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int symbol(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_abs(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_abs_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_acos(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_acos_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_asin(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_asin_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_atan(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_atan_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_ceil(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_ceil_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_cos(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_cos_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_cosh(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_cosh_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_digamma(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_digamma_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_erf(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_erf_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_erfc(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_erfc_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_erfinv(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_erfinv_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_exp(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_exp_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_exp2(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_exp2_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_expm1(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_expm1_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_floor(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_floor_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_frac(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_frac_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_lgamma(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_lgamma_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_log(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_log_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_log10(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_log10_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_log1p(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_log1p_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_log2(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_log2_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_neg(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_neg_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_reciprocal(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_reciprocal_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_relu(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_relu_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_rsqrt(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_rsqrt_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_sigmoid(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_sigmoid_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_sign(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_sign_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_silu(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_sin(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_sin_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_sinh(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_sinh_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_sqrt(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_sqrt_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_square(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_tan(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_tan_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_tanh(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_tanh_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_trunc(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_trunc_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int THSTensor_isnan(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_isinf(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_isfinite(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_logical_not(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_bitwise_not(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_silu_(TensorHandle self);
}
