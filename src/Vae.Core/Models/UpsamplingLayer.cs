using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>Doubles height and width, or comes out one short of it where the size it mirrors was odd.</summary>
internal sealed class UpsamplingLayer : nn.Module
{
    private readonly UpsamplingKind _kind;
    private readonly MapSize _size;

    [ComponentName(Name = "conv")]
    private readonly Conv2d _conv;

    /// <param name="kind">How.</param>
    /// <param name="from">Channels read.</param>
    /// <param name="channels">Channels written.</param>
    /// <param name="size">The result's size.</param>
    public UpsamplingLayer(UpsamplingKind kind, int from, int channels, MapSize size)
        : base("up")
    {
        (_kind, _size) = (kind, size);
        _conv = nn.Conv2d(from, kind == UpsamplingKind.PixelShuffle ? 4 * channels : channels, kernel_size: 3L, padding: 1L);
        RegisterComponents();
    }

    /// <summary><c>[B, C, h, w]</c> to <c>[B, C', H, W]</c>; the caller disposes the result and keeps <paramref name="x"/>.</summary>
    public Tensor Apply(Tensor x)
    {
        if (_kind == UpsamplingKind.Nearest)
        {
            using var large = nn.functional.interpolate(x, size: [_size.Height, _size.Width]);
            return Convolutions.Apply(_conv, large);
        }

        using var channels = Convolutions.Apply(_conv, x);
        using var shuffled = nn.functional.pixel_shuffle(channels, 2); // [B, C', 2h, 2w]
        using var rows = shuffled.narrow(2, 0, _size.Height);
        return rows.narrow(3, 0, _size.Width);
    }
}
