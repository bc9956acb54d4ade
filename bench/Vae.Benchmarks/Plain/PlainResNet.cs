using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vae.Benchmarks.Plain;

/// <summary>Residual blocks between strided convolutions down, and between nearest upsamplings with a convolution up: 28, 14, 7 and 4 pixels a side.</summary>
internal sealed class PlainResNet : PlainVae
{
    private readonly long _inner;
    private readonly Sequential _encoder;
    private readonly Linear _mu;
    private readonly Linear _logvar;
    private readonly Linear _up;
    private readonly Sequential _decoder;

    public PlainResNet(int[] channels, int blocks, int latent)
        : base("resnet")
    {
        long[] sides = [28, 14, 7, 4];
        _inner = channels[^1];
        var (down, up) = (new List<nn.Module<Tensor, Tensor>>(), new List<nn.Module<Tensor, Tensor>>());
        for (var i = 0; i < channels.Length; i++)
        {
            down.Add(nn.Conv2d(i == 0 ? 1 : channels[i - 1], channels[i], 3, stride: 2, padding: 1));
            for (var block = 0; block < blocks; block++) down.Add(new Residual(channels[i]));
        }

        down.AddRange([GroupNorm(channels[^1]), nn.SiLU(), nn.Flatten()]);
        for (var i = channels.Length - 1; i >= 0; i--)
        {
            for (var block = 0; block < blocks; block++) up.Add(new Residual(channels[i]));
            up.Add(nn.Upsample([sides[i], sides[i]]));
            up.Add(nn.Conv2d(channels[i], channels[Math.Max(i - 1, 0)], 3, padding: 1));
        }

        // 16 channels, of which the first is the image: with one, oneDNN 3.7.1 gets the gradient wrong on some processors, NaN after a few steps,
        // and there is nothing to measure. The product's model has the same cure.
        up.AddRange([GroupNorm(channels[0]), nn.SiLU(), nn.Conv2d(channels[0], 16, 3, padding: 1)]);
        _encoder = nn.Sequential(down);
        _mu = nn.Linear(_inner * 16, latent);
        _logvar = nn.Linear(_inner * 16, latent);
        _up = nn.Linear(latent, _inner * 16);
        _decoder = nn.Sequential(up);
        RegisterComponents();
    }

    protected override (Tensor Mu, Tensor LogVar) Encode(Tensor x)
    {
        var h = _encoder.call(x);
        return (_mu.call(h), _logvar.call(h));
    }

    protected override Tensor Decode(Tensor z) => sigmoid(_decoder.call(_up.call(z).view(-1, _inner, 4, 4)).narrow(1, 0, 1));

    /// <summary>TorchSharp 0.107 leaves weight and bias as the memory was found: nothing trains without these two lines.</summary>
    private static GroupNorm GroupNorm(int channels)
    {
        var norm = nn.GroupNorm(8, channels);
        nn.init.ones_(norm.weight!);
        nn.init.zeros_(norm.bias!);
        return norm;
    }

    private sealed class Residual : nn.Module<Tensor, Tensor>
    {
        private readonly Sequential _layers;

        public Residual(int channels)
            : base("residual")
        {
            _layers = nn.Sequential(
                GroupNorm(channels), nn.SiLU(), nn.Conv2d(channels, channels, 3, padding: 1),
                GroupNorm(channels), nn.SiLU(), nn.Conv2d(channels, channels, 3, padding: 1));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => x + _layers.call(x);
    }
}
