using Vae.Core.Models;

namespace Vae.Core.Training;

/// <summary>The recipes that a request can start from.</summary>
internal static class Presets
{
    public const string Default = "mlp";

    /// <summary>A preset: the model and the optimisation; every objective starts at β = 1.</summary>
    public sealed record Preset(string Name, VaeOptions Model, TrainingOptions Training);

    public static IReadOnlyList<Preset> All { get; } =
    [
        // The PyTorch example's network: 784-400-20.
        new("mlp", new MlpVaeOptions { LatentDim = 20, HiddenDims = [400] }, new TrainingOptions()),

        // Two hidden layers: 784-512-256-20.
        new("mlp-deep", new MlpVaeOptions { LatentDim = 20, HiddenDims = [512, 256] }, new TrainingOptions()),

        // The Keras example's network with its latent plane and its thirty epochs.
        new("conv", new ConvVaeOptions { LatentDim = 2 }, new TrainingOptions { Epochs = 30 }),
    ];
}
