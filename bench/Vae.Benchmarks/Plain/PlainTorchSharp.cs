using System.Diagnostics;
using static TorchSharp.torch;

namespace Vae.Benchmarks.Plain;

/// <summary>
/// The loop that a user of TorchSharp would write: its DataLoader, its modules, its Adam, PyTorch's example of a VAE line by line, and
/// libtorch's threads as they come.
/// </summary>
internal static class PlainTorchSharp
{
    private const int BatchSize = 128;

    /// <summary>Trains one epoch to warm up and <paramref name="epochs"/> that count.</summary>
    /// <returns>Images a second, and the last epoch's loss in nats per image.</returns>
    public static (double ImagesPerSecond, double Loss) Measure(string model, string path, int count, int epochs)
    {
        using var loader = utils.data.DataLoader(new PlainDigits(File.ReadAllBytes(path), count), BatchSize, shuffle: true);
        using var vae = PlainVae.Create(model);
        using var adam = optim.Adam(vae.parameters(), lr: 1e-3);
        vae.train();

        TrainEpoch(loader, vae, adam);
        var (start, loss) = (Stopwatch.GetTimestamp(), 0d);
        for (var epoch = 0; epoch < epochs; epoch++) loss = TrainEpoch(loader, vae, adam);
        return (epochs * (double)count / Stopwatch.GetElapsedTime(start).TotalSeconds, loss / count);
    }

    private static double TrainEpoch(TorchSharp.Modules.DataLoader loader, PlainVae vae, optim.Optimizer adam)
    {
        var total = 0d;
        foreach (var batch in loader)
        {
            using var scope = NewDisposeScope();
            adam.zero_grad();
            var x = batch["image"];
            var (recon, mu, logvar) = vae.call(x);
            var loss = Loss(recon, x, mu, logvar);
            loss.backward();
            total += loss.item<float>();
            adam.step();
        }

        return total;
    }

    private static Tensor Loss(Tensor recon, Tensor x, Tensor mu, Tensor logvar)
    {
        var bce = nn.functional.binary_cross_entropy(recon, x.view_as(recon), reduction: nn.Reduction.Sum);
        var kld = -0.5 * sum(1 + logvar - mu.pow(2) - logvar.exp());
        return bce + kld;
    }
}
