using TorchSharp.Modules;
using TorchSharp.Utils;
using Vae.Core.Data;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>The decoder of <see cref="ConvVae"/>.</summary>
internal sealed class ConvDecoder : nn.Module
{
    private readonly int _classes;
    private readonly int _inner;
    private readonly MapSize _smallest;

    [ComponentName(Name = "fc")]
    private readonly Linear _fc;
    private readonly ConvTranspose2d[] _convolutions;
    private readonly long[][] _paddings;

    public ConvDecoder(ConvVaeOptions options, ImageShape input)
        : base("decoder")
    {
        _classes = options.Classes;
        var channels = options.Channels;
        var sizes = Stages.Sizes(input, channels.Count);
        (_inner, _smallest) = (channels[^1], sizes[^1]);

        _fc = nn.Linear(options.LatentDim + _classes, checked(_inner * (int)_smallest.Area));
        register_module("fc", _fc);

        // The encoder's widths in reverse: the innermost keeps its width, so that the outermost has it once more at full size.
        int[] widths = [_inner, .. channels.Reverse()];
        _convolutions = new ConvTranspose2d[channels.Count + 1];
        _paddings = new long[channels.Count][];
        for (var i = 0; i < channels.Count; i++)
        {
            var (from, to) = (sizes[channels.Count - i], sizes[channels.Count - i - 1]);
            _convolutions[i] = nn.ConvTranspose2d(widths[i], widths[i + 1], kernel_size: 3L, stride: 2L, padding: 1L);
            _paddings[i] = [Padding(from.Height, to.Height), Padding(from.Width, to.Width)];
            register_module($"deconv{i + 1}", _convolutions[i]);
        }

        _convolutions[^1] = nn.ConvTranspose2d(widths[^1], input.Channels, kernel_size: 3L, stride: 1L, padding: 1L);
        register_module($"deconv{channels.Count + 1}", _convolutions[^1]);
    }

    /// <summary>Latents <c>[B, D]</c> and classes <c>[B, K]</c> to raw pixels <c>[B, C, H, W]</c>.</summary>
    public Tensor Decode(Tensor z, Tensor? y)
    {
        using var told = Conditioning.Join(z, y, _classes);
        using var flat = Activations.Apply(_fc.call(told), HiddenActivation.Relu);
        using var smallest = flat.view(z.shape[0], _inner, _smallest.Height, _smallest.Width);
        var map = smallest;
        for (var i = 0; i < _paddings.Length; i++)
        {
            var next = Activations.Apply(Convolutions.Transposed(_convolutions[i], map, stride: 2, _paddings[i]), HiddenActivation.Relu);
            if (!ReferenceEquals(map, smallest)) map.Dispose();
            map = next;
        }

        using (map) return Convolutions.Transposed(_convolutions[^1], map, stride: 1, [0, 0]);
    }

    /// <summary>Two sizes halve to one, n and n + 1: stride 2 gives back 2h − 1, and one more where the size was even.</summary>
    private static long Padding(int from, int to) => to - ((2 * from) - 1);
}
