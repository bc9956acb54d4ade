using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether each element equals that of another tensor, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor eq(Tensor target) => Apply(THSTensor_eq, target);

        /// <summary>Whether each element equals a number.</summary>
        /// <param name="target">The number.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor eq(Scalar target) => Apply(THSTensor_eqs, ValueOf(target));

        /// <summary>Whether each element differs from that of another tensor, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor ne(Tensor target) => Apply(THSTensor_ne, target);

        /// <summary>Whether each element differs from a number.</summary>
        /// <param name="target">The number.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor ne(Scalar target) => Apply(THSTensor_nes, ValueOf(target));

        /// <summary>Whether each element is below that of another tensor, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor lt(Tensor target) => Apply(THSTensor_lt, target);

        /// <summary>Whether each element is below a number.</summary>
        /// <param name="target">The number.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor lt(Scalar target) => Apply(THSTensor_lts, ValueOf(target));

        /// <summary>Whether each element is not above that of another tensor, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor le(Tensor target) => Apply(THSTensor_le, target);

        /// <summary>Whether each element is not above a number.</summary>
        /// <param name="target">The number.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor le(Scalar target) => Apply(THSTensor_les, ValueOf(target));

        /// <summary>Whether each element is above that of another tensor, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor gt(Tensor target) => Apply(THSTensor_gt, target);

        /// <summary>Whether each element is above a number.</summary>
        /// <param name="target">The number.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor gt(Scalar target) => Apply(THSTensor_gts, ValueOf(target));

        /// <summary>Whether each element is not below that of another tensor, with broadcasting.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor ge(Tensor target) => Apply(THSTensor_ge, target);

        /// <summary>Whether each element is not below a number.</summary>
        /// <param name="target">The number.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor ge(Scalar target) => Apply(THSTensor_ges, ValueOf(target));

        /// <summary>Whether both elements are not zero, with broadcasting.</summary>
        /// <param name="other">The other tensor.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor logical_and(Tensor other) => Apply(THSTensor_logical_and, other);

        /// <summary>Whether one of both elements or both are not zero, with broadcasting.</summary>
        /// <param name="other">The other tensor.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor logical_or(Tensor other) => Apply(THSTensor_logical_or, other);

        /// <summary>Whether exactly one of both elements is not zero, with broadcasting.</summary>
        /// <param name="other">The other tensor.</param>
        /// <returns>A tensor of truth values.</returns>
        public Tensor logical_xor(Tensor other) => Apply(THSTensor_logical_xor, other);

        /// <summary>Bitwise and, with broadcasting; of truth values the logical one.</summary>
        /// <param name="other">The other tensor: integers or truth values.</param>
        /// <returns>A new tensor.</returns>
        public Tensor bitwise_and(Tensor other) => Apply(THSTensor_bitwise_and, other);

        /// <summary>Bitwise or, with broadcasting; of truth values the logical one.</summary>
        /// <param name="other">The other tensor: integers or truth values.</param>
        /// <returns>A new tensor.</returns>
        public Tensor bitwise_or(Tensor other) => Apply(THSTensor_bitwise_or, other);

        /// <summary>Bitwise exclusive or, with broadcasting; of truth values the logical one.</summary>
        /// <param name="other">The other tensor: integers or truth values.</param>
        /// <returns>A new tensor.</returns>
        public Tensor bitwise_xor(Tensor other) => Apply(THSTensor_bitwise_xor, other);

        /// <summary>Whether each element of the left operand is below that of the right, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A tensor of truth values.</returns>
        public static Tensor operator <(Tensor left, Tensor right) => Required(left).lt(right);

        /// <summary>Whether each element of the left operand is below that of the right, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A tensor of truth values.</returns>
        public static Tensor operator <(Tensor left, Scalar right) => Required(left).lt(right);

        /// <summary>Whether each element of the left operand is below that of the right, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A tensor of truth values.</returns>
        public static Tensor operator <(Scalar left, Tensor right) => Required(right).gt(left);

        /// <summary>Whether each element of the left operand is not above that of the right, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A tensor of truth values.</returns>
        public static Tensor operator <=(Tensor left, Tensor right) => Required(left).le(right);

        /// <summary>Whether each element of the left operand is not above that of the right, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A tensor of truth values.</returns>
        public static Tensor operator <=(Tensor left, Scalar right) => Required(left).le(right);

        /// <summary>Whether each element of the left operand is not above that of the right, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A tensor of truth values.</returns>
        public static Tensor operator <=(Scalar left, Tensor right) => Required(right).ge(left);

        /// <summary>Whether each element of the left operand is above that of the right, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A tensor of truth values.</returns>
        public static Tensor operator >(Tensor left, Tensor right) => Required(left).gt(right);

        /// <summary>Whether each element of the left operand is above that of the right, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A tensor of truth values.</returns>
        public static Tensor operator >(Tensor left, Scalar right) => Required(left).gt(right);

        /// <summary>Whether each element of the left operand is above that of the right, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A tensor of truth values.</returns>
        public static Tensor operator >(Scalar left, Tensor right) => Required(right).lt(left);

        /// <summary>Whether each element of the left operand is not below that of the right, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A tensor of truth values.</returns>
        public static Tensor operator >=(Tensor left, Tensor right) => Required(left).ge(right);

        /// <summary>Whether each element of the left operand is not below that of the right, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A tensor of truth values.</returns>
        public static Tensor operator >=(Tensor left, Scalar right) => Required(left).ge(right);

        /// <summary>Whether each element of the left operand is not below that of the right, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A tensor of truth values.</returns>
        public static Tensor operator >=(Scalar left, Tensor right) => Required(right).le(left);

        /// <summary>Bitwise and; of truth values the logical one.</summary>
        /// <param name="left">Left operand: integers or truth values.</param>
        /// <param name="right">Right operand: integers or truth values.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator &(Tensor left, Tensor right) => Required(left).bitwise_and(right);

        /// <summary>Bitwise or; of truth values the logical one.</summary>
        /// <param name="left">Left operand: integers or truth values.</param>
        /// <param name="right">Right operand: integers or truth values.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator |(Tensor left, Tensor right) => Required(left).bitwise_or(right);

        /// <summary>Bitwise exclusive or; of truth values the logical one.</summary>
        /// <param name="left">Left operand: integers or truth values.</param>
        /// <param name="right">Right operand: integers or truth values.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator ^(Tensor left, Tensor right) => Required(left).bitwise_xor(right);

        /// <summary>Bitwise negation; of truth values the logical one.</summary>
        /// <param name="left">Integers or truth values.</param>
        /// <returns>A new tensor of the same shape.</returns>
        public static Tensor operator ~(Tensor left) => Required(left).bitwise_not();
    }
}
