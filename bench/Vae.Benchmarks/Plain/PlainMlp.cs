using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vae.Benchmarks.Plain;

/// <summary>Dense layers of the given widths down to the latents, and the same up again.</summary>
internal sealed class PlainMlp : PlainVae
{
    private readonly Sequential _encoder;
    private readonly Linear _mu;
    private readonly Linear _logvar;
    private readonly Sequential _decoder;

    public PlainMlp(int[] widths, int latent)
        : base("mlp")
    {
        int[] up = [latent, .. widths.Skip(1).Reverse()];
        _encoder = nn.Sequential(Hidden(widths));
        _mu = nn.Linear(widths[^1], latent);
        _logvar = nn.Linear(widths[^1], latent);
        _decoder = nn.Sequential([.. Hidden(up), nn.Linear(widths[1], widths[0]), nn.Sigmoid()]);
        RegisterComponents();
    }

    protected override (Tensor Mu, Tensor LogVar) Encode(Tensor x)
    {
        var h = _encoder.call(x.view(-1, 784));
        return (_mu.call(h), _logvar.call(h));
    }

    protected override Tensor Decode(Tensor z) => _decoder.call(z);

    private static List<nn.Module<Tensor, Tensor>> Hidden(int[] widths)
    {
        var layers = new List<nn.Module<Tensor, Tensor>>();
        for (var i = 1; i < widths.Length; i++)
        {
            layers.Add(nn.Linear(widths[i - 1], widths[i]));
            layers.Add(nn.ReLU());
        }

        return layers;
    }
}
