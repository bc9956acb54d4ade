using System.Runtime.InteropServices;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Product of matrices or vectors; further dimensions in front are a batch and are broadcast.</summary>
        /// <param name="target">The right operand: [..., k, n], or [k].</param>
        /// <returns>[..., m, n] for [..., m, k]; without m or n where an operand is a vector.</returns>
        /// <exception cref="ArgumentException">An operand has no dimensions, or the extents k do not agree.</exception>
        /// <exception cref="ExternalException">The batches do not agree, or the types.</exception>
        public Tensor matmul(Tensor target)
        {
            CheckProduct(shape, Required(target).shape);
            return Apply(THSTensor_matmul, target);
        }

        /// <summary>Product of two matrices.</summary>
        /// <param name="target">The right one, [k, n].</param>
        /// <returns>[m, n] for [m, k].</returns>
        /// <exception cref="ArgumentException">An operand is no matrix, or the extents k do not agree.</exception>
        public Tensor mm(Tensor target)
        {
            long[] left = shape, right = Required(target).shape;
            if (left.Length != 2 || right.Length != 2)
                throw Mismatch("mm takes two matrices", left, right);
            CheckProduct(left, right);
            return Apply(THSTensor_mm, target);
        }

        /// <summary>Products of the matrices of two batches.</summary>
        /// <param name="batch2">The right ones, [b, k, n].</param>
        /// <returns>[b, m, n] for [b, m, k].</returns>
        /// <exception cref="ArgumentException">An operand is no batch of matrices, or the extents b or k do not agree.</exception>
        public Tensor bmm(Tensor batch2)
        {
            long[] left = shape, right = Required(batch2).shape;
            if (left.Length != 3 || right.Length != 3 || left[0] != right[0])
                throw Mismatch("bmm takes two batches of as many matrices", left, right);
            CheckProduct(left, right);
            return Apply(THSTensor_bmm, batch2);
        }

        /// <summary>Product of a matrix and a vector.</summary>
        /// <param name="target">The vector, [k].</param>
        /// <returns>[m] for [m, k].</returns>
        /// <exception cref="ExternalException">The operands are no matrix and vector, or the extents k do not agree.</exception>
        public Tensor mv(Tensor target) => Apply(THSTensor_mv, target);

        /// <summary>Sum of the products of the elements of two vectors.</summary>
        /// <param name="target">The other vector, as long.</param>
        /// <returns>A single value.</returns>
        /// <exception cref="ExternalException">The operands are no vectors, or not as long as one another.</exception>
        public Tensor dot(Tensor target) => Apply(THSTensor_dot, target);

        /// <summary>Products of each element of a vector with each of another.</summary>
        /// <param name="vec2">The other vector, [n].</param>
        /// <returns>[m, n] for [m].</returns>
        /// <exception cref="ExternalException">The operands are no vectors.</exception>
        public Tensor outer(Tensor vec2) => Apply(THSTensor_outer, vec2);

        /// <summary>beta · this + alpha · mat1 mat2.</summary>
        /// <param name="mat1">[m, k].</param>
        /// <param name="mat2">[k, n].</param>
        /// <param name="beta">Factor of this tensor, which is broadcast to [m, n].</param>
        /// <param name="alpha">Factor of the product.</param>
        /// <returns>[m, n].</returns>
        /// <exception cref="ExternalException">The shapes do not agree.</exception>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1)
        {
            Check(THSTensor_addmm(NativeHandle, Required(mat1).NativeHandle, Required(mat2).NativeHandle, beta, alpha, out var result));
            return FromNative(result);
        }

        // Real TorchSharp's matmul ends the process on wrong shapes: both stacks find them here, before native code.
        private static void CheckProduct(long[] left, long[] right)
        {
            if (left.Length == 0 || right.Length == 0)
                throw Mismatch("A product needs vectors or matrices", left, right);
            var columns = left[^1];
            var rows = right.Length == 1 ? right[0] : right[^2];
            if (columns != rows)
                throw Mismatch($"The left operand has {columns} columns, so the right one needs {columns} rows, not {rows}", left, right);
        }

        private static ArgumentException Mismatch(string reason, long[] left, long[] right) =>
            new($"{reason}: the shapes are [{string.Join(", ", left)}] and [{string.Join(", ", right)}].");
    }

    /// <inheritdoc cref="Tensor.matmul(Tensor)"/>
    /// <param name="input">The left operand.</param>
    /// <param name="target">The right operand.</param>
    public static Tensor matmul(Tensor input, Tensor target) => Required(input).matmul(target);

    /// <inheritdoc cref="Tensor.mm(Tensor)"/>
    /// <param name="input">The left matrix.</param>
    /// <param name="target">The right matrix.</param>
    public static Tensor mm(Tensor input, Tensor target) => Required(input).mm(target);

    /// <inheritdoc cref="Tensor.bmm(Tensor)"/>
    /// <param name="input">The left matrices.</param>
    /// <param name="batch2">The right matrices.</param>
    public static Tensor bmm(Tensor input, Tensor batch2) => Required(input).bmm(batch2);

    /// <inheritdoc cref="Tensor.dot(Tensor)"/>
    /// <param name="input">The one vector.</param>
    /// <param name="other">The other vector.</param>
    public static Tensor dot(Tensor input, Tensor other) => Required(input).dot(other);

    /// <inheritdoc cref="Tensor.outer(Tensor)"/>
    /// <param name="input">The one vector.</param>
    /// <param name="vec2">The other vector.</param>
    public static Tensor outer(Tensor input, Tensor vec2) => Required(input).outer(vec2);

    /// <summary>Sums of products over named dimensions.</summary>
    /// <param name="equation">Letters of each operand's dimensions, and after <c>-&gt;</c> those of the result.</param>
    /// <param name="tensors">The operands.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ExternalException">The equation does not fit the operands.</exception>
    public static Tensor einsum(string equation, params Tensor[] tensors)
    {
        ArgumentNullException.ThrowIfNull(equation);
        using var list = new TensorHandleList(tensors);
        Check(THSTensor_einsum(equation, list.Pointers, list.Count, out var result));
        return Tensor.FromNative(result);
    }
}
