using Vae.Core.Data.Digits;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>What changes in the data from step to step. Its sequences are the run's own: other draws do not move them.</summary>
internal sealed class TrainingDraws : IDisposable
{
    // The low 32 bits count on the CPU. Another seed than the run's: equal ones would tie a pixel's draw to a latent's.
    private const long PixelStream = 0x5DEECE66;
    private const int LabelStream = 1;

    private SplitMix64 _labels;

    /// <summary>The draws of a run.</summary>
    public TrainingDraws(TrainingOptions options, Device device)
    {
        _labels = SplitMix64.For(options.Seed, LabelStream);
        if (options.Binarization == BinarizationKind.Dynamic) Pixels = new Generator((ulong)(options.Seed ^ PixelStream), device);
    }

    /// <summary>Draws black and white pixels in each step; null where pixels stay as they are.</summary>
    public Generator? Pixels { get; }

    /// <summary>Whether the next label is not shown.</summary>
    public bool DropsLabel() => _labels.Uniform(0, 1) < BatchSource.LabelDropout;

    /// <inheritdoc/>
    public void Dispose() => Pixels?.Dispose();
}
