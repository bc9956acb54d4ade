using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Training;

namespace Vae.Core.Evaluation;

/// <summary>
/// How much a report measures: as much as keeps it near ten seconds on two cores and below 500 MB, by the sizes of images and model alone, so
/// that the same model is always measured alike.
/// </summary>
internal static class ReportSizes
{
    /// <summary>Images that go through a model at once; fewer of large ones: <see cref="BatchBudget"/>.</summary>
    public const long MaxBatch = 200;

    private const int MaxHeldOut = 2000;
    private const int MaxTrain = 10_000;
    private const int MaxImportanceImages = 1000;
    private const int MaxImportanceSamples = 100;

    // Values of images held as floats at once.
    private const long MaxHeldOutValues = 6_000_000;
    private const long MaxTrainValues = 24_000_000;
    private const long MaxImportanceValues = 4_000_000;

    // Multiply-adds.
    private const long ImportanceBudget = 100_000_000_000;
    private const long EncodeBudget = 50_000_000_000;
    private const long PerValue = 32;

    /// <summary>The sizes for a model and its data.</summary>
    public static ReportProtocol For(VaeModel model, DataSplit data, long seed) => For(model.Options, model.Input, data.Train.Count, data.Test.Count) with { Seed = seed };

    /// <summary>About how many multiply-adds a report takes: the importance samples, which are most of it, and the passes of the rest.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">Shape of its images.</param>
    /// <param name="trainCount">Images in the training split.</param>
    /// <param name="testCount">Images in the held-out split.</param>
    public static double MultiplyAdds(VaeOptions model, ImageShape input, int trainCount, int testCount)
    {
        var sizes = For(model, input, trainCount, testCount);
        // Held-out images are encoded and decoded for the bound and for the reconstructions; as many samples are decoded.
        const int PerHeldOut = 5;
        var passes = ((double)sizes.ImportanceImages * BatchBudget.Copies(model, sizes.ImportanceSamples)) + ((double)PerHeldOut * sizes.HeldOutImages) + sizes.TrainImages;
        return passes * PassCost(model, input);
    }

    private static ReportProtocol For(VaeOptions model, ImageShape input, int trainCount, int testCount)
    {
        var cost = PassCost(model, input);
        long values = input.Pixels;
        var heldOut = Limit(testCount, MaxHeldOut, MaxHeldOutValues / values, 100);
        var train = Limit(trainCount, MaxTrain, Math.Min(MaxTrainValues / values, EncodeBudget / cost), 100);
        var samples = (int)Math.Clamp(MaxImportanceValues / values, 10, MaxImportanceSamples);
        var images = Limit(heldOut, MaxImportanceImages, ImportanceBudget / (cost * BatchBudget.Copies(model, samples)), 25);
        return new ReportProtocol(0, heldOut, train, heldOut, images, samples);
    }

    /// <summary>About what one way through encoder or decoder takes, and what is done with each value besides.</summary>
    private static long PassCost(VaeOptions model, ImageShape input) => (ModelCost.Of(model, input).MultiplyAdds / 2) + (PerValue * input.Pixels);

    private static int Limit(int count, int most, long affordable, int least) =>
        (int)Math.Min(count, Math.Clamp(affordable, least, most));
}
