using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the transposed convolutions share.</summary>
public abstract class ConvolutionTranspose : Convolution
{
    private protected ConvolutionTranspose(string name, ConvolutionShape shape, long[] weightShape, bool hasBias, Device? device, ScalarType? dtype)
        : base(name, shape, weightShape, hasBias, device, dtype)
    {
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="input">[B, in, H, W].</param>
    /// <param name="output_size">The wanted [H', W'], reached by output padding; null for the layer's own output padding.</param>
    /// <returns>[B, out, H', W'].</returns>
    public abstract Tensor forward(Tensor input, long[]? output_size);

    /// <summary>Applies the layer with its own output padding.</summary>
    /// <param name="input">[B, in, H, W].</param>
    /// <returns>[B, out, H', W'].</returns>
    public override Tensor forward(Tensor input) => forward(input, null);
}

/// <summary>Transposed convolution over two dimensions: the data gradient of a convolution, as a layer.</summary>
public sealed class ConvTranspose2d : ConvolutionTranspose
{
    internal ConvTranspose2d(ConvolutionShape shape, bool hasBias, Device? device, ScalarType? dtype)
        : base(nameof(ConvTranspose2d), shape, [shape.InChannels, shape.OutChannels / shape.Groups, .. shape.Kernel], hasBias, device, dtype)
    {
        if (shape.Mode != PaddingModes.Zeros)
            throw new ArgumentException($"A transposed convolution pads with zeros only, not {shape.Mode}.", nameof(shape));
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="input">[B, in, H, W].</param>
    /// <param name="output_size">The wanted [H', W'], reached by output padding; null for the layer's own output padding.</param>
    /// <returns>[B, out, H', W'] with H' = (H − 1) stride − 2 padding + dilation (kH − 1) + output_padding + 1.</returns>
    /// <exception cref="ArgumentException">No output padding below the stride gives that size.</exception>
    public override Tensor forward(Tensor input, long[]? output_size) =>
        nn.functional.conv_transpose2d(input, weight, bias, stride, padding, output_size is null ? output_padding : Reach(input.shape, output_size), dilation, groups);

    private long[] Reach(long[] from, long[] wanted)
    {
        if (wanted.Length != 2) throw new ArgumentException($"The size of an image has two values, got {wanted.Length}.", nameof(wanted));
        var extra = new long[2];
        for (int i = 0; i < 2; i++)
        {
            long least = (from[^(2 - i)] - 1) * stride[i] - 2 * Shape.Padding![i] + dilation[i] * (kernel_size[i] - 1) + 1;
            extra[i] = wanted[i] - least;
            if (extra[i] < 0 || extra[i] >= stride[i])
                throw new ArgumentException($"The size {wanted[i]} cannot be reached: it must be in [{least}, {least + stride[i] - 1}].", nameof(wanted));
        }
        return extra;
    }
}
