using Vae.Core.Models;
using Vae.Core.Training;

namespace Vae.Core.Evaluation;

/// <summary>
/// How much a report measures: as much as keeps it near ten seconds on two cores and below 500 MB, by the sizes of images and model alone, so
/// that the same model is always measured alike.
/// </summary>
internal static class ReportSizes
{
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
    public static ReportProtocol For(VaeModel model, DataSplit data, long seed)
    {
        var cost = PassCost(model);
        long values = model.Input.Pixels;
        var heldOut = Limit(data.Test.Count, MaxHeldOut, MaxHeldOutValues / values, 100);
        var train = Limit(data.Train.Count, MaxTrain, Math.Min(MaxTrainValues / values, EncodeBudget / cost), 100);
        var samples = (int)Math.Clamp(MaxImportanceValues / values, 10, MaxImportanceSamples);
        var images = Limit(heldOut, MaxImportanceImages, ImportanceBudget / (cost * BatchBudget.Copies(model.Options, samples)), 25);
        return new ReportProtocol(seed, heldOut, train, heldOut, images, samples);
    }

    /// <summary>About what one way through encoder or decoder takes, and what is done with each value besides.</summary>
    private static long PassCost(VaeModel model) =>
        (ModelCost.Of(model.Options, model.Input).MultiplyAdds / 2) + (PerValue * model.Input.Pixels);

    private static int Limit(int count, int most, long affordable, int least) =>
        (int)Math.Min(count, Math.Clamp(affordable, least, most));
}
