using System.Diagnostics;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Benchmarks;

/// <summary>
/// What the machine's arithmetic allows: a model's operations beside the best rates of the same libtorch. Those are two: products are MKL's, which uses
/// less of AMD's processors than oneDNN, whose convolutions are up to twice as fast.
/// </summary>
internal static class ArithmeticLimit
{
    private const int Size = 2048;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Operations of a training step for one image: two for each multiplication with addition, and three times the forward pass. That counts
    /// the first layer's gradient to the images too, which nobody computes: about a sixth of the whole for mlp, almost nothing for convolutions.
    /// </summary>
    public static long StepFlops(string model) => 3 * 2 * ModelCost.Of(TrainingThroughput.Options(model), TrainingThroughput.Shape).MultiplyAdds;

    /// <summary>GFLOP/s of 2048 × 2048 products in single precision, on as many threads as libtorch has been given.</summary>
    public static double MatrixProduct()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (rand(Size, Size), rand(Size, Size));
        var product = zeros(Size, Size);
        // beta 0: the product alone, into memory that is there.
        return Gflops(() => product.addmm_(a, b, beta: 0f, alpha: 1f), 2d * Size * Size * Size);
    }

    /// <summary>GFLOP/s of a convolution of 128 images of 14 × 14 with 128 channels and a kernel of 3: no size was much faster where padding is little.</summary>
    public static double Convolution()
    {
        const int Images = 128, Channels = 128, Side = 14, Kernel = 3;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (x, weight) = (rand(Images, Channels, Side, Side), rand(Channels, Channels, Kernel, Kernel));
        return Gflops(() => nn.functional.conv2d(x, weight, padding: [1, 1]).Dispose(), 2d * Images * Side * Side * Channels * Channels * Kernel * Kernel);
    }

    private static double Gflops(Action work, double flops)
    {
        work();
        var (start, count) = (Stopwatch.GetTimestamp(), 0);
        while (Stopwatch.GetElapsedTime(start) < Least)
        {
            work();
            count++;
        }

        return count * flops / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
    }
}
