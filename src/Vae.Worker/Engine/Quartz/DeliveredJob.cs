using Quartz;
using Vae.Worker.Training;

namespace Vae.Worker.Engine.Quartz;

/// <summary>What Quartz runs: it hands the job's id, its key, to the training job.</summary>
internal sealed class DeliveredJob(TrainingJob training) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await training.ExecuteAsync(context.JobDetail.Key.Name, cancellationToken).ConfigureAwait(false);
}
