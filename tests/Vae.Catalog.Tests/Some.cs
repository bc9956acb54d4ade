using Vae.Catalog.Jobs;
using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;

namespace Vae.Catalog.Tests;

/// <summary>Values that do not matter to a test.</summary>
internal static class Some
{
    public static ImageShape Shape { get; } = new(Channels: 1, Height: 4, Width: 4);

    public static TrainingPlan Plan { get; } = new(
        Shape, new MlpVaeOptions { LatentDim = 2, HiddenDims = [3] }, new ObjectiveOptions(), new TrainingOptions { Epochs = 2, Seed = 7 });

    public static Losses Losses { get; } = new(105.5, 80.25, 25.25);

    public static NewJob NewJob(string name = "a-model", int priority = 0, string? key = null, string? request = null) =>
        new(name, "digits", "mlp", Plan, priority, key, request);

    public static TrainingProgress Progress(long step = 1) => new(1, 2, step, 20, Losses, 1000.5, TimeSpan.FromSeconds(3));

    public static EpochSummary Epoch(int number = 1) => new(number, Losses, Losses, TimeSpan.FromSeconds(1.5), 2000);
}
