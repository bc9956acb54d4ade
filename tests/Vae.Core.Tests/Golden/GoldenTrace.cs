using System.Text.Json;
using Vae.Core.Models;
using Vae.TestUtils;

namespace Vae.Core.Tests.Golden;

/// <summary>
/// Eight steps of Adam in PyTorch (libtorch 1.13, one thread) from <c>manual_seed(0)</c> on MNIST's first 512 training images in batches
/// of 128, batches 0 to 3 twice: the losses summed over the batch, all parameters before and after, and the encoder's outputs for MNIST's
/// first four test images.
/// </summary>
public sealed record GoldenTrace(
    long Parameters,
    Dictionary<string, GoldenTensor> Before,
    Dictionary<string, GoldenTensor> After,
    GoldenEncoding EncoderBefore,
    GoldenEncoding EncoderAfter,
    IReadOnlyList<GoldenStep> Steps)
{
    public static VaeOptions OptionsOf(string name) => name switch
    {
        "mlp" => new MlpVaeOptions { LatentDim = 20, HiddenDims = [400] },
        "mlp-deep" => new MlpVaeOptions { LatentDim = 20, HiddenDims = [512, 256] },
        _ => new ConvVaeOptions { LatentDim = 16 },
    };

    public static GoldenTrace Read(string name)
    {
        var path = Path.Combine(Repository.Root, "tests", "Vae.Core.Tests", "Golden", name + ".json");
        return JsonSerializer.Deserialize<GoldenTrace>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
    }
}

/// <summary>A parameter's sum, sum of squares and first values.</summary>
public sealed record GoldenTensor(double Sum, double SumOfSquares, IReadOnlyList<float> First);

/// <summary>The encoder's outputs, one row an image.</summary>
public sealed record GoldenEncoding(double[][] Mu, double[][] Logvar);

/// <summary>One step: its first image, the sum of its pixels, and the terms summed over the batch.</summary>
public sealed record GoldenStep(int First, double PixelSum, double Loss, double Recon, double Kl);
