using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Vae.Core.Models.Frozen;

/// <summary>What follows a linear layer.</summary>
internal enum Activation
{
    None,
    Relu,
    Sigmoid,
}

/// <summary>
/// A linear layer and its activation, the weights in the order in which the kernels read them: in panels of up to 128 outputs, in each
/// panel input by input. One input's weights for a panel are eight vectors of sixteen, which the kernels add to eight registers.
/// </summary>
/// <remarks>
/// The weights lie in a tensor: aligned to cache lines, and gone with the layer. An array as large would make each version that comes and goes
/// a full collection of garbage, during which requests wait.
/// </remarks>
internal sealed class FrozenLayer : IDisposable
{
    /// <summary>Outputs of a whole panel.</summary>
    public const int PanelWidth = 128;

    /// <summary>Floats of the widest vector; rows and the last panel are filled up with zeros to a multiple of it.</summary>
    public const int Granule = 16;

    private readonly Tensor _weights;
    private readonly float[] _bias;

    private FrozenLayer(int inputs, int outputs, Activation activation)
    {
        (Inputs, Outputs, Activation) = (inputs, outputs, activation);
        Stride = (outputs + Granule - 1) / Granule * Granule;
        // No scope's of the caller: it stays as long as the layer does.
        _weights = zeros([checked(inputs * Stride)], dtype: ScalarType.Float32).DetachFromDisposeScope();
        _bias = new float[Stride];
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>Outputs, filled up to whole vectors: the length of a row of results.</summary>
    public int Stride { get; }

    public Activation Activation { get; }

    public long Bytes => (((long)Inputs * Stride) + Stride) * sizeof(float);

    /// <summary><c>[panels, inputs, width of the panel]</c>; valid while the layer is.</summary>
    public ReadOnlySpan<float> Weights => Memory;

    /// <summary><c>[Stride]</c>.</summary>
    public ReadOnlySpan<float> Bias => _bias;

    /// <summary>Packs layers of one input side by side: their outputs follow each other.</summary>
    /// <param name="layers">Weights <c>[out, in]</c> and biases <c>[out]</c>, float32 on the CPU.</param>
    /// <param name="activation">What follows.</param>
    public static FrozenLayer Pack(ReadOnlySpan<(Tensor Weight, Tensor Bias)> layers, Activation activation)
    {
        var (inputs, outputs) = ((int)layers[0].Weight.shape[1], 0);
        foreach (var (weight, _) in layers) outputs += (int)weight.shape[0];

        var packed = new FrozenLayer(inputs, outputs, activation);
        var first = 0;
        foreach (var (weight, bias) in layers)
        {
            using var scope = NewDisposeScope();
            TensorMemory.CopyTo(bias, packed._bias.AsSpan(first, (int)bias.shape[0]));
            packed.Put(MemoryMarshal.Cast<byte, float>(weight.detach().contiguous().bytes), first);
            first += (int)weight.shape[0];
        }

        return packed;
    }

    public void Dispose() => _weights.Dispose();

    /// <summary>The width of the panel that begins at an output.</summary>
    public int WidthAt(int panel) => Math.Min(PanelWidth, Stride - panel);

    private Span<float> Memory => MemoryMarshal.Cast<byte, float>(_weights.bytes);

    private void Put(ReadOnlySpan<float> weights, int first)
    {
        var memory = Memory;
        for (var row = 0; row * Inputs < weights.Length; row++)
        {
            var output = first + row;
            var panel = output / PanelWidth * PanelWidth;
            var (at, width) = ((panel * Inputs) + output - panel, WidthAt(panel));
            foreach (var weight in weights.Slice(row * Inputs, Inputs))
            {
                memory[at] = weight;
                at += width;
            }
        }
    }
}
