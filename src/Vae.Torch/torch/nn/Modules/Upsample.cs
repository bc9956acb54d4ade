using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Enlarges images.</summary>
public sealed class Upsample : nn.Module<Tensor, Tensor>
{
    private readonly long[]? _size;
    private readonly double[]? _factor;

    internal Upsample(long[]? size, double[]? factor, UpsampleMode mode, bool? alignCorners, bool? recomputeScaleFactor) : base(nameof(Upsample))
    {
        (_size, _factor) = (size, factor);
        (this.mode, align_corners, recompute_scale_factor) = (mode, alignCorners, recomputeScaleFactor);
    }

    /// <summary>The new [H, W]; empty where a factor gives it.</summary>
    public ReadOnlySpan<long> size => _size;

    /// <summary>One factor for both dimensions or one for each; empty where a size is given.</summary>
    public ReadOnlySpan<double> scale_factor => _factor;

    /// <summary>How values between samples are found.</summary>
    public UpsampleMode mode { get; }

    /// <summary>True maps corner samples onto corner samples; null for the mode's own way.</summary>
    public bool? align_corners { get; }

    /// <summary>True computes with the factor of the rounded sizes.</summary>
    public bool? recompute_scale_factor { get; }

    /// <summary>Applies the module.</summary>
    /// <param name="input">[B, C, H, W].</param>
    /// <returns>[B, C, H', W'].</returns>
    public override Tensor forward(Tensor input) =>
        nn.functional.interpolate(input, _size, _factor, (InterpolationMode)mode, align_corners, recompute_scale_factor ?? false);
}
