namespace Vae.Catalog.Jobs;

/// <summary>The queue holds as many jobs as it may.</summary>
/// <param name="max">The limit, <see cref="CatalogOptions.MaxQueuedJobs"/>.</param>
public sealed class QueueFullException(int max) : Exception($"The queue holds {max} jobs, as many as it may. Wait until some have ended.")
{
    /// <summary>The limit, in jobs.</summary>
    public int Max { get; } = max;
}
