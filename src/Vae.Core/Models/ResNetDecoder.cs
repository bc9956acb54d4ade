using TorchSharp.Modules;
using TorchSharp.Utils;
using Vae.Core.Data;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>The decoder of <see cref="ResNetVae"/>.</summary>
internal sealed class ResNetDecoder : nn.Module
{
    private readonly int _classes;
    private readonly int _inner;
    private readonly IReadOnlyList<MapSize> _sizes;

    [ComponentName(Name = "fc")]
    private readonly Linear _fc;
    private readonly ResidualBlock[][] _blocks;
    private readonly UpsamplingLayer[] _up;

    [ComponentName(Name = "norm")]
    private readonly GroupNorm _norm;

    [ComponentName(Name = "out")]
    private readonly Conv2d _out;

    public ResNetDecoder(ResNetVaeOptions options, ImageShape input)
        : base("decoder")
    {
        _classes = options.Classes;
        var channels = options.Channels;
        _sizes = Stages.Sizes(input, channels.Count);
        _inner = channels[^1];
        _fc = nn.Linear(options.LatentDim + _classes, checked(_inner * (int)_sizes[^1].Area));
        register_module("fc", _fc);

        // From the innermost stage outwards; entry i belongs to stage i all the same.
        _blocks = new ResidualBlock[channels.Count][];
        _up = new UpsamplingLayer[channels.Count];
        for (var i = channels.Count - 1; i >= 0; i--)
        {
            _blocks[i] = new ResidualBlock[options.Blocks];
            for (var block = 0; block < options.Blocks; block++)
            {
                _blocks[i][block] = new ResidualBlock(channels[i]);
                register_module($"block{i + 1}_{block + 1}", _blocks[i][block]);
            }

            _up[i] = new UpsamplingLayer(options.Upsampling, channels[i], channels[Math.Max(i - 1, 0)], _sizes[i]);
            register_module($"up{i + 1}", _up[i]);
        }

        _norm = ResidualBlock.Normalisation(channels[0]);
        register_module("norm", _norm);
        _out = nn.Conv2d(channels[0], input.Channels, kernel_size: 3L, padding: 1L);
        register_module("out", _out);
    }

    /// <summary>Latents <c>[B, D]</c> and classes <c>[B, K]</c> to raw pixels <c>[B, C, H, W]</c>.</summary>
    public Tensor Decode(Tensor z, Tensor? y)
    {
        using var told = Conditioning.Join(z, y, _classes);
        using var flat = _fc.call(told);
        var map = flat.view(z.shape[0], _inner, _sizes[^1].Height, _sizes[^1].Width);
        for (var i = _up.Length - 1; i >= 0; i--)
        {
            Tensor next;
            foreach (var block in _blocks[i])
            {
                using (map) next = block.Apply(map);
                map = next;
            }

            using (map) next = _up[i].Apply(map);
            map = next;
        }

        using (map)
        {
            using var active = ResidualBlock.Normalised(_norm, map);
            return Convolutions.Apply(_out, active);
        }
    }
}
