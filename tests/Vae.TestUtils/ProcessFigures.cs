using System.Globalization;

namespace Vae.TestUtils;

/// <summary>What a process takes of the system, by Linux's account.</summary>
/// <param name="ResidentBytes">Memory in RAM.</param>
/// <param name="Sockets">Open sockets, pipes and other descriptors that are no files.</param>
/// <param name="Files">Open files. Those of the program itself, which are opened at their first use and stay open, are not counted.</param>
/// <param name="Threads">Threads.</param>
public sealed record ProcessFigures(long ResidentBytes, int Sockets, int Files, int Threads)
{
    private static readonly string[] OfPrograms = [".dll", ".pdb", ".so"];

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
        // One that was closed since the folder was read has no target any more.
        string[] targets = [.. Directory.GetFileSystemEntries($"/proc/{process}/fd").Select(link => new FileInfo(link).LinkTarget).OfType<string>()];
        int files = targets.Count(target => target.StartsWith('/') && !Array.Exists(OfPrograms, end => target.Contains(end, StringComparison.Ordinal)));
        return new ProcessFigures(kilobytes * 1024, targets.Count(target => !target.StartsWith('/')), files, threads);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{ResidentMiB:F1} MiB resident, {Sockets} sockets, {Files} files, {Threads} threads");
}
