using System.Globalization;

namespace Vae.TestUtils;

/// <summary>What a process takes of the system, by Linux's account.</summary>
/// <param name="ResidentBytes">Memory in RAM.</param>
/// <param name="Descriptors">Open files and sockets.</param>
/// <param name="Threads">Threads.</param>
public sealed record ProcessFigures(long ResidentBytes, int Descriptors, int Threads)
{
    /// <summary>Memory in RAM, in MiB.</summary>
    public double ResidentMiB => ResidentBytes / (1024.0 * 1024);

    /// <summary>Reads them of a running process.</summary>
    public static ProcessFigures Read(int process)
    {
        Dictionary<string, string> status = File.ReadLines($"/proc/{process}/status")
            .Select(line => line.Split(':', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);
        long kilobytes = long.Parse(status["VmRSS"].Split(' ')[0], CultureInfo.InvariantCulture);
        int threads = int.Parse(status["Threads"], CultureInfo.InvariantCulture);
        return new ProcessFigures(kilobytes * 1024, Directory.GetFileSystemEntries($"/proc/{process}/fd").Length, threads);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{ResidentMiB:F1} MiB resident, {Descriptors} descriptors, {Threads} threads");
}
