using TorchSharp.Modules;
using TorchSharp.Utils;
using Vae.Core.Data;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>The encoder of <see cref="ResNetVae"/>.</summary>
internal sealed class ResNetEncoder : nn.Module
{
    private readonly int _classes;
    private readonly Conv2d[] _down;
    private readonly ResidualBlock[][] _blocks;

    [ComponentName(Name = "norm")]
    private readonly GroupNorm _norm;

    [ComponentName(Name = "fc_mu")]
    private readonly Linear _mu;

    [ComponentName(Name = "fc_logvar")]
    private readonly Linear? _logvar;

    public ResNetEncoder(ResNetVaeOptions options, ImageShape input)
        : base("encoder")
    {
        _classes = options.Classes;
        var channels = options.Channels;
        _down = new Conv2d[channels.Count];
        _blocks = new ResidualBlock[channels.Count][];
        for (var i = 0; i < channels.Count; i++)
        {
            _down[i] = nn.Conv2d(i == 0 ? input.Channels : channels[i - 1], channels[i], kernel_size: 3L, stride: 2L, padding: 1L);
            register_module($"down{i + 1}", _down[i]);
            _blocks[i] = new ResidualBlock[options.Blocks];
            for (var block = 0; block < options.Blocks; block++)
            {
                _blocks[i][block] = new ResidualBlock(channels[i]);
                register_module($"block{i + 1}_{block + 1}", _blocks[i][block]);
            }
        }

        _norm = ResidualBlock.Normalisation(channels[^1]);
        register_module("norm", _norm);
        var features = checked(channels[^1] * (int)Stages.Sizes(input, channels.Count)[^1].Area) + _classes;
        _mu = nn.Linear(features, options.LatentDim);
        register_module("fc_mu", _mu);
        if (!options.HasSpread) return;
        _logvar = nn.Linear(features, options.LatentDim);
        register_module("fc_logvar", _logvar);
    }

    /// <summary>Images <c>[B, C, H, W]</c> and classes <c>[B, K]</c> to heads <c>[B, D]</c>.</summary>
    public Heads Encode(Tensor x, Tensor? y)
    {
        using var map = Stack(x); // [B, C', H', W']
        using var active = ResidualBlock.Normalised(_norm, map);
        using var flat = active.flatten(1); // [B, C'·H'·W']
        using var told = Conditioning.Join(flat, y, _classes);
        return new Heads(_mu.call(told), _logvar?.call(told));
    }

    private Tensor Stack(Tensor x)
    {
        var map = x;
        for (var i = 0; i < _down.Length; i++)
        {
            var next = Convolutions.Apply(_down[i], map, stride: 2);
            if (!ReferenceEquals(map, x)) map.Dispose();
            map = next;
            foreach (var block in _blocks[i])
            {
                using (map) next = block.Apply(map);
                map = next;
            }
        }

        return map;
    }
}
