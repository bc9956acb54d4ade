using System.Runtime.InteropServices;
using Vae.Torch;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Stops the recording of gradients on this thread.</summary>
    /// <returns>Ends it when disposed, on the same thread.</returns>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Turns the recording of gradients on this thread on, or off.</summary>
    /// <param name="enabled">The setting.</param>
    /// <returns>Puts the former setting back when disposed, on the same thread.</returns>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    /// <summary>Sets whether gradients are recorded on this thread.</summary>
    /// <param name="mode">The setting.</param>
    /// <returns>Puts the former setting back when disposed, on the same thread.</returns>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>Stops the recording of gradients and of all that they would need on this thread: faster than
    /// <see cref="no_grad"/>, but the tensors made can never take part in training.</summary>
    /// <param name="mode">false turns it off within.</param>
    /// <returns>Ends it when disposed, on the same thread.</returns>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    /// <summary>Whether gradients are recorded on this thread.</summary>
    /// <returns>true by default.</returns>
    public static bool is_grad_enabled()
    {
        Check(THSAutograd_isGradEnabled(out var enabled));
        return enabled != 0;
    }

    /// <summary>Whether <see cref="inference_mode"/> is on for this thread.</summary>
    /// <returns>false by default.</returns>
    public static bool is_inference_mode_enabled()
    {
        Check(THSAutograd_isInferenceModeEnabled(out var enabled));
        return enabled != 0;
    }

    /// <summary>Gradients of several tensors at once.</summary>
    public static partial class autograd
    {
        /// <summary>Gradients of tensors with respect to others, without adding them to anything.</summary>
        /// <param name="outputs">The tensors that are differentiated.</param>
        /// <param name="inputs">The tensors that they are differentiated by.</param>
        /// <param name="grad_outputs">Weights of the outputs' elements, one tensor of the same shape each; null where the
        /// outputs are single values.</param>
        /// <param name="retain_graph">Whether another backward pass can follow.</param>
        /// <param name="create_graph">Whether gradients of the gradients can be computed. It does not imply
        /// <paramref name="retain_graph"/>, which they mostly need too: as in TorchSharp, and unlike PyTorch.</param>
        /// <param name="allow_unused">Whether inputs are allowed that no output depends on; their gradient is a tensor that
        /// cannot be used.</param>
        /// <returns>One tensor for each input, in its shape.</returns>
        /// <exception cref="ExternalException">No gradients were recorded, or an input was not used.</exception>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            ArgumentNullException.ThrowIfNull(outputs);
            ArgumentNullException.ThrowIfNull(inputs);
            using var from = new TensorHandleList(outputs);
            using var by = new TensorHandleList(inputs);
            using var weights = new TensorHandleList(grad_outputs);
            Check(THSAutograd_grad(from.Pointers, from.Count, by.Pointers, by.Count, weights.Pointers, weights.Count,
                retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, out var array, out var count));
            return TensorHandleList.Take(array, count);
        }

        /// <summary>Adds gradients of tensors to the leaves that they were computed from.</summary>
        /// <param name="tensors">The tensors.</param>
        /// <param name="grad_tensors">Weights of their elements, one tensor of the same shape each; null where they are single
        /// values.</param>
        /// <param name="retain_graph">Whether another backward pass can follow; what <paramref name="create_graph"/> is by default.</param>
        /// <param name="create_graph">Whether gradients of the gradients can be computed.</param>
        /// <param name="inputs">The leaves that get gradients; all by default.</param>
        /// <exception cref="ExternalException">No gradients were recorded, or the shapes do not agree.</exception>
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            ArgumentNullException.ThrowIfNull(tensors);
            Backward(tensors, grad_tensors, retain_graph ?? create_graph, create_graph, inputs);
        }

        internal static void Backward(IList<Tensor> tensors, IList<Tensor>? gradTensors, bool retainGraph, bool createGraph, IList<Tensor>? inputs)
        {
            using var from = new TensorHandleList(tensors);
            using var weights = new TensorHandleList(gradTensors);
            using var by = new TensorHandleList(inputs);
            Check(THSAutograd_backward(from.Pointers, from.Count, weights.Pointers, weights.Count,
                retainGraph ? 1 : 0, createGraph ? 1 : 0, by.Pointers, by.Count));
        }
    }

    private sealed class GradMode : IDisposable
    {
        private readonly bool _former = is_grad_enabled();
        private bool _disposed;

        internal GradMode(bool enabled) => Check(THSAutograd_setGrad(enabled ? 1 : 0));

        public void Dispose()
        {
            if (_disposed)
                return;
            _disposed = true;
            Check(THSAutograd_setGrad(_former ? 1 : 0));
        }
    }

    private sealed class InferenceMode : IDisposable
    {
        private IntPtr _guard;

        internal InferenceMode(bool enabled)
        {
            Check(THSAutograd_enterInferenceMode(enabled ? 1 : 0, out _guard));
            NativeHandles.OtherHandles.Created();
        }

        public void Dispose()
        {
            if (_guard == IntPtr.Zero)
                return;
            THSAutograd_leaveInferenceMode(_guard);
            _guard = IntPtr.Zero;
            NativeHandles.OtherHandles.Released();
        }
    }
}
