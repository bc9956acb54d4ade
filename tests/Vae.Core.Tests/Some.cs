using Vae.Core.Checkpoints;
using Vae.Core.Data;
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
}
