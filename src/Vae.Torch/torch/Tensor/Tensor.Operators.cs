using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator +(Tensor left, Tensor right) => Required(left).add(right);

        /// <summary>Sum, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator +(Tensor left, int right) => Required(left).Add(right);

        /// <summary>Sum, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator +(int left, Tensor right) => Required(right).Add(left);

        /// <summary>Sum, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator +(Tensor left, long right) => Required(left).Add(right);

        /// <summary>Sum, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator +(long left, Tensor right) => Required(right).Add(left);

        /// <summary>Sum, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator +(Tensor left, float right) => Required(left).Add(right);

        /// <summary>Sum, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator +(float left, Tensor right) => Required(right).Add(left);

        /// <summary>Sum, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator +(Tensor left, double right) => Required(left).Add(right);

        /// <summary>Sum, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator +(double left, Tensor right) => Required(right).Add(left);

        /// <summary>Sum, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator +(Tensor left, Scalar right) => Required(left).Add(ValueOf(right));

        /// <summary>Sum, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator +(Scalar left, Tensor right) => Required(right).Add(ValueOf(left));

        /// <summary>Difference, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator -(Tensor left, Tensor right) => Required(left).sub(right);

        /// <summary>Difference, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator -(Tensor left, int right) => Required(left).Apply(THSTensor_subs, right);

        /// <summary>Difference, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator -(int left, Tensor right) => Required(right).Apply(THSTensor_rsubs, left);

        /// <summary>Difference, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator -(Tensor left, long right) => Required(left).Apply(THSTensor_subs, right);

        /// <summary>Difference, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator -(long left, Tensor right) => Required(right).Apply(THSTensor_rsubs, left);

        /// <summary>Difference, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator -(Tensor left, float right) => Required(left).Apply(THSTensor_subs, right);

        /// <summary>Difference, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator -(float left, Tensor right) => Required(right).Apply(THSTensor_rsubs, left);

        /// <summary>Difference, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator -(Tensor left, double right) => Required(left).Apply(THSTensor_subs, right);

        /// <summary>Difference, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator -(double left, Tensor right) => Required(right).Apply(THSTensor_rsubs, left);

        /// <summary>Difference, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator -(Tensor left, Scalar right) => Required(left).Apply(THSTensor_subs, ValueOf(right));

        /// <summary>Difference, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator -(Scalar left, Tensor right) => Required(right).Apply(THSTensor_rsubs, ValueOf(left));

        /// <summary>Product, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator *(Tensor left, Tensor right) => Required(left).mul(right);

        /// <summary>Product, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator *(Tensor left, int right) => Required(left).Apply(THSTensor_muls, right);

        /// <summary>Product, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator *(int left, Tensor right) => Required(right).Apply(THSTensor_muls, left);

        /// <summary>Product, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator *(Tensor left, long right) => Required(left).Apply(THSTensor_muls, right);

        /// <summary>Product, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator *(long left, Tensor right) => Required(right).Apply(THSTensor_muls, left);

        /// <summary>Product, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator *(Tensor left, float right) => Required(left).Apply(THSTensor_muls, right);

        /// <summary>Product, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator *(float left, Tensor right) => Required(right).Apply(THSTensor_muls, left);

        /// <summary>Product, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator *(Tensor left, double right) => Required(left).Apply(THSTensor_muls, right);

        /// <summary>Product, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator *(double left, Tensor right) => Required(right).Apply(THSTensor_muls, left);

        /// <summary>Product, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator *(Tensor left, Scalar right) => Required(left).Apply(THSTensor_muls, ValueOf(right));

        /// <summary>Product, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator *(Scalar left, Tensor right) => Required(right).Apply(THSTensor_muls, ValueOf(left));

        /// <summary>Quotient, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator /(Tensor left, Tensor right) => Required(left).div(right);

        /// <summary>Quotient, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator /(Tensor left, int right) => Required(left).Divide(right, RoundingMode.None);

        /// <summary>Quotient, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator /(int left, Tensor right) => Required(right).Apply(THSTensor_rdivs, left);

        /// <summary>Quotient, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator /(Tensor left, long right) => Required(left).Divide(right, RoundingMode.None);

        /// <summary>Quotient, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator /(long left, Tensor right) => Required(right).Apply(THSTensor_rdivs, left);

        /// <summary>Quotient, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator /(Tensor left, float right) => Required(left).Divide(right, RoundingMode.None);

        /// <summary>Quotient, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator /(float left, Tensor right) => Required(right).Apply(THSTensor_rdivs, left);

        /// <summary>Quotient, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator /(Tensor left, double right) => Required(left).Divide(right, RoundingMode.None);

        /// <summary>Quotient, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator /(double left, Tensor right) => Required(right).Apply(THSTensor_rdivs, left);

        /// <summary>Quotient, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator /(Tensor left, Scalar right) => Required(left).Divide(ValueOf(right), RoundingMode.None);

        /// <summary>Quotient, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator /(Scalar left, Tensor right) => Required(right).Apply(THSTensor_rdivs, ValueOf(left));

        /// <summary>Remainder with the sign of the divisor, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator %(Tensor left, Tensor right) => Required(left).remainder(right);

        /// <summary>Remainder with the sign of the divisor, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator %(Tensor left, int right) => Required(left).Apply(THSTensor_remainders, right);

        /// <summary>Remainder with the sign of the divisor, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator %(Tensor left, long right) => Required(left).Apply(THSTensor_remainders, right);

        /// <summary>Remainder with the sign of the divisor, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator %(Tensor left, float right) => Required(left).Apply(THSTensor_remainders, right);

        /// <summary>Remainder with the sign of the divisor, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator %(Tensor left, double right) => Required(left).Apply(THSTensor_remainders, right);

        /// <summary>Remainder with the sign of the divisor, element by element, with broadcasting.</summary>
        /// <param name="left">Left operand.</param>
        /// <param name="right">Right operand.</param>
        /// <returns>A new tensor.</returns>
        public static Tensor operator %(Tensor left, Scalar right) => Required(left).Apply(THSTensor_remainders, ValueOf(right));

        /// <summary>Each element with its sign turned.</summary>
        /// <param name="tensor">The tensor.</param>
        /// <returns>A new tensor of the same shape.</returns>
        public static Tensor operator -(Tensor tensor) => Required(tensor).neg();
    }
}
