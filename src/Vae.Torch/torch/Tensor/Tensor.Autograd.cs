using System.Runtime.InteropServices;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether gradients are recorded for the tensor. Can be set on floating point tensors that no operator
        /// has computed.</summary>
        /// <exception cref="ExternalException">The tensor cannot have gradients.</exception>
        public bool requires_grad
        {
            get
            {
                Check(THSTensor_requires_grad(NativeHandle, out var result));
                return result != 0;
            }
            set => Check(THSTensor_set_requires_grad(NativeHandle, value ? 1 : 0));
        }

        /// <summary>The gradient that backward passes have accumulated, in the tensor's shape; null where there is none.
        /// Getting it makes a new tensor object each time, which the caller disposes.</summary>
        /// <exception cref="ExternalException">The gradient that is set has another shape.</exception>
        public Tensor? grad
        {
            get
            {
                Check(THSTensor_grad(NativeHandle, out var result));
                return result == IntPtr.Zero ? null : FromNative(result);
            }
            set => Check(THSTensor_set_grad(NativeHandle, HandleOf(value)));
        }

        /// <summary>Whether no recorded operator has computed the tensor.</summary>
        public bool is_leaf
        {
            get
            {
                Check(THSTensor_is_leaf(NativeHandle, out var result));
                return result != 0;
            }
        }

        /// <summary>Sets whether gradients are recorded.</summary>
        /// <param name="requires_grad">The setting.</param>
        /// <returns>This tensor.</returns>
        /// <exception cref="ExternalException">The tensor cannot have gradients.</exception>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>Keeps the gradient of a tensor that an operator has computed, which is dropped otherwise.</summary>
        public void retain_grad() => Check(THSTensor_retain_grad(NativeHandle));

        /// <summary>The tensor without the record of how it was computed.</summary>
        /// <returns>A new tensor that shares its memory with this one.</returns>
        public Tensor detach() => Apply(THSTensor_detach);

        /// <summary>Drops the record of how the tensor was computed.</summary>
        /// <returns>This tensor.</returns>
        public Tensor detach_() => ApplyInPlace(THSTensor_detach_);

        /// <summary>Adds the gradients of this single value to the leaves that it was computed from.</summary>
        /// <exception cref="ExternalException">The tensor has more than one element, or no gradients were recorded for it.</exception>
        public void backward() => Check(THSTensor_backward(NativeHandle));

        /// <summary>Adds gradients of this tensor to the leaves that it was computed from.</summary>
        /// <param name="grad_tensors">One tensor of this one's shape, which weights its elements; null for a single value.</param>
        /// <param name="retain_graph">Whether another backward pass can follow.</param>
        /// <param name="create_graph">Whether gradients of the gradients can be computed.</param>
        /// <param name="inputs">The leaves that get gradients; all by default.</param>
        /// <exception cref="ExternalException">No gradients were recorded, or the shapes do not agree.</exception>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.Backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
