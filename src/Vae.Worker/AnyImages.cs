using Vae.Core.Data;
using Vae.Core.Training;

namespace Vae.Worker;

/// <summary>
/// Checks a recipe whose dataset cannot be read: what is wrong with it whatever the images are. That is what is said, in the same words, of two
/// datasets that differ in everything.
/// </summary>
internal static class AnyImages
{
    // Small, grey, of unknown number and without labels.
    private static readonly ImageShape Small = new(Channels: 1, Height: 32, Width: 32);

    // Large, coloured, many, labelled and black and white.
    private static readonly DatasetProfile Large = new()
    {
        Shape = new ImageShape(Channels: 3, Height: 256, Width: 256),
        TrainCount = 100_000,
        TestCount = 10_000,
        HasLabels = true,
        Classes = 10,
        ClassesSeen = 10,
        Least = 0,
        Greatest = 1,
        Mean = 0.5,
        BinaryShare = 1,
        ConstantPixels = 0,
        ConstantImages = 0,
    };

    /// <summary>What is wrong, or empty.</summary>
    public static IEnumerable<Violation> Check(PlanRequest plan) =>
        PlanResolver.Resolve(plan, Small).Violations.Intersect(PlanResolver.Resolve(plan, Large).Violations);
}
