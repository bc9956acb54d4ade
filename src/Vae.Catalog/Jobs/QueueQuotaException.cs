namespace Vae.Catalog.Jobs;

/// <summary>One owner has as many queued jobs as one may.</summary>
/// <param name="max">The limit, <see cref="CatalogOptions.MaxQueuedJobsPerOwner"/>.</param>
public sealed class QueueQuotaException(int max) : Exception($"One key may have {max} jobs in the queue. Wait until some have started, or cancel some.")
{
    /// <summary>The limit, in jobs.</summary>
    public int Max { get; } = max;
}
