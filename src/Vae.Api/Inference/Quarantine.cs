using Vae.Catalog.Models;
using Vae.Catalog.Sql;

namespace Vae.Api.Inference;

/// <summary>Versions that turned out bad. Each is reported once and never tried again by this process, whether the catalog can be told or not.</summary>
internal sealed class Quarantine(ModelStore models, InferenceMetrics metrics, ILogger<Quarantine> logger)
{
    private readonly Lock gate = new();
    private readonly HashSet<long> bad = [];
    private readonly Queue<(ModelVersion Version, string Reason)> untold = new();

    /// <summary>The latest version that this process found bad; null when it found none.</summary>
    public ModelVersion? Latest { get; private set; }

    /// <summary>Whether the version is one of them.</summary>
    public bool Contains(ModelVersion version)
    {
        lock (gate)
            return bad.Contains(version.Sequence);
    }

    /// <summary>Takes a version out of service.</summary>
    public async Task AddAsync(ModelVersion version, Exception fault, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (!bad.Add(version.Sequence))
                return;
            untold.Enqueue((version, fault.Message));
            if (Latest is not { } latest || latest.Sequence < version.Sequence)
                Latest = version;
        }
        metrics.Quarantined();
        logger.LogError(fault, "Version {Model} is damaged and goes into quarantine", version.Ref);
        await TellAsync(cancellation);
    }

    /// <summary>Writes what the catalog does not know yet; what it cannot take now is kept for the next time.</summary>
    public async Task TellAsync(CancellationToken cancellation)
    {
        while (true)
        {
            (ModelVersion Version, string Reason) next;
            lock (gate)
            {
                if (!untold.TryPeek(out next))
                    return;
            }
            try
            {
                await models.QuarantineAsync(next.Version, next.Reason, cancellation);
            }
            catch (CatalogUnavailableException)
            {
                return;
            }
            lock (gate)
            {
                // Two may tell at once; a second time changes nothing.
                if (untold.TryPeek(out var head) && head.Version.Sequence == next.Version.Sequence)
                    untold.Dequeue();
            }
        }
    }
}
