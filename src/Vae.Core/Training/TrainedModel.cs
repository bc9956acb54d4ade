using Vae.Core.Models;

namespace Vae.Core.Training;

/// <summary>The result of a run. Owns its model.</summary>
/// <param name="Model">The model on the CPU, in evaluation mode.</param>
/// <param name="Epochs">Every epoch, in order; at least one.</param>
/// <param name="Device">The device that trained it: <c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Epoch">The epoch at whose end the model had these weights, from 1: the last, or the best.</param>
public sealed record TrainedModel(VaeModel Model, IReadOnlyList<EpochSummary> Epochs, string Device, int Epoch) : IDisposable
{
    /// <summary>The model's epoch on the training split, measured while the weights moved; nats per image.</summary>
    public Losses Train => Epochs[Epoch - 1].Train;

    /// <summary>The model's epoch on the held-out split; nats per image.</summary>
    public Losses Test => Epochs[Epoch - 1].Test;

    /// <summary>Disposes the model.</summary>
    public void Dispose() => Model.Dispose();
}
