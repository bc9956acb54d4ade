using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>Dense layers under one name, each with a name of its own.</summary>
internal sealed class DenseStack : nn.Module
{
    private readonly Linear[] _layers;

    /// <param name="widths">The input's width, then each layer's.</param>
    /// <param name="names">One for each layer.</param>
    public DenseStack(IReadOnlyList<int> widths, IReadOnlyList<string> names)
        : base("dense")
    {
        _layers = new Linear[names.Count];
        for (var i = 0; i < names.Count; i++)
        {
            _layers[i] = nn.Linear(widths[i], widths[i + 1]);
            register_module(names[i], _layers[i]);
        }
    }

    /// <summary>All layers, an activation after each one.</summary>
    public Tensor Run(Tensor input, HiddenActivation activation) => DenseLayers.Run(input, _layers, activation);

    /// <summary>
    /// All layers on every row of one input beside every row of another, an activation after each one. Half of the first layer sees one of the two alone
    /// and is computed once for all pairs.
    /// </summary>
    /// <param name="left"><c>[B, F]</c></param>
    /// <param name="right"><c>[K, G]</c>; the first layer is F + G wide.</param>
    /// <param name="activation">After each layer.</param>
    /// <returns><c>[K·B, H]</c>, row <c>k·B + b</c> the b-th left row beside the k-th right one.</returns>
    public Tensor RunPairs(Tensor left, Tensor right, HiddenActivation activation)
    {
        using var scope = NewDisposeScope();
        var (weight, width) = (_layers[0].weight, left.shape[1]);
        var first = nn.functional.linear(left, weight.narrow(1, 0, width), _layers[0].bias);
        var second = nn.functional.linear(right, weight.narrow(1, width, right.shape[1]));
        var hidden = Activations.Apply(second.unsqueeze(1) + first.unsqueeze(0), activation).flatten(0, 1);
        return scope.MoveToOuter(_layers.Length == 1 ? hidden : DenseLayers.Run(hidden, _layers.AsSpan(1..), activation));
    }

    /// <summary>All layers, an activation after each one but the last.</summary>
    public Tensor RunOpen(Tensor input, HiddenActivation activation)
    {
        if (_layers.Length == 1) return _layers[0].call(input);
        using var hidden = DenseLayers.Run(input, _layers.AsSpan(..^1), activation);
        return _layers[^1].call(hidden);
    }
}
