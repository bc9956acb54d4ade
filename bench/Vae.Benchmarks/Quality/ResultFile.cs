using System.Text.Json;

namespace Vae.Benchmarks.Quality;

/// <summary>Finished runs, one JSON value a line, only ever appended to, so that a table can be assembled from several invocations.</summary>
internal sealed class ResultFile
{
    private readonly string _path;
    private readonly List<QualityRun> _runs;

    /// <summary>Reads what is there.</summary>
    /// <param name="path">The file; made at the first result where it is missing.</param>
    /// <exception cref="JsonException">A line is not a result.</exception>
    public ResultFile(string path)
    {
        _path = path;
        _runs = File.Exists(path)
            ? [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<QualityRun>(line, QualityJson.Options)!)]
            : [];
    }

    /// <summary>The runs in the order in which they ended; where one was repeated, only the last.</summary>
    public IEnumerable<QualityRun> Runs => _runs.Where((run, at) => !_runs.Skip(at + 1).Any(later => later.IsOf(run.Recipe, run.Side, run.Seed, run.Settings)));

    /// <summary>Whether the run is there.</summary>
    public bool Has(string recipe, string side, long seed, string settings) => _runs.Exists(run => run.IsOf(recipe, side, seed, settings));

    /// <summary>Appends a run.</summary>
    public void Append(QualityRun run)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        File.AppendAllText(_path, JsonSerializer.Serialize(run, QualityJson.Options) + "\n");
        _runs.Add(run);
    }
}
