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

    /// <summary>All layers, an activation after each one but the last.</summary>
    public Tensor RunOpen(Tensor input, HiddenActivation activation)
    {
        if (_layers.Length == 1) return _layers[0].call(input);
        using var hidden = DenseLayers.Run(input, _layers.AsSpan(..^1), activation);
        return _layers[^1].call(hidden);
    }
}
