using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>x + conv(SiLU(norm(conv(SiLU(norm(x)))))): normalised before each convolution, so that the way through is the identity (He et al. 2016, b).</summary>
internal sealed class ResidualBlock : nn.Module
{
    [ComponentName(Name = "norm1")]
    private readonly GroupNorm _norm1;

    [ComponentName(Name = "conv1")]
    private readonly Conv2d _conv1;

    [ComponentName(Name = "norm2")]
    private readonly GroupNorm _norm2;

    [ComponentName(Name = "conv2")]
    private readonly Conv2d _conv2;

    public ResidualBlock(int channels)
        : base("residual")
    {
        _norm1 = Normalisation(channels);
        _conv1 = nn.Conv2d(channels, channels, kernel_size: 3L, padding: 1L);
        _norm2 = Normalisation(channels);
        _conv2 = nn.Conv2d(channels, channels, kernel_size: 3L, padding: 1L);
        RegisterComponents();
    }

    /// <summary>
    /// At most 8 groups of at least 4 channels: a group of one value, in a map of one pixel, would be normalised to nothing.
    /// </summary>
    public static GroupNorm Normalisation(int channels)
    {
        var groups = 8;
        while (groups > 1 && channels % (4 * groups) != 0) groups /= 2;
        var norm = nn.GroupNorm(groups, channels);
        // TorchSharp 0.107 leaves both as the memory was found.
        nn.init.ones_(norm.weight!);
        nn.init.zeros_(norm.bias!);
        return norm;
    }

    /// <summary>A normalisation and the activation behind it.</summary>
    public static Tensor Normalised(GroupNorm norm, Tensor x)
    {
        using var normalised = norm.call(x);
        return normalised.silu();
    }

    /// <summary><c>[B, C, H, W]</c> to the same shape; the caller disposes the result and keeps <paramref name="x"/>.</summary>
    public Tensor Apply(Tensor x)
    {
        using var first = Normalised(_norm1, x);
        using var middle = Convolutions.Apply(_conv1, first);
        using var second = Normalised(_norm2, middle);
        // In place: a convolution does not need its result for its gradient.
        var sum = Convolutions.Apply(_conv2, second);
        sum.add_(x);
        return sum;
    }
}
