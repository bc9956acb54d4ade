using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>PyTorch's default initial values, from an explicit generator.</summary>
internal static class ParameterInitialization
{
    private const string Weight = "weight";
    private const string Bias = "bias";

    /// <summary>
    /// Draws every layer's weight, then its bias, uniformly from ±1/√fan_in, in order of registration.
    /// Linear and convolution layers have weights <c>[out, in, …]</c>; transposed convolutions have <c>[in, out, …]</c> and PyTorch
    /// reads their second dimension as fan_in all the same, so one rule serves all three. Whatever else there is keeps the value that it was
    /// made with, and takes no draw: a normalisation's weight of ones and bias of zeros (the weight has one dimension only), and parameters
    /// of other names.
    /// </summary>
    /// <remarks>kaiming_uniform_ with a = √5 gives √3 · √(2/(1+5)) / √fan_in = 1/√fan_in (torch/nn/modules/linear.py, reset_parameters).</remarks>
    public static void Draw(nn.Module model, Generator generator)
    {
        using var frozen = no_grad();
        var (layer, bound) = ("", 0d);
        foreach (var (name, parameter) in model.named_parameters())
        {
            var dot = name.LastIndexOf('.') + 1;
            var (owner, kind) = (name[..dot], name[dot..]);
            var shape = parameter.shape;
            if (kind == Weight && shape.Length > 1)
            {
                (layer, bound) = (owner, 1 / Math.Sqrt(shape.Skip(1).Aggregate(1L, (product, size) => product * size)));
                parameter.uniform_(-bound, bound, generator);
            }
            else if (kind == Bias && owner == layer)
            {
                // A bias follows its weight and takes the weight's bound.
                parameter.uniform_(-bound, bound, generator);
            }
        }
    }
}
