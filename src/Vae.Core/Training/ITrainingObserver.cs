using Vae.Core.Models;

namespace Vae.Core.Training;

/// <summary>Hears of a run's progress, on the thread that trains. What it throws ends the run.</summary>
public interface ITrainingObserver
{
    /// <summary>Some steps were done. Called every ten steps and at the end of each epoch; must return quickly.</summary>
    /// <param name="progress">Where the run stands.</param>
    void OnProgress(TrainingProgress progress);

    /// <summary>An epoch ended.</summary>
    /// <param name="epoch">Its losses.</param>
    /// <param name="model">The live model in evaluation mode on the training device, good for reading during the call only.</param>
    void OnEpoch(EpochSummary epoch, VaeModel model);
}
