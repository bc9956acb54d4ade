using System.Runtime.InteropServices;
using Vae.Catalog.Datasets;
using Vae.Catalog.Jobs;
using Vae.Core.Data;
using Vae.Core.Training;

namespace Vae.Worker.Training;

/// <summary>Says why a job failed in words for its owner: a stable code and a plain sentence without paths, stack traces or native messages.</summary>
internal static class JobErrors
{
    public static JobError DatasetChanged(string dataset) => new(
        "dataset-changed",
        $"The files of dataset '{dataset}' are not those that this job was submitted for or began with. Submit a new job to train on what is there now.");

    public static JobError Of(Exception exception) => exception switch
    {
        JobFailedException e => e.Error,
        DatasetNotFoundException e => new JobError("dataset-not-found", e.Message),
        DatasetInvalidException e => new JobError("dataset-invalid", e.Message),
        NonFiniteLossException e => new JobError("non-finite-loss", e.LastGood is null ? e.Message : $"{e.Message} GET /jobs/{{id}}/checkpoint gives the kept ones."),
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
