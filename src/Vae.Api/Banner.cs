using Vae.Api.Demo;

namespace Vae.Api;

/// <summary>Tells whoever started the server where to look.</summary>
internal static class Banner
{
    /// <summary>The lines, made once the server listens.</summary>
    public static string Text(string address, DemoJob demo)
    {
        var progress = demo.JobId is { } id ? $"{Environment.NewLine}Progress   {address}/jobs/{id}/events" : "";
        return $"Page       {address}/{Environment.NewLine}Swagger UI {address}/swagger{progress}";
    }
}
