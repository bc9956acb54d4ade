using Microsoft.Extensions.Logging.Console;
using Vae.Api.Configuration;

namespace Vae.Api.Telemetry.Logs;

/// <summary>Sets up the log.</summary>
internal static class LogServices
{
    /// <summary>The console alone, in our lines.</summary>
    public static void AddVaeLogs(this ILoggingBuilder logging, LogOptions options)
    {
        logging.ClearProviders();
        logging.AddConsole(console => console.FormatterName = LineFormatter.FormatterName);
        logging.Services.AddSingleton(options).AddSingleton<ConsoleFormatter, LineFormatter>();
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // A line for each caller without a key would be theirs to write; requests have a log of their own.
        logging.AddFilter("Vae.Api.Security.ApiKeyHandler", LogLevel.Warning);
        // Every failure at this boundary is reported by Program, in a sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    }
}
