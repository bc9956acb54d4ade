using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Convolution over two dimensions.</summary>
public sealed class Conv2d : Convolution
{
    // Left, right, top, bottom.
    private readonly long[] _edges;

    internal Conv2d(ConvolutionShape shape, bool hasBias, Device? device, ScalarType? dtype)
        : base(nameof(Conv2d), shape, [shape.OutChannels, shape.InChannels / shape.Groups, .. shape.Kernel], hasBias, device, dtype)
    {
        if (shape.PaddingType == Padding.Same && shape.Stride is not [1, 1])
            throw new ArgumentException($"Padding.Same keeps the size only for stride 1, not [{string.Join(", ", shape.Stride)}].", nameof(shape));
        _edges = Edges(shape);
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="input">[B, in, H, W].</param>
    /// <returns>[B, out, H', W'] with H' = ⌊(H + 2 padding − dilation (kH − 1) − 1) / stride⌋ + 1.</returns>
    public override Tensor forward(Tensor input)
    {
        bool symmetric = _edges[0] == _edges[1] && _edges[2] == _edges[3];
        if (symmetric && padding_mode == PaddingModes.Zeros)
            return nn.functional.conv2d(input, weight, bias, stride, [_edges[2], _edges[0]], dilation, groups);
        using Tensor padded = nn.functional.pad(input, _edges, padding_mode);
        return nn.functional.conv2d(padded, weight, bias, stride, [0, 0], dilation, groups);
    }

    private static long[] Edges(ConvolutionShape shape)
    {
        if (shape.Padding is [long y, long x]) return [x, x, y, y];
        if (shape.PaddingType != Padding.Same) return [0, 0, 0, 0];
        long height = shape.Dilation[0] * (shape.Kernel[0] - 1), width = shape.Dilation[1] * (shape.Kernel[1] - 1);
        return [width / 2, width - width / 2, height / 2, height - height / 2];
    }
}
