using Vae.Catalog;

namespace Vae.Worker.Hosting;

/// <summary>
/// Holds a data folder for the one process that runs its jobs. The system lets go of it when the process dies, however it dies; so whoever
/// holds it knows that jobs the catalog calls running are dead.
/// </summary>
internal sealed class WorkerLock : IDisposable
{
    private readonly FileStream _file;

    private WorkerLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="InvalidOperationException">Another process has it.</exception>
    public static WorkerLock Take(CatalogOptions options)
    {
        var path = Path.Combine(options.DataDirectory, "worker.lock");
        try
        {
            return new WorkerLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new InvalidOperationException(
                "Another process runs jobs on this data folder. Stop it, use another folder, or start this one with Worker__RunJobs=false.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
