using Microsoft.Extensions.Logging;
using Vae.Catalog.Sql;

namespace Vae.Worker.Training;

/// <summary>Repeats writes to the catalog while another process keeps it busy or its disk is full: hours of training are not lost to a lock, and the fence decides what still counts.</summary>
internal sealed class Patience(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Runs the write until the catalog takes it.</summary>
    /// <exception cref="OperationCanceledException">Cancelled during a pause.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> write, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await write().ConfigureAwait(false);
            }
            catch (CatalogUnavailableException e)
            {
                logger.LogWarning("{Message}", e.Message);
                await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
        }
    }
}
