using Vae.Catalog.Sql;
using Vae.Core.Training;

namespace Vae.Catalog.Jobs;

/// <summary>A row of <c>jobs</c> as the database driver gives it.</summary>
internal sealed class JobRow
{
    /// <summary>The columns, under the names of this class's properties.</summary>
    public const string Columns =
        """
        id AS Id, state AS State, name AS Name, dataset AS Dataset, preset AS Preset, plan AS Plan, fence AS Fence, priority AS Priority,
        created_at AS CreatedAt, started_at AS StartedAt, finished_at AS FinishedAt, device AS Device, progress AS Progress,
        last_epoch AS LastEpoch, model AS Model, error_code AS ErrorCode, error_detail AS ErrorDetail, request_sha256 AS RequestSha256,
        owner AS Owner
        """;

    public required string Id { get; init; }

    public required string State { get; init; }

    public required string Name { get; init; }

    public required string Dataset { get; init; }

    public required string Preset { get; init; }

    public required string Plan { get; init; }

    public long Fence { get; init; }

    public long Priority { get; init; }

    public long CreatedAt { get; init; }

    public long? StartedAt { get; init; }

    public long? FinishedAt { get; init; }

    public string? Device { get; init; }

    public string? Progress { get; init; }

    public string? LastEpoch { get; init; }

    public string? Model { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorDetail { get; init; }

    public string? RequestSha256 { get; init; }

    public string? Owner { get; init; }

    public Job ToJob() => new()
    {
        Id = Id,
        State = Enum.Parse<JobState>(State, ignoreCase: true),
        Name = Name,
        Dataset = Dataset,
        Preset = Preset,
        Plan = CatalogJson.Read<TrainingPlan>(Plan),
        Attempt = Fence,
        Priority = (int)Priority,
        Owner = Owner,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        StartedAt = Instant(StartedAt),
        FinishedAt = Instant(FinishedAt),
        Device = Device,
        Progress = Progress is null ? null : CatalogJson.Read<TrainingProgress>(Progress),
        LastEpoch = LastEpoch is null ? null : CatalogJson.Read<EpochSummary>(LastEpoch),
        Model = Model,
        Error = ErrorCode is null ? null : new JobError(ErrorCode, ErrorDetail ?? ""),
    };

    private static DateTimeOffset? Instant(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
