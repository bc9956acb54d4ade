using System.Buffers;

namespace Vae.Core.Models.Frozen;

/// <summary>Receives the results of some rows.</summary>
/// <param name="first">The first of them.</param>
/// <param name="rows">How many.</param>
/// <param name="results"><c>[rows, stride]</c>.</param>
/// <param name="stride">Floats from row to row.</param>
/// <param name="state">Where they go.</param>
internal delegate void ResultSink<TState>(int first, int rows, ReadOnlySpan<float> results, int stride, in TState state)
    where TState : allows ref struct;

/// <summary>Layers one after the other.</summary>
internal sealed class FrozenProgram : IDisposable
{
    /// <summary>Rows that share a pass over the weights. More bring nothing once the weights come from the cache.</summary>
    private const int MaxRows = 16;

    /// <summary>Of the memory that a pass works in, in floats, where one row needs less: 1 MiB.</summary>
    private const int MaxScratch = 1 << 18;

    private readonly FrozenLayer[] _layers;
    private readonly Kernels _kernels;
    private readonly int _widestInput;
    private readonly int _widestResult;

    public FrozenProgram(FrozenLayer[] layers, Kernels kernels)
    {
        _layers = layers;
        _kernels = kernels;
        _widestInput = layers.Max(layer => layer.Inputs);
        _widestResult = layers.Max(layer => layer.Stride);
    }

    public long Bytes => _layers.Sum(layer => layer.Bytes);

    public void Dispose()
    {
        foreach (var layer in _layers) layer.Dispose();
    }

    /// <summary>Runs all rows, some at a time.</summary>
    /// <param name="inputs"><c>[count, inputs of the first layer]</c>.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="sink">Takes the last layer's results.</param>
    /// <param name="state">What the sink needs.</param>
    public void Run<TState>(ReadOnlySpan<float> inputs, int count, ResultSink<TState> sink, in TState state)
        where TState : allows ref struct
    {
        var most = Math.Clamp(MaxScratch / ((2 * _widestInput) + _widestResult), 1, Math.Min(count, MaxRows));
        using var active = new ActiveInputs(most, _widestInput);
        var memory = ArrayPool<float>.Shared.Rent(most * _widestResult);
        try
        {
            var each = _layers[0].Inputs;
            for (var first = 0; first < count; first += most)
            {
                var rows = Math.Min(most, count - first);
                for (var row = 0; row < rows; row++) active.Take(row, inputs.Slice((first + row) * each, each), relu: false);
                sink(first, rows, Pass(in active, rows, memory), _layers[^1].Stride, in state);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(memory);
        }
    }

    private Span<float> Pass(ref readonly ActiveInputs active, int rows, Span<float> memory)
    {
        for (var i = 0; ; i++)
        {
            var layer = _layers[i];
            var results = memory[..(rows * layer.Stride)];
            _kernels.Linear(layer, in active, rows, results);
            if (layer.Activation == Activation.Sigmoid) _kernels.Sigmoid(results);
            if (i == _layers.Length - 1) return results;
            for (var row = 0; row < rows; row++)
                active.Take(row, results.Slice(row * layer.Stride, layer.Outputs), relu: layer.Activation == Activation.Relu);
        }
    }
}
