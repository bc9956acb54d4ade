using System.Globalization;
using Vae.Api.Inference;

namespace Vae.Api.Health;

/// <summary>A reason why the server is not wholly ready.</summary>
/// <param name="Code">Its stable name: <c>draining</c>, <c>starting</c>, <c>no-model</c>, <c>catalog-stale</c>, <c>newest-quarantined</c> or <c>disk-low</c>.</param>
/// <param name="Detail">What it means and what to do.</param>
internal sealed record ReadinessReason(string Code, string Detail);

/// <summary>What <c>/readyz</c> answers.</summary>
/// <param name="Status"><c>ready</c>; <c>degraded</c>, which takes requests; <c>starting</c> or <c>draining</c>, which want none.</param>
/// <param name="Model">The version that answers by default; null before the first.</param>
/// <param name="Reasons">Why it is not ready; empty when it is.</param>
internal sealed record ReadinessResponse(string Status, string? Model, IReadOnlyList<ReadinessReason> Reasons)
{
    /// <summary>Whether requests should be sent here.</summary>
    public bool TakesRequests() => Status is "ready" or "degraded";
}

/// <summary>Says whether requests should be sent here, from what others have seen: nothing is asked for it.</summary>
internal sealed class Readiness(InferenceHost models, HealthMonitor health, Draining draining, IHostApplicationLifetime lifetime)
{
    /// <summary>Free bytes below which the disk counts as low: room for about one large checkpoint.</summary>
    public const long LowDisk = 2L << 30;

    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(10);

    /// <summary>The state now.</summary>
    public ReadinessResponse Now()
    {
        var model = models.Newest?.Ref;
        if (draining.IsDraining || lifetime.ApplicationStopping.IsCancellationRequested)
            return new("draining", model, [new("draining", "The server is leaving: it finishes what it has and wants no more.")]);
        if (health.SinceCatalog is not { } since)
            return new("starting", model, [new("starting", "The catalog has not answered yet. If this lasts, the log has the cause.")]);
        var reasons = Reasons(model, since).ToArray();
        return new(reasons.Length == 0 ? "ready" : "degraded", model, reasons);
    }

    private IEnumerable<ReadinessReason> Reasons(string? model, TimeSpan sinceCatalog)
    {
        if (model is null)
            yield return new("no-model", "No model is published yet: training jobs are taken, inference answers 503.");
        if (sinceCatalog > StaleAfter)
            yield return new("catalog-stale", string.Create(
                CultureInfo.InvariantCulture,
                $"The catalog last answered {sinceCatalog.TotalSeconds:F0} s ago: loaded models serve, newer ones are not seen. Look at its disk."));
        if (health.Catalog?.NewestQuarantined is { } bad)
            yield return new("newest-quarantined", $"The newest version, {bad}, is damaged and in quarantine; an older one serves. Train it anew.");
        if (health.FreeBytes is < LowDisk and var free)
            yield return new("disk-low", string.Create(
                CultureInfo.InvariantCulture, $"{free >> 20} MiB are free on the disk of the data folder; {LowDisk >> 20} are wanted. Make room there."));
    }
}
