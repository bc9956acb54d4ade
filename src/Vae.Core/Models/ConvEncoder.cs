using TorchSharp.Modules;
using TorchSharp.Utils;
using Vae.Core.Data;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>The encoder of <see cref="ConvVae"/>.</summary>
internal sealed class ConvEncoder : nn.Module
{
    private readonly int _classes;
    private readonly Conv2d[] _convolutions;

    [ComponentName(Name = "fc")]
    private readonly Linear? _fc;

    [ComponentName(Name = "fc_mu")]
    private readonly Linear _mu;

    [ComponentName(Name = "fc_logvar")]
    private readonly Linear? _logvar;

    public ConvEncoder(ConvVaeOptions options, ImageShape input)
        : base("encoder")
    {
        _classes = options.Classes;
        var channels = options.Channels;
        var last = Stages.Sizes(input, channels.Count)[^1];
        var features = checked(channels[^1] * (int)last.Area);

        // Registered in the order of the write-up's class, which fixes keys and initial draws.
        _convolutions = new Conv2d[channels.Count];
        for (var i = 0; i < channels.Count; i++)
        {
            _convolutions[i] = nn.Conv2d(i == 0 ? input.Channels : channels[i - 1], channels[i], kernel_size: 3L, stride: 2L, padding: 1L);
            register_module($"conv{i + 1}", _convolutions[i]);
        }

        if (options.Bottleneck > 0)
        {
            _fc = nn.Linear(features, options.Bottleneck);
            register_module("fc", _fc);
            features = options.Bottleneck;
        }

        _mu = nn.Linear(features + _classes, options.LatentDim);
        register_module("fc_mu", _mu);
        if (!options.HasSpread) return;
        _logvar = nn.Linear(features + _classes, options.LatentDim);
        register_module("fc_logvar", _logvar);
    }

    /// <summary>Images <c>[B, C, H, W]</c> and classes <c>[B, K]</c> to heads <c>[B, D]</c>.</summary>
    public Heads Encode(Tensor x, Tensor? y)
    {
        using var map = Convolve(x);
        using var flat = map.flatten(1); // [B, C'·H'·W']
        using var hidden = _fc is null ? flat.alias() : Activations.Apply(_fc.call(flat), HiddenActivation.Relu);
        using var told = Conditioning.Join(hidden, y, _classes);
        return new Heads(_mu.call(told), _logvar?.call(told));
    }

    private Tensor Convolve(Tensor x)
    {
        var map = x;
        foreach (var convolution in _convolutions)
        {
            var next = Activations.Apply(Convolutions.Apply(convolution, map, stride: 2), HiddenActivation.Relu);
            if (!ReferenceEquals(map, x)) map.Dispose();
            map = next;
        }

        return map;
    }
}
