using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;

namespace Vae.Benchmarks;

/// <summary>The product's own trainer, timed.</summary>
internal static class TrainingThroughput
{
    /// <summary>Of the built-in digits.</summary>
    public static readonly ImageShape Shape = new(1, 28, 28);

    /// <summary>Writes images of the built-in digits as raw bytes, for both sides to train on.</summary>
    public static void WritePixels(string path, int count) => File.WriteAllBytes(path, DigitsGenerator.Generate(count, seed: 0).Pixels.ToArray());

    /// <summary>Trains one epoch to warm up and <paramref name="epochs"/> that count; evaluation is left out of the time.</summary>
    /// <returns>Images a second, and the last epoch's loss in nats per image.</returns>
    public static (double ImagesPerSecond, double Loss) Measure(string model, string path, int count, int epochs)
    {
        byte[] pixels = File.ReadAllBytes(path);
        var train = new ImageSet(Shape, pixels.AsMemory(0, count * Shape.Pixels));
        var data = new Dataset("bench", train, new ImageSet(Shape, pixels.AsMemory(0, 128 * Shape.Pixels)));
        var plan = new TrainingPlan(Shape, Options(model), new ObjectiveOptions(), new TrainingOptions { Epochs = 1 + epochs, Device = "cpu" });

        using TrainedModel trained = new Trainer(plan, TimeProvider.System).Run(data, new Silent(), CancellationToken.None);

        EpochSummary[] counted = [.. trained.Epochs.Skip(1)];
        return (counted.Length / counted.Sum(epoch => 1 / epoch.ImagesPerSecond), counted[^1].Train.Loss);
    }

    /// <summary>The network of a preset.</summary>
    public static VaeOptions Options(string model) => Presets.All.Single(preset => preset.Name == model).Model;

    private sealed class Silent : ITrainingObserver
    {
        public void OnProgress(TrainingProgress progress)
        {
        }

        public void OnEpoch(EpochSummary epoch, VaeModel model)
        {
        }
    }
}
