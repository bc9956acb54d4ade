using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalises groups of channels of each sample (Wu and He 2018).</summary>
public sealed class GroupNorm : nn.Module<Tensor, Tensor>
{
    internal GroupNorm(long groups, long channels, double eps, bool affine, Device? device, ScalarType? dtype) : base(nameof(GroupNorm))
    {
        (num_groups, this.eps, this.affine) = (groups, eps, affine);
        if (!affine) return;
        weight = new Parameter(ones([channels], dtype, device));
        bias = new Parameter(zeros([channels], dtype, device));
        register_parameter(nameof(weight), weight);
        register_parameter(nameof(bias), bias);
    }

    /// <summary>[C], or null without affine parameters.</summary>
    public Parameter? weight { get; }

    /// <summary>[C], or null without affine parameters.</summary>
    public Parameter? bias { get; }

    /// <summary>A divisor of the channels.</summary>
    public long num_groups { get; }

    /// <summary>Added to the variance.</summary>
    public double eps { get; }

    /// <summary>True with a trained scale and shift.</summary>
    public bool affine { get; }

    /// <summary>Applies the layer.</summary>
    /// <param name="tensor">[B, C, …].</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor tensor) => nn.functional.group_norm(tensor, num_groups, weight, bias, eps);
}
