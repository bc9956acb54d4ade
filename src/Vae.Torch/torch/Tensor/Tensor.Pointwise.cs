using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Each element rounded, halves to the even neighbour.</summary>
        /// <param name="decimals">Decimal places that are kept; negative ones round before the point.</param>
        /// <returns>A new tensor.</returns>
        public Tensor round(long decimals = 0)
        {
            Check(THSTensor_round(NativeHandle, decimals, out var result));
            return FromNative(result);
        }

        /// <summary>Rounds each element in place, halves to the even neighbour.</summary>
        /// <param name="decimals">Decimal places that are kept; negative ones round before the point.</param>
        /// <returns>This tensor.</returns>
        public Tensor round_(long decimals = 0)
        {
            Check(THSTensor_round_(NativeHandle, decimals));
            return this;
        }

        /// <summary>Each element, moved to the nearer bound where it is outside.</summary>
        /// <param name="min">Lower bound; null for none.</param>
        /// <param name="max">Upper bound; null for none.</param>
        /// <returns>A new tensor.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">Neither bound was given.</exception>
        public Tensor clamp(Scalar? min = null, Scalar? max = null)
        {
            Check(THSTensor_clamp(NativeHandle, Scalar.ValueOf(min), Scalar.ValueOf(max), out var result));
            return FromNative(result);
        }

        /// <summary>Moves each element that is outside to the nearer bound.</summary>
        /// <param name="min">Lower bound; null for none.</param>
        /// <param name="max">Upper bound; null for none.</param>
        /// <returns>This tensor.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">Neither bound was given.</exception>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null)
        {
            Check(THSTensor_clamp_(NativeHandle, Scalar.ValueOf(min), Scalar.ValueOf(max)));
            return this;
        }

        /// <summary>Each element, moved to the nearer bound where it is outside, with broadcasting.</summary>
        /// <param name="min">Lower bound; null for none.</param>
        /// <param name="max">Upper bound; null for none.</param>
        /// <returns>A new tensor.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">Neither bound was given.</exception>
        public Tensor clamp(Tensor? min = null, Tensor? max = null)
        {
            Check(THSTensor_clamp_tensor(NativeHandle, HandleOf(min), HandleOf(max), out var result));
            return FromNative(result);
        }

        /// <summary>Each element, but at most a number.</summary>
        /// <param name="max">The number.</param>
        /// <returns>A new tensor.</returns>
        public Tensor clamp_max(Scalar max) =>
            clamp(max: max);

        /// <summary>Each element, but at least a number.</summary>
        /// <param name="min">The number.</param>
        /// <returns>A new tensor.</returns>
        public Tensor clamp_min(Scalar min) =>
            clamp(min: min);

        /// <summary>Lowers the elements above a number to it.</summary>
        /// <param name="max">The number.</param>
        /// <returns>This tensor.</returns>
        public Tensor clamp_max_(Scalar max) =>
            clamp_(max: max);

        /// <summary>Raises the elements below a number to it.</summary>
        /// <param name="min">The number.</param>
        /// <returns>This tensor.</returns>
        public Tensor clamp_min_(Scalar min) =>
            clamp_(min: min);

        /// <summary>x + weight · (end − x), with broadcasting.</summary>
        /// <param name="end">What a weight of 1 gives.</param>
        /// <param name="weight">The weights.</param>
        /// <returns>A new tensor.</returns>
        public Tensor lerp(Tensor end, Tensor weight)
        {
            Check(THSTensor_lerp(NativeHandle, Required(end).NativeHandle, Required(weight).NativeHandle, out var result));
            return FromNative(result);
        }

        /// <summary>x + weight · (end − x), in place, with broadcasting.</summary>
        /// <param name="end">What a weight of 1 gives.</param>
        /// <param name="weight">The weights.</param>
        /// <returns>This tensor.</returns>
        public Tensor lerp_(Tensor end, Tensor weight)
        {
            Check(THSTensor_lerp_(NativeHandle, Required(end).NativeHandle, Required(weight).NativeHandle));
            return this;
        }

        /// <summary>x + value · tensor1 · tensor2, element by element, with broadcasting.</summary>
        /// <param name="tensor1">First operand.</param>
        /// <param name="tensor2">Second operand.</param>
        /// <param name="value">What the product is multiplied by.</param>
        /// <returns>A new tensor.</returns>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Check(THSTensor_addcmul(NativeHandle, Required(tensor1).NativeHandle, Required(tensor2).NativeHandle, ValueOf(value), out var result));
            return FromNative(result);
        }

        /// <summary>x + value · tensor1 · tensor2, element by element, in place.</summary>
        /// <param name="tensor1">First operand.</param>
        /// <param name="tensor2">Second operand.</param>
        /// <param name="value">What the product is multiplied by.</param>
        /// <returns>This tensor.</returns>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Check(THSTensor_addcmul_(NativeHandle, Required(tensor1).NativeHandle, Required(tensor2).NativeHandle, ValueOf(value)));
            return this;
        }

        /// <summary>x + value · tensor1 / tensor2, element by element, with broadcasting.</summary>
        /// <param name="tensor1">First operand.</param>
        /// <param name="tensor2">Second operand.</param>
        /// <param name="value">What the quotient is multiplied by.</param>
        /// <returns>A new tensor.</returns>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Check(THSTensor_addcdiv(NativeHandle, Required(tensor1).NativeHandle, Required(tensor2).NativeHandle, ValueOf(value), out var result));
            return FromNative(result);
        }

        /// <summary>x + value · tensor1 / tensor2, element by element, in place.</summary>
        /// <param name="tensor1">First operand.</param>
        /// <param name="tensor2">Second operand.</param>
        /// <param name="value">What the quotient is multiplied by.</param>
        /// <returns>This tensor.</returns>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Check(THSTensor_addcdiv_(NativeHandle, Required(tensor1).NativeHandle, Required(tensor2).NativeHandle, ValueOf(value)));
            return this;
        }

        /// <summary>This tensor's element where a condition holds, else another's, with broadcasting.</summary>
        /// <param name="condition">Truth values.</param>
        /// <param name="y">The other tensor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor where(Tensor condition, Tensor y)
        {
            Check(THSTensor_where(Required(condition).NativeHandle, NativeHandle, Required(y).NativeHandle, out var result));
            return FromNative(result);
        }

        /// <summary>The tensor with numbers in place of NaN and infinities.</summary>
        /// <param name="nan">What NaN becomes.</param>
        /// <param name="posinf">What +∞ becomes; the greatest finite number by default.</param>
        /// <param name="neginf">What −∞ becomes; the least finite number by default.</param>
        /// <returns>A new tensor.</returns>
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null)
        {
            Check(THSTensor_nan_to_num(NativeHandle, nan, posinf ?? NativeScalar.Absent, neginf ?? NativeScalar.Absent, out var result));
            return FromNative(result);
        }

        /// <summary>x above zero, negative_slope · x below.</summary>
        /// <param name="negative_slope">The slope.</param>
        /// <returns>A new tensor.</returns>
        public Tensor leaky_relu(Scalar negative_slope) =>
            Apply(THSTensor_leaky_relu, ValueOf(negative_slope));

        /// <summary>x above zero, alpha · (exp(x) − 1) below.</summary>
        /// <param name="alpha">The limit towards minus infinity, with its sign turned.</param>
        /// <returns>A new tensor.</returns>
        public Tensor elu(double alpha = 1)
        {
            Check(THSTensor_elu(NativeHandle, alpha, out var result));
            return FromNative(result);
        }

        /// <summary>log(1 + exp(beta · x)) / beta.</summary>
        /// <param name="beta">Sharpness of the bend.</param>
        /// <param name="threshold">Where beta · x is above it, x itself is taken.</param>
        /// <returns>A new tensor.</returns>
        public Tensor softplus(double beta = 1, double threshold = 20)
        {
            Check(THSTensor_softplus(NativeHandle, beta, threshold, out var result));
            return FromNative(result);
        }

        /// <summary>Whether all elements are within atol + rtol · |target| of those of another tensor.</summary>
        /// <param name="target">The other tensor.</param>
        /// <param name="rtol">Relative tolerance.</param>
        /// <param name="atol">Absolute tolerance.</param>
        /// <param name="equal_nan">Whether NaN agrees with NaN.</param>
        /// <returns>false where one is not.</returns>
        public bool allclose(Tensor target, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false)
        {
            Check(THSTensor_allclose(NativeHandle, Required(target).NativeHandle, rtol, atol, equal_nan ? 1 : 0, out var result));
            return result != 0;
        }

        /// <summary>Whether each element is within atol + rtol · |other| of that of another tensor.</summary>
        /// <param name="other">The other tensor.</param>
        /// <param name="rtol">Relative tolerance.</param>
        /// <param name="atol">Absolute tolerance.</param>
        /// <param name="nanEqual">Whether NaN agrees with NaN.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor isclose(Tensor other, double rtol = 1e-5, double atol = 1e-8, bool nanEqual = false)
        {
            Check(THSTensor_isclose(NativeHandle, Required(other).NativeHandle, rtol, atol, nanEqual ? 1 : 0, out var result));
            return FromNative(result);
        }

        /// <summary>Whether each element equals that of another tensor, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor equal(Tensor target) =>
            eq(target);
    }
}
