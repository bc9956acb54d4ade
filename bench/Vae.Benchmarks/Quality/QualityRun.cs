using System.Text.Json;

namespace Vae.Benchmarks.Quality;

/// <summary>A finished run: one line of the results.</summary>
internal sealed record QualityRun
{
    public const string Own = "vae";
    public const string Peer = "pytorch";

    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary><see cref="Own"/> or <see cref="Peer"/>.</summary>
    public required string Side { get; init; }

    /// <summary>The seed. Both sides use the same numbers; where they also draw in the same order, they take the same steps.</summary>
    public required long Seed { get; init; }

    /// <summary>Epochs that were run.</summary>
    public required int Epochs { get; init; }

    /// <summary>What came out.</summary>
    public required Figures Figures { get; init; }

    /// <summary>Training with its evaluations, in seconds, on a machine that may have had other work.</summary>
    public required double Seconds { get; init; }

    /// <summary>The command that repeats it.</summary>
    public required string Command { get; init; }

    /// <summary>Processor cores of the machine.</summary>
    public required int Cores { get; init; }

    /// <summary>Runtime and libraries.</summary>
    public required string Versions { get; init; }

    /// <summary>The whole plan, every default filled in.</summary>
    public required JsonElement Plan { get; init; }

    /// <summary>Whether this is the run that would be started again.</summary>
    public bool IsOf(string recipe, string side, long seed, int epochs) =>
        Recipe == recipe && Side == side && Seed == seed && Epochs == epochs;
}
