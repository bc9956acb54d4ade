using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>A copy of a model's parameters and buffers on the host. Its tensors belong to the scope that is open when it is made.</summary>
internal sealed class WeightSnapshot
{
    private readonly IReadOnlyList<Tensor> _values;
    private readonly IReadOnlyList<Tensor> _copies;

    /// <summary>Makes room for a model's values; nothing is saved yet.</summary>
    /// <param name="model">The model, on the device that it stays on.</param>
    public WeightSnapshot(VaeModel model)
    {
        _values = [.. model.parameters(), .. model.buffers()];
        using var frozen = no_grad();
        _copies = [.. _values.Select(value => zeros(value.shape, dtype: value.dtype))];
    }

    /// <summary>The epoch whose end was saved last; null before the first.</summary>
    public int? Epoch { get; private set; }

    /// <summary>Takes the model's present values.</summary>
    /// <param name="epoch">The epoch that has ended, from 1.</param>
    public void Save(int epoch)
    {
        Copy(_values, _copies);
        Epoch = epoch;
    }

    /// <summary>Gives the model the values that were saved last.</summary>
    public void Restore() => Copy(_copies, _values);

    private static void Copy(IReadOnlyList<Tensor> from, IReadOnlyList<Tensor> to)
    {
        using var frozen = no_grad();
        for (var i = 0; i < from.Count; i++) to[i].copy_(from[i]);
    }
}
