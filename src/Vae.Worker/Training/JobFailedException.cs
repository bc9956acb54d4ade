using Vae.Catalog.Jobs;

namespace Vae.Worker.Training;

/// <summary>A reason to fail a job that is known by its code.</summary>
internal sealed class JobFailedException(JobError error, Exception? cause = null) : Exception($"{error.Code}: {error.Detail}", cause)
{
    public JobError Error { get; } = error;
}
