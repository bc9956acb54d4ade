using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor add(Tensor target) =>
            Add(target, NativeScalar.One);

        /// <summary>Sum with a multiple of another tensor, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <param name="alpha">What the addend is multiplied by.</param>
        /// <returns>A new tensor.</returns>
        public Tensor add(Tensor target, Scalar alpha) =>
            Add(target, ValueOf(alpha));

        /// <summary>Sum with a number.</summary>
        /// <param name="scalar">The number.</param>
        /// <returns>A new tensor.</returns>
        public Tensor add(Scalar scalar) =>
            Add(ValueOf(scalar));

        /// <summary>Sum with a multiple of a number.</summary>
        /// <param name="scalar">The number.</param>
        /// <param name="alpha">What the addend is multiplied by.</param>
        /// <returns>A new tensor.</returns>
        public Tensor add(Scalar scalar, Scalar alpha)
        {
            Check(THSTensor_adds(NativeHandle, ValueOf(scalar), ValueOf(alpha), out var result));
            return FromNative(result);
        }

        /// <summary>Adds another tensor in place, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>This tensor.</returns>
        public Tensor add_(Tensor target)
        {
            Check(THSTensor_add_(NativeHandle, Required(target).NativeHandle, NativeScalar.One));
            return this;
        }

        /// <summary>Adds a multiple of another tensor in place, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <param name="alpha">What the addend is multiplied by.</param>
        /// <returns>This tensor.</returns>
        public Tensor add_(Tensor target, Scalar alpha)
        {
            Check(THSTensor_add_(NativeHandle, Required(target).NativeHandle, ValueOf(alpha)));
            return this;
        }

        /// <summary>Adds a number in place.</summary>
        /// <param name="scalar">The number.</param>
        /// <returns>This tensor.</returns>
        public Tensor add_(Scalar scalar)
        {
            Check(THSTensor_adds_(NativeHandle, ValueOf(scalar), NativeScalar.One));
            return this;
        }

        /// <summary>Difference, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor sub(Tensor target) =>
            Apply(THSTensor_sub, target);

        /// <summary>Difference with a number.</summary>
        /// <param name="target">The number.</param>
        /// <returns>A new tensor.</returns>
        public Tensor sub(Scalar target) =>
            Apply(THSTensor_subs, ValueOf(target));

        /// <summary>Subtracts another tensor in place, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>This tensor.</returns>
        public Tensor sub_(Tensor target)
        {
            Check(THSTensor_sub_(NativeHandle, Required(target).NativeHandle));
            return this;
        }

        /// <summary>Subtracts a number in place.</summary>
        /// <param name="target">The number.</param>
        /// <returns>This tensor.</returns>
        public Tensor sub_(Scalar target)
        {
            Check(THSTensor_subs_(NativeHandle, ValueOf(target)));
            return this;
        }

        /// <summary>Product, element by element, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor mul(Tensor target) =>
            Apply(THSTensor_mul, target);

        /// <summary>Product with a number.</summary>
        /// <param name="target">The number.</param>
        /// <returns>A new tensor.</returns>
        public Tensor mul(Scalar target) =>
            Apply(THSTensor_muls, ValueOf(target));

        /// <summary>Multiplies by another tensor in place, element by element, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>This tensor.</returns>
        public Tensor mul_(Tensor target)
        {
            Check(THSTensor_mul_(NativeHandle, Required(target).NativeHandle));
            return this;
        }

        /// <summary>Multiplies by a number in place.</summary>
        /// <param name="target">The number.</param>
        /// <returns>This tensor.</returns>
        public Tensor mul_(Scalar target)
        {
            Check(THSTensor_muls_(NativeHandle, ValueOf(target)));
            return this;
        }

        /// <summary>Quotient, element by element, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <param name="rounding_mode">How the quotient is rounded.</param>
        /// <returns>A new tensor.</returns>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Check(THSTensor_div(NativeHandle, Required(target).NativeHandle, NameOf(rounding_mode), out var result));
            return FromNative(result);
        }

        /// <summary>Quotient with a number.</summary>
        /// <param name="target">The number.</param>
        /// <param name="rounding_mode">How the quotient is rounded.</param>
        /// <returns>A new tensor.</returns>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Divide(ValueOf(target), rounding_mode);

        /// <summary>Divides by another tensor in place, element by element, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <param name="rounding_mode">How the quotient is rounded.</param>
        /// <returns>This tensor.</returns>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Check(THSTensor_div_(NativeHandle, Required(target).NativeHandle, NameOf(rounding_mode)));
            return this;
        }

        /// <summary>Divides by a number in place.</summary>
        /// <param name="target">The number.</param>
        /// <param name="rounding_mode">How the quotient is rounded.</param>
        /// <returns>This tensor.</returns>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Check(THSTensor_divs_(NativeHandle, ValueOf(target), NameOf(rounding_mode)));
            return this;
        }

        /// <summary>Power, element by element, with broadcasting.</summary>
        /// <param name="exponent">The exponents.</param>
        /// <returns>A new tensor.</returns>
        public Tensor pow(Tensor exponent) =>
            Apply(THSTensor_pow, exponent);

        /// <summary>Power.</summary>
        /// <param name="exponent">The exponent.</param>
        /// <returns>A new tensor.</returns>
        public Tensor pow(Scalar exponent) =>
            Apply(THSTensor_pows, ValueOf(exponent));

        /// <summary>Power in place, element by element, with broadcasting.</summary>
        /// <param name="exponent">The exponents.</param>
        /// <returns>This tensor.</returns>
        public Tensor pow_(Tensor exponent)
        {
            Check(THSTensor_pow_(NativeHandle, Required(exponent).NativeHandle));
            return this;
        }

        /// <summary>Power in place.</summary>
        /// <param name="exponent">The exponent.</param>
        /// <returns>This tensor.</returns>
        public Tensor pow_(Scalar exponent)
        {
            Check(THSTensor_pows_(NativeHandle, ValueOf(exponent)));
            return this;
        }

        /// <summary>Remainder with the sign of the divisor, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor remainder(Tensor target) =>
            Apply(THSTensor_remainder, target);

        /// <summary>Remainder with the sign of the divisor.</summary>
        /// <param name="scalar">The divisor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor remainder(Scalar scalar) =>
            Apply(THSTensor_remainders, ValueOf(scalar));

        /// <summary>Remainder with the sign of the dividend, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor fmod(Tensor target) =>
            Apply(THSTensor_fmod, target);

        /// <summary>Remainder with the sign of the dividend.</summary>
        /// <param name="scalar">The divisor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor fmod(Scalar scalar) =>
            Apply(THSTensor_fmods, ValueOf(scalar));

        /// <summary>The greater of both elements, with broadcasting; NaN where either is.</summary>
        /// <param name="other">The other tensor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor maximum(Tensor other) =>
            Apply(THSTensor_maximum, other);

        /// <summary>The lesser of both elements, with broadcasting; NaN where either is.</summary>
        /// <param name="other">The other tensor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor minimum(Tensor other) =>
            Apply(THSTensor_minimum, other);

        /// <summary>Angle of the point (other, this), in radians from −π to π, with broadcasting.</summary>
        /// <param name="other">The other tensor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor atan2(Tensor other) =>
            Apply(THSTensor_atan2, other);

        /// <summary>log(exp(x) + exp(y)) without overflow, with broadcasting.</summary>
        /// <param name="other">The other tensor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor logaddexp(Tensor other) =>
            Apply(THSTensor_logaddexp, other);

        /// <summary>x · log(y), and 0 where x is 0, with broadcasting.</summary>
        /// <param name="y">The other tensor.</param>
        /// <returns>A new tensor.</returns>
        public Tensor xlogy(Tensor y) =>
            Apply(THSTensor_xlogy, y);

        internal Tensor Add(NativeScalar other)
        {
            Check(THSTensor_adds(NativeHandle, other, NativeScalar.One, out var result));
            return FromNative(result);
        }

        internal Tensor Divide(NativeScalar divisor, RoundingMode mode)
        {
            Check(THSTensor_divs(NativeHandle, divisor, NameOf(mode), out var result));
            return FromNative(result);
        }

        private Tensor Add(Tensor other, NativeScalar alpha)
        {
            Check(THSTensor_add(NativeHandle, Required(other).NativeHandle, alpha, out var result));
            return FromNative(result);
        }

        private static string? NameOf(RoundingMode mode) => mode switch
        {
            RoundingMode.None => null,
            RoundingMode.trunc => "trunc",
            RoundingMode.floor => "floor",
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Expected None, trunc or floor."),
        };
    }
}
