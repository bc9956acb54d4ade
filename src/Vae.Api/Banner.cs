using Vae.Api.Configuration;
using Vae.Api.Demo;

namespace Vae.Api;

/// <summary>Tells whoever started the server where to look.</summary>
internal static class Banner
{
    /// <summary>Shows the lines, once the server listens; as an event of the log where its lines are JSON, so that nothing else is among them.</summary>
    public static void Show(string address, DemoJob demo, LogOptions log, ILogger logger)
    {
        if (log.Format == LogFormat.Json)
            logger.LogInformation("Page {Page}, Swagger UI {Swagger}, progress {Progress}", $"{address}/", $"{address}/swagger", Progress(address, demo) ?? "none");
        else
            Console.WriteLine(Text(address, demo));
    }

    /// <summary>The lines.</summary>
    public static string Text(string address, DemoJob demo)
    {
        var progress = Progress(address, demo) is { } link ? $"{Environment.NewLine}Progress   {link}" : "";
        return $"Page       {address}/{Environment.NewLine}Swagger UI {address}/swagger{progress}";
    }

    private static string? Progress(string address, DemoJob demo) => demo.JobId is { } id ? $"{address}/jobs/{id}/events" : null;
}
