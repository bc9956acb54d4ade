using Hangfire.Logging;
using Microsoft.Extensions.Logging;

namespace Vae.Worker.Engine;

/// <summary>
/// Hangfire's log lines, in the host's log. Hangfire keeps one provider for the process, and asks it for loggers when the host that brought it may be
/// gone: then they go nowhere.
/// </summary>
internal sealed class HangfireLogs(ILoggerFactory factory) : ILogProvider
{
    /// <inheritdoc/>
    public ILog GetLogger(string name)
    {
        try
        {
            return new Log(factory.CreateLogger(name));
        }
        catch (ObjectDisposedException)
        {
            return new Log(null);
        }
    }

    private sealed class Log(ILogger? logger) : ILog
    {
        /// <remarks>Hangfire asks without a message whether the level is on.</remarks>
        bool ILog.Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception)
        {
            var level = (Microsoft.Extensions.Logging.LogLevel)logLevel;
            if (logger is null || !logger.IsEnabled(level))
                return false;
            if (messageFunc is not null)
                logger.Log(level, exception, "{Message}", messageFunc());
            return true;
        }
    }
}
