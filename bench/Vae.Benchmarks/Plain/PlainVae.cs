using static TorchSharp.torch;

namespace Vae.Benchmarks.Plain;

/// <summary>A VAE as PyTorch's example writes it, in TorchSharp: <c>[B, 1, 28, 28]</c> to reconstruction, mu and logvar.</summary>
internal abstract class PlainVae(string name) : nn.Module<Tensor, (Tensor Recon, Tensor Mu, Tensor LogVar)>(name)
{
    /// <summary>The network of a preset.</summary>
    public static PlainVae Create(string model) => model switch
    {
        "mlp" => new PlainMlp([784, 400], latent: 20),
        "mlp-deep" => new PlainMlp([784, 512, 256], latent: 20),
        "conv" => new PlainConv(latent: 2),
        "resnet" => new PlainResNet([32, 64, 128], blocks: 2, latent: 64),
        _ => throw new ArgumentException($"Expected mlp, mlp-deep, conv or resnet, got '{model}'.", nameof(model)),
    };

    /// <summary>Draws latents between the encoder and the decoder.</summary>
    public override (Tensor Recon, Tensor Mu, Tensor LogVar) forward(Tensor x)
    {
        var (mu, logvar) = Encode(x);
        return (Decode(Reparameterize(mu, logvar)), mu, logvar);
    }

    /// <summary>Images to heads <c>[B, D]</c>.</summary>
    protected abstract (Tensor Mu, Tensor LogVar) Encode(Tensor x);

    /// <summary>Latents <c>[B, D]</c> to pixels in 0 to 1.</summary>
    protected abstract Tensor Decode(Tensor z);

    private static Tensor Reparameterize(Tensor mu, Tensor logvar)
    {
        var std = exp(0.5 * logvar);
        return mu + (randn_like(std) * std);
    }
}
