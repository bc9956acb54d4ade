using System.Runtime.InteropServices;

namespace TorchSharp;

// native/pointwise.cpp
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int symbol(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int symbol(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int symbol(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int symbol(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int THSTensor_mul(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_pow(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_fmod(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_remainder(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_maximum(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_minimum(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_atan2(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_logaddexp(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_xlogy(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_eq(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_ne(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_lt(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_le(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_gt(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_ge(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_logical_and(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_logical_or(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_logical_xor(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_bitwise_and(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_bitwise_or(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_bitwise_xor(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_mul_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int THSTensor_pow_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int THSTensor_muls(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_pows(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_fmods(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_remainders(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_eqs(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_nes(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_lts(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_les(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_gts(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_ges(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_leaky_relu(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_muls_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int THSTensor_pows_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int THSTensor_add(TensorHandle self, TensorHandle other, NativeScalar alpha, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_add_(TensorHandle self, TensorHandle other, NativeScalar alpha);

    [LibraryImport(Library)]
    internal static partial int THSTensor_adds(TensorHandle self, NativeScalar other, NativeScalar alpha, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_adds_(TensorHandle self, NativeScalar other, NativeScalar alpha);

    [LibraryImport(Library)]
    internal static partial int THSTensor_sub(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_sub_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int THSTensor_subs(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_subs_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int THSTensor_rsubs(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_rdivs(TensorHandle self, NativeScalar other, out IntPtr result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int THSTensor_div(TensorHandle self, TensorHandle other, string? roundingMode, out IntPtr result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int THSTensor_div_(TensorHandle self, TensorHandle other, string? roundingMode);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int THSTensor_divs(TensorHandle self, NativeScalar other, string? roundingMode, out IntPtr result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int THSTensor_divs_(TensorHandle self, NativeScalar other, string? roundingMode);

    [LibraryImport(Library)]
    internal static partial int THSTensor_round(TensorHandle self, long decimals, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_round_(TensorHandle self, long decimals);

    [LibraryImport(Library)]
    internal static partial int THSTensor_clamp(TensorHandle self, NativeScalar min, NativeScalar max, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_clamp_(TensorHandle self, NativeScalar min, NativeScalar max);

    [LibraryImport(Library)]
    internal static partial int THSTensor_clamp_tensor(TensorHandle self, TensorHandle min, TensorHandle max, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_clamp_tensor_(TensorHandle self, TensorHandle min, TensorHandle max);

    [LibraryImport(Library)]
    internal static partial int THSTensor_lerp(TensorHandle self, TensorHandle end, TensorHandle weight, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_lerp_(TensorHandle self, TensorHandle end, TensorHandle weight);

    [LibraryImport(Library)]
    internal static partial int THSTensor_addcmul(
        TensorHandle self, TensorHandle left, TensorHandle right, NativeScalar value, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_addcmul_(TensorHandle self, TensorHandle left, TensorHandle right, NativeScalar value);

    [LibraryImport(Library)]
    internal static partial int THSTensor_addcdiv(
        TensorHandle self, TensorHandle left, TensorHandle right, NativeScalar value, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_addcdiv_(TensorHandle self, TensorHandle left, TensorHandle right, NativeScalar value);

    [LibraryImport(Library)]
    internal static partial int THSTensor_where(TensorHandle condition, TensorHandle x, TensorHandle y, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_nan_to_num(
        TensorHandle self, double nan, NativeScalar posinf, NativeScalar neginf, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_softplus(TensorHandle self, double beta, double threshold, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_elu(TensorHandle self, double alpha, out IntPtr result);
}
