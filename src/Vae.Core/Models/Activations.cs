using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>The activations by name.</summary>
internal static class Activations
{
    private const double Slope = 0.01;

    /// <summary>Applies an activation to a layer's result, in its place where the gradient allows it.</summary>
    /// <param name="sum">The layer's result, which nobody else reads. It is disposed, or is what is returned.</param>
    /// <param name="activation">Which one.</param>
    /// <returns>The caller disposes it.</returns>
    public static Tensor Apply(Tensor sum, HiddenActivation activation)
    {
        switch (activation)
        {
            case HiddenActivation.Relu:
                sum.relu_();
                return sum;
            case HiddenActivation.Tanh:
                sum.tanh_();
                return sum;
            case HiddenActivation.LeakyRelu:
                using (sum) return nn.functional.leaky_relu(sum, Slope, inplace: true);
            default:
                // Its gradient needs the sum itself.
                using (sum) return sum.silu();
        }
    }
}
