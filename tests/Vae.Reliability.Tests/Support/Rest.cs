using System.Diagnostics;
using Vae.TestUtils;

namespace Vae.Reliability.Tests.Support;

/// <summary>What a service holds when nobody asks anything of it.</summary>
internal static class Rest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Waits until the figures hold what is asked, or for as long as the service may take to come to rest; returns the last.</summary>
    public static async Task<ProcessFigures> FiguresAsync(ServiceProcess service, Func<ProcessFigures, bool> settled)
    {
        long started = Stopwatch.GetTimestamp();
        ProcessFigures figures;
        while (!settled(figures = service.Figures()) && Stopwatch.GetElapsedTime(started) < Limit) await Task.Delay(100);
        return figures;
    }

    /// <summary>The service's count of live tensor handles. Waits until it has fallen to a limit, or for as long as that may take.</summary>
    public static async Task<long> LiveHandlesAsync(ServiceProcess service, long atMost = long.MaxValue)
    {
        long started = Stopwatch.GetTimestamp();
        long count;
        while ((count = await LiveHandles.ReadAsync(service)) > atMost && Stopwatch.GetElapsedTime(started) < Limit) await Task.Delay(100);
        return count;
    }
}
