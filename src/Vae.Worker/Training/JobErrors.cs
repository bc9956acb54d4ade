using System.Runtime.InteropServices;
using Vae.Catalog.Datasets;
using Vae.Catalog.Jobs;
using Vae.Catalog.Store;
using Vae.Core.Data;
using Vae.Core.Training;

namespace Vae.Worker.Training;

/// <summary>Says why a job failed in words for its owner: a stable code and a plain sentence without paths, stack traces or native messages.</summary>
internal static class JobErrors
{
    private const string NonFiniteLoss = "non-finite-loss";

    public static JobError DatasetChanged(string dataset) => new(
        "dataset-changed",
        $"The files of dataset '{dataset}' are not those that this job was submitted for or began with. Submit a new job to train on what is there now.");

    /// <summary>A run that diverged, whose last good weights are on the disk.</summary>
    public static JobError Rescued(NonFiniteLossException cause) =>
        new(NonFiniteLoss, $"{cause.Message} GET /jobs/{{id}}/checkpoint gives the last good weights, until {Publisher.MaxRescued} other jobs have left some.");

    /// <summary>A run that diverged, whose last good weights could not be kept.</summary>
    public static JobError NotRescued(NonFiniteLossException cause) =>
        new(NonFiniteLoss, $"{cause.Message} The last good weights could not be kept; the service's log says why.");

    public static JobError Of(Exception exception) => exception switch
    {
        JobFailedException e => e.Error,
        DatasetNotFoundException e => new JobError("dataset-not-found", e.Message),
        DatasetInvalidException e => new JobError("dataset-invalid", e.Message),
        NonFiniteLossException e => new JobError(NonFiniteLoss, e.Message),
        _ when IsOutOfMemory(exception) => new JobError(
            "out-of-memory", "The model, its batch or the dataset did not fit into memory. Use a smaller batch size or a smaller model."),
        _ => new JobError("training-failed", "Training ended by an error that the service's log describes."),
    };

    // libtorch and the C++ runtime report allocators' failures as plain errors; only their text tells.
    private static bool IsOutOfMemory(Exception exception) =>
        exception is OutOfMemoryException
        || (exception is ExternalException
            && (exception.Message.Contains("bad_alloc", StringComparison.Ordinal)
                || exception.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
                || exception.Message.Contains("not enough memory", StringComparison.OrdinalIgnoreCase)
                || exception.Message.Contains("can't allocate memory", StringComparison.OrdinalIgnoreCase)));
}
