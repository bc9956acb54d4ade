using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>Makes optimisers.</summary>
internal static class Optimizers
{
    /// <summary>The optimiser of a plan; the caller disposes it.</summary>
    public static optim.Optimizer Create(VaeModel model, TrainingOptions options) => options.Optimizer switch
    {
        OptimizerKind.AdamW => optim.AdamW(model.parameters(), lr: options.LearningRate, weight_decay: options.WeightDecay),
        OptimizerKind.Sgd => optim.SGD(model.parameters(), options.LearningRate, momentum: options.Momentum, weight_decay: options.WeightDecay),
        _ => optim.Adam(model.parameters(), lr: options.LearningRate, weight_decay: options.WeightDecay),
    };
}
