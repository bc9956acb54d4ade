using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalises the last dimensions of each sample (Ba et al. 2016).</summary>
public sealed class LayerNorm : nn.Module<Tensor, Tensor>
{
    internal LayerNorm(long[] shape, double eps, bool affine, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(LayerNorm))
    {
        (normalized_shape, this.eps, elementwise_affine) = (shape, eps, affine);
        if (!affine) return;
        weight = new Parameter(ones(shape, dtype, device));
        register_parameter(nameof(weight), weight);
        if (!hasBias) return;
        bias = new Parameter(zeros(shape, dtype, device));
        register_parameter(nameof(bias), bias);
    }

    /// <summary>[normalized_shape], or null without affine parameters.</summary>
    public Parameter? weight { get; }

    /// <summary>[normalized_shape], or null.</summary>
    public Parameter? bias { get; }

    /// <summary>The sizes of the dimensions that are normalised over.</summary>
    public long[] normalized_shape { get; }

    /// <summary>Added to the variance.</summary>
    public double eps { get; }

    /// <summary>True with a trained scale.</summary>
    public bool elementwise_affine { get; }

    /// <summary>Applies the layer.</summary>
    /// <param name="tensor">[…, normalized_shape].</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor tensor) => nn.functional.layer_norm(tensor, normalized_shape, weight, bias, eps);
}
