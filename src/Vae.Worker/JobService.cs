using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Vae.Catalog;
using Vae.Catalog.Datasets;
using Vae.Catalog.Jobs;
using Vae.Core.Data;
using Vae.Core.Training;
using Vae.Worker.Engine;

namespace Vae.Worker;

/// <summary>Takes requests to train and to cancel. Safe to call from several threads.</summary>
public sealed class JobService
{
    /// <summary>Most characters of an idempotency key.</summary>
    public const int MaxIdempotencyKeyLength = 128;

    private const int MaxPriority = 10;

    private readonly JobStore _jobs;
    private readonly DatasetStore _datasets;
    // Null in a process that runs no jobs: the one that does finds them in the catalog.
    private readonly JobEngine? _engine;
    private readonly ILogger<JobService> _logger;

    internal JobService(JobStore jobs, DatasetStore datasets, JobEngine? engine, ILogger<JobService> logger)
    {
        _jobs = jobs;
        _datasets = datasets;
        _engine = engine;
        _logger = logger;
    }

    /// <summary>Whether the text can be an idempotency key: 1 to <see cref="MaxIdempotencyKeyLength"/> visible ASCII characters.</summary>
    public static bool IsIdempotencyKey(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= MaxIdempotencyKeyLength && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
    }

    /// <summary>Checks the request and, unless <paramref name="dryRun"/>, queues the job and hands it to the engine.</summary>
    /// <param name="request">The request; all of it is checked here, and all that is wrong is reported together.</param>
    /// <param name="idempotencyKey">An idempotency key (<see cref="IsIdempotencyKey"/>): a repeat with the same key and request gives the same job. Null: none.</param>
    /// <param name="dryRun">Only checks and resolves.</param>
    /// <param name="cancellation">Ends waits; a job that was inserted stays.</param>
    /// <exception cref="QueueFullException">Too many queued jobs.</exception>
    /// <exception cref="QueueQuotaException">Too many queued jobs of this owner.</exception>
    public async Task<Submission> SubmitAsync(TrainingRequest request, string? idempotencyKey, bool dryRun, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var violations = CheckAround(request, idempotencyKey);
        if (request.Dataset is null)
            return Refused([.. violations, .. AnyImages.Check(request.Plan)]);
        DatasetLook look;
        try
        {
            look = await _datasets.LookAsync(request.Dataset, cancellation).ConfigureAwait(false);
        }
        catch (DatasetNotFoundException e)
        {
            violations.AddRange(AnyImages.Check(request.Plan));
            return violations.Count > 0 ? Refused([new Violation("dataset", e.Message), .. violations]) : Refused([]) with { UnknownDataset = true };
        }
        catch (DatasetInvalidException e)
        {
            return Refused([new Violation("dataset", e.Message), .. violations, .. AnyImages.Check(request.Plan)]);
        }

        var profile = look.Profile;
        var resolution = PlanResolver.Resolve(request.Plan, profile, MachineMemory());
        violations.AddRange(resolution.Violations);
        if (violations.Count > 0 || resolution.Plan is not { } plan)
            return Refused(violations);
        var name = request.Name ?? resolution.PresetName;
        var submission = new Submission(null, Created: false, plan, resolution.PresetName, name, [], UnknownDataset: false, KeyClash: false);
        if (dryRun)
        {
            return submission with
            {
                Profile = profile,
                Estimate = PlanEstimate.Of(plan, profile.TrainCount, profile.TestCount, PlanResolver.DeviceOf(plan), Environment.ProcessorCount),
            };
        }

        var inserted = await _jobs.InsertAsync(
            new NewJob(name, request.Dataset, resolution.PresetName, plan, request.Priority ?? 0, idempotencyKey, idempotencyKey is null ? null : Hash(request))
            {
                Owner = request.Owner,
                DatasetSha256 = look.Sha256,
            },
            cancellation).ConfigureAwait(false);
        if (inserted.Created && _engine is not null)
            await DeliverAsync(_engine, inserted.Job).ConfigureAwait(false);
        return submission with { Job = inserted.Job, Created = inserted.Created, KeyClash = inserted.KeyClash };
    }

    /// <summary>Cancels a queued job at once, a running one at its next step.</summary>
    /// <param name="id">Any text; only a job's id finds anything.</param>
    /// <param name="cancellation">Ends waits.</param>
    public async Task<CancelOutcome> CancelAsync(string id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(id);
        var outcome = await _jobs.RequestCancelAsync(id, cancellation).ConfigureAwait(false);
        if (outcome == CancelOutcome.Canceled && _engine is not null)
            await _engine.WithdrawAsync(id, CancellationToken.None).ConfigureAwait(false);
        return outcome;
    }

    private static Submission Refused(IReadOnlyList<Violation> violations) =>
        new(null, Created: false, null, null, null, violations, UnknownDataset: false, KeyClash: false);

    private static List<Violation> CheckAround(TrainingRequest request, string? idempotencyKey)
    {
        var found = new List<Violation>();
        if (request.Dataset is null)
            found.Add(new Violation("dataset", "The name of a dataset is required."));
        if (request.Name is { } name && !Names.IsValid(name))
            found.Add(new Violation("name", $"A name has {Names.Rule}.", Shown(name)));
        if (request.Priority is < -MaxPriority or > MaxPriority)
            found.Add(new Violation("priority", "A priority is a whole number from -10 to 10.", request.Priority.Value.ToString(CultureInfo.InvariantCulture)));
        if (idempotencyKey is not null && !IsIdempotencyKey(idempotencyKey))
            found.Add(new Violation("Idempotency-Key", $"An idempotency key has 1 to {MaxIdempotencyKeyLength} visible ASCII characters.", Shown(idempotencyKey)));
        return found;
    }

    /// <summary>Memory that this process may use, by its container's limit where there is one; null where the runtime does not say.</summary>
    private static long? MachineMemory() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes is > 0 and var bytes ? bytes : null;

    private static string? Shown(string text) => text.Length <= 64 ? text : null;

    private static string Hash(TrainingRequest request) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request)));

    private async Task DeliverAsync(JobEngine engine, Job job)
    {
        try
        {
            await engine.DeliverAsync(job.Id, job.Priority, CancellationToken.None).ConfigureAwait(false);
        }
        // The job is safe in the catalog, where the runner finds it: its submitter need not know.
        catch (Exception e)
        {
            _logger.LogError(e, "Job {Job} was not delivered at once", job.Id);
        }
    }
}
