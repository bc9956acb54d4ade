namespace Vae.Api.Inference;

/// <summary>How far reconstructions are from their images.</summary>
/// <param name="Mse">Squared error of each image, averaged over its pixels.</param>
/// <param name="Bce">Bernoulli negative log-likelihood of each image in nats, summed over its pixels.</param>
internal sealed record ReconstructionErrors(double[] Mse, double[] Bce)
{
    // torch.nn.functional.binary_cross_entropy bounds its logarithms in the same way.
    private const double LeastLog = -100;

    /// <summary>Compares <c>[count, pixels]</c> images x with pixel means p, both in [0, 1].</summary>
    public static ReconstructionErrors Of(ReadOnlySpan<float> x, ReadOnlySpan<float> p, int count)
    {
        var pixels = x.Length / count;
        var mse = new double[count];
        var bce = new double[count];
        for (var image = 0; image < count; image++)
        {
            double squares = 0, nats = 0;
            for (var i = image * pixels; i < (image + 1) * pixels; i++)
            {
                double error = x[i] - p[i];
                squares += error * error;
                // −log Bernoulli(x | p) = −x·log p − (1 − x)·log(1 − p)
                nats -= x[i] * Math.Max(Math.Log(p[i]), LeastLog) + (1 - x[i]) * Math.Max(Math.Log(1 - p[i]), LeastLog);
            }
            mse[image] = squares / pixels;
            bce[image] = nats;
        }
        return new(mse, bce);
    }
}
