using Vae.Core.Checkpoints;
using Vae.Core.Data;
using Vae.Core.Evaluation;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Tests;

/// <summary>What a test needs but does not care about.</summary>
internal static class Some
{
    public static ImageShape Shape { get; } = new(1, 4, 4);

    public static VaeOptions MlpOptions { get; } = new MlpVaeOptions { LatentDim = 2, HiddenDims = [5] };

    public static VaeOptions ConvOptions { get; } = new ConvVaeOptions { LatentDim = 2 };

    /// <summary>The smallest images that a model with convolutions takes.</summary>
    public static ImageShape ConvShape { get; } = new(1, 8, 8);

    public static VaeModel Model(VaeOptions? options = null, ImageShape? shape = null, ulong seed = 3)
    {
        using var generator = new Generator(seed);
        return VaeModelFactory.Create(options ?? MlpOptions, shape ?? Shape, generator);
    }

    public static TrainingPlan Plan(TrainingOptions? training = null, double beta = 1) =>
        new(Shape, MlpOptions, new ObjectiveOptions { Beta = beta }, training ?? new TrainingOptions { Epochs = 2, BatchSize = 8, Device = "cpu" });

    public static ImageSet Images(int count, int seed = 5, ImageShape? shape = null)
    {
        var pixels = new byte[count * (shape ?? Shape).Pixels];
        new Random(seed).NextBytes(pixels);
        return new ImageSet(shape ?? Shape, pixels);
    }

    public static Dataset Dataset(int train = 20, int test = 6) => new("some", Images(train, 5), Images(test, 6));

    public static CheckpointOrigin Origin { get; } = new()
    {
        JobId = "job",
        Fence = 1,
        Dataset = "some",
        DatasetSha256 = new string('0', 64),
        Objective = new ObjectiveOptions(),
        Training = new TrainingOptions(),
        Train = new Losses(3, 2, 1),
        Test = new Losses(4, 2.5, 1.5),
        Device = "cpu",
    };

    public static EvaluationReport Report { get; } = new()
    {
        Basis = new ReportBasis(new string('0', 64), LikelihoodKind.Bernoulli, PixelRange.Unit, ReportBasis.GreyPixels, 2, Told: false),
        Protocol = new ReportProtocol(1, 60, 200, 60, 50, 100),
        Bound = new BoundFigures(105, 80, 25, false, "Not a likelihood."),
        Importance = new ImportanceFigures(100, 0.5, 7, null, "No bits."),
        Reconstruction = new ReconstructionFigures(0.01, 20, 0.9, "gaussian-11"),
        Latent = new LatentFigures(2, 0.1, 0.001),
        Samples = new SampleFigures(1, 0.1, 5, 6, 0.83),
        Classes = new ClassFigures(0.9, 0.8, 0.1),
        Health = new LatentHealth { KlPerDimension = [12, 13], ActiveUnits = 2 },
    };
}
