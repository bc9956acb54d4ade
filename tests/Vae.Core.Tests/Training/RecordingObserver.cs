using Vae.Core.Models;
using Vae.Core.Training;

namespace Vae.Core.Tests.Training;

/// <summary>Keeps what a run reports, and does what a test wants to happen then.</summary>
internal sealed class RecordingObserver : ITrainingObserver
{
    public List<TrainingProgress> Progress { get; } = [];

    public List<EpochSummary> Epochs { get; } = [];

    public Action<TrainingProgress> WhenProgress { get; init; } = _ => { };

    public Action<VaeModel> WhenEpoch { get; init; } = _ => { };

    public void OnProgress(TrainingProgress progress)
    {
        Progress.Add(progress);
        WhenProgress(progress);
    }

    public void OnEpoch(EpochSummary epoch, VaeModel model)
    {
        Epochs.Add(epoch);
        WhenEpoch(model);
    }
}
