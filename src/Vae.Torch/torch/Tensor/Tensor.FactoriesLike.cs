namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A tensor of zeros with the shape of this one.</summary>
        /// <param name="dtype">Type of the elements; this tensor's by default.</param>
        /// <param name="device">Where it is to live; where this tensor does by default.</param>
        /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
        /// <returns>The new tensor.</returns>
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.zeros_like(this, dtype, device, requires_grad);

        /// <summary>A tensor of ones with the shape of this one.</summary>
        /// <param name="dtype">Type of the elements; this tensor's by default.</param>
        /// <param name="device">Where it is to live; where this tensor does by default.</param>
        /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
        /// <returns>The new tensor.</returns>
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.ones_like(this, dtype, device, requires_grad);

        /// <summary>A tensor with the shape of this one, whose elements are not set.</summary>
        /// <param name="dtype">Type of the elements; this tensor's by default.</param>
        /// <param name="device">Where it is to live; where this tensor does by default.</param>
        /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
        /// <returns>The new tensor.</returns>
        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.empty_like(this, dtype, device, requires_grad);

        /// <summary>A tensor with the shape of this one, whose elements are all one value.</summary>
        /// <param name="value">The value.</param>
        /// <param name="dtype">Type of the elements; this tensor's by default.</param>
        /// <param name="device">Where it is to live; where this tensor does by default.</param>
        /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
        /// <returns>The new tensor.</returns>
        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.full_like(this, value, dtype, device, requires_grad);

        /// <summary>Draws from the uniform distribution over [0, 1), by the default generator, in the shape of this tensor.</summary>
        /// <param name="dtype">Type of the elements; this tensor's by default.</param>
        /// <param name="device">Where it is to live; where this tensor does by default.</param>
        /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
        /// <returns>The new tensor.</returns>
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.rand_like(this, dtype, device, requires_grad);

        /// <summary>Draws from the standard normal distribution, by the default generator, in the shape of this tensor.</summary>
        /// <param name="dtype">Type of the elements; this tensor's by default.</param>
        /// <param name="device">Where it is to live; where this tensor does by default.</param>
        /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
        /// <returns>The new tensor.</returns>
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.randn_like(this, dtype, device, requires_grad);
    }
}
