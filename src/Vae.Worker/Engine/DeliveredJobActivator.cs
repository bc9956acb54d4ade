using Hangfire;

namespace Vae.Worker.Engine;

/// <summary>Makes <see cref="DeliveredJob"/> and nothing else: a row in Hangfire's tables cannot name another type to be created.</summary>
internal sealed class DeliveredJobActivator(JobEngine engine) : JobActivator
{
    public override object ActivateJob(Type jobType) => jobType == typeof(DeliveredJob)
        ? new DeliveredJob(engine)
        : throw new InvalidOperationException($"Expected {typeof(DeliveredJob)}, got {jobType}.");
}
