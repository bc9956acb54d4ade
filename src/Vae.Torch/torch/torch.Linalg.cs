using System.Runtime.InteropServices;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Decompositions of matrices; dimensions in front of the last two are a batch.</summary>
    public static partial class linalg
    {
        /// <summary>Singular value decomposition A = U diag(S) Vh.</summary>
        /// <param name="input">A, [..., m, n].</param>
        /// <param name="fullMatrices">Whether U and Vh are square; else they have min(m, n) columns and rows.</param>
        /// <returns>U; S, in descending order; Vh.</returns>
        /// <exception cref="ExternalException">The decomposition does not converge (A has NaN, say).</exception>
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true)
        {
            Check(THSLinalg_svd(Required(input).NativeHandle, fullMatrices ? 1 : 0, out var array, out var count));
            var parts = TensorHandleList.Take(array, count);
            return (parts[0], parts[1], parts[2]);
        }

        /// <summary>Eigenvalues and eigenvectors of a symmetric matrix.</summary>
        /// <param name="input">The matrix, [..., n, n]; one triangle of it is read.</param>
        /// <param name="UPLO">Which: <c>L</c> the lower, <c>U</c> the upper.</param>
        /// <returns>The values in ascending order, and the vectors as columns.</returns>
        /// <exception cref="ExternalException">The decomposition does not converge, or the triangle is neither.</exception>
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L')
        {
            Check(THSLinalg_eigh(Required(input).NativeHandle, UPLO.ToString(), out var array, out var count));
            var parts = TensorHandleList.Take(array, count);
            return (parts[0], parts[1]);
        }

        /// <summary>The inverse of a matrix.</summary>
        /// <param name="input">The matrix, [..., n, n].</param>
        /// <returns>[..., n, n].</returns>
        /// <exception cref="ExternalException">The matrix is singular.</exception>
        public static Tensor inv(Tensor input)
        {
            Check(THSLinalg_inv(Required(input).NativeHandle, out var result));
            return Tensor.FromNative(result);
        }

        /// <summary>The determinant of a matrix.</summary>
        /// <param name="input">The matrix, [..., n, n].</param>
        /// <returns>[...].</returns>
        public static Tensor det(Tensor input)
        {
            Check(THSLinalg_det(Required(input).NativeHandle, out var result));
            return Tensor.FromNative(result);
        }

        /// <summary>The lower triangular L with A = L Lᵀ.</summary>
        /// <param name="input">A, symmetric and positive definite, [..., n, n].</param>
        /// <returns>L, [..., n, n].</returns>
        /// <exception cref="ExternalException">A is not positive definite.</exception>
        public static Tensor cholesky(Tensor input)
        {
            Check(THSLinalg_cholesky(Required(input).NativeHandle, out var result));
            return Tensor.FromNative(result);
        }
    }
}
