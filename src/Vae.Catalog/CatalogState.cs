namespace Vae.Catalog;

/// <summary>The catalog at a glance, for whoever watches the service.</summary>
/// <param name="Jobs">The jobs that have not ended.</param>
/// <param name="NewestQuarantined">The newest published version of all, <c>name@version</c>, when it is in quarantine; null otherwise.</param>
public sealed record CatalogState(OpenJobs Jobs, string? NewestQuarantined);

/// <summary>How many jobs have not ended.</summary>
/// <param name="Queued">Jobs that wait.</param>
/// <param name="Running">Jobs that a worker has.</param>
/// <param name="Canceling">Jobs that a worker has and was asked to stop.</param>
public sealed record OpenJobs(int Queued, int Running, int Canceling);
