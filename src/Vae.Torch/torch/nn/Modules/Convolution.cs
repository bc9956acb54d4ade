using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the convolutions over two dimensions share.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    private protected Convolution(string name, ConvolutionShape shape, long[] weightShape, bool hasBias, Device? device, ScalarType? dtype) : base(name)
    {
        if (shape.InChannels % shape.Groups != 0 || shape.OutChannels % shape.Groups != 0)
            throw new ArgumentException($"{shape.InChannels} input and {shape.OutChannels} output channels do not divide into {shape.Groups} groups.", nameof(shape));
        Shape = shape;
        weight = new Parameter(empty(weightShape, dtype, device));
        bias = hasBias ? new Parameter(empty([shape.OutChannels], dtype, device)) : null;
        nn.init.Default(weight, bias);
        register_parameter(nameof(weight), weight);
        if (bias is not null) register_parameter(nameof(bias), bias);
    }

    /// <summary>[out, in / groups, kH, kW]; of a transposed convolution [in, out / groups, kH, kW].</summary>
    public Parameter weight { get; }

    /// <summary>[out], or null.</summary>
    public Parameter? bias { get; }

    /// <summary>Channels of the input.</summary>
    public long in_channels => Shape.InChannels;

    /// <summary>Channels of the output.</summary>
    public long out_channels => Shape.OutChannels;

    /// <summary>[kH, kW].</summary>
    public long[] kernel_size => Shape.Kernel;

    /// <summary>Of height and width.</summary>
    public long[] stride => Shape.Stride;

    /// <summary>On each side of height and width; null where <see cref="padding_type"/> names it.</summary>
    public long[]? padding => Shape.Padding;

    /// <summary>The padding by name, or null where <see cref="padding"/> gives numbers.</summary>
    public Padding? padding_type => Shape.PaddingType;

    /// <summary>Distance of the kernel's elements, of height and width.</summary>
    public long[] dilation => Shape.Dilation;

    /// <summary>Added at the end of a transposed convolution's output.</summary>
    public long[] output_padding => Shape.OutputPadding;

    /// <summary>Independent groups of channels.</summary>
    public long groups => Shape.Groups;

    /// <summary>How the input continues beyond its edge.</summary>
    public PaddingModes padding_mode => Shape.Mode;

    private protected ConvolutionShape Shape { get; }
}

/// <summary>The numbers of a convolution over two dimensions; each array has two values.</summary>
internal sealed record ConvolutionShape(long InChannels, long OutChannels, long[] Kernel)
{
    public long[] Stride { get; init; } = [1, 1];
    public long[]? Padding { get; init; } = [0, 0];
    public Padding? PaddingType { get; init; }
    public long[] OutputPadding { get; init; } = [0, 0];
    public long[] Dilation { get; init; } = [1, 1];
    public long Groups { get; init; } = 1;
    public PaddingModes Mode { get; init; } = PaddingModes.Zeros;

    internal static long[] Pair((long, long) value) => [value.Item1, value.Item2];

    internal static long[] Pair((long, long)? value, long otherwise) => Pair(value ?? (otherwise, otherwise));
}
