using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vae.Benchmarks.Plain;

/// <summary>Keras' example: two strided convolutions, a dense layer of 16, and transposed convolutions back.</summary>
internal sealed class PlainConv : PlainVae
{
    private readonly Sequential _encoder;
    private readonly Linear _mu;
    private readonly Linear _logvar;
    private readonly Linear _up;
    private readonly Sequential _decoder;

    public PlainConv(int latent)
        : base("conv")
    {
        _encoder = nn.Sequential(
            nn.Conv2d(1, 32, 3, stride: 2, padding: 1), nn.ReLU(),
            nn.Conv2d(32, 64, 3, stride: 2, padding: 1), nn.ReLU(),
            nn.Flatten(), nn.Linear(3136, 16), nn.ReLU());
        _mu = nn.Linear(16, latent);
        _logvar = nn.Linear(16, latent);
        _up = nn.Linear(latent, 3136);
        _decoder = nn.Sequential(
            nn.ConvTranspose2d(64, 64, 3, stride: 2, padding: 1, output_padding: 1), nn.ReLU(),
            nn.ConvTranspose2d(64, 32, 3, stride: 2, padding: 1, output_padding: 1), nn.ReLU(),
            nn.ConvTranspose2d(32, 1, 3, stride: 1, padding: 1), nn.Sigmoid());
        RegisterComponents();
    }

    protected override (Tensor Mu, Tensor LogVar) Encode(Tensor x)
    {
        var h = _encoder.call(x);
        return (_mu.call(h), _logvar.call(h));
    }

    protected override Tensor Decode(Tensor z) => _decoder.call(nn.functional.relu(_up.call(z)).view(-1, 64, 7, 7));
}
