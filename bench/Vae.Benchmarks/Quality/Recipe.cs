using System.Text.Json;

namespace Vae.Benchmarks.Quality;

/// <summary>One row of the benchmark: a request as <c>POST /train</c> takes it, what others report of it, and what is measured.</summary>
internal sealed record Recipe
{
    public const string Mnist = "mnist";
    public const string Photos = "photos";

    /// <summary>Its name on the command line and in the results.</summary>
    public required string Name { get; init; }

    /// <summary>The network and the data in a few words.</summary>
    public required string About { get; init; }

    /// <summary>Preset and changes. Read late, so that a recipe that this build does not know spoils no other.</summary>
    public required JsonElement Request { get; init; }

    /// <summary>The figures that the table shows, the one that decides first.</summary>
    public required IReadOnlyList<string> Figures { get; init; }

    /// <summary><c>mnist</c>, or <c>photos</c> for the folder that the command names.</summary>
    public string Data { get; init; } = Mnist;

    /// <summary>What others report.</summary>
    public IReadOnlyList<Published> Published { get; init; } = [];

    /// <summary>Seeds to run where the command names none.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [0];

    /// <summary>Posterior samples an image of the importance-weighted NLL on binarised held-out images; 0 leaves it out.</summary>
    public int NllSamples { get; init; }

    /// <summary>Whether bench/peers/quality has the same recipe.</summary>
    public bool Peer { get; init; } = true;

    /// <summary>What a reader must know of the numbers; empty where nothing.</summary>
    public string Note { get; init; } = "";
}

/// <summary>A reported result.</summary>
/// <param name="Figure">A figure of <see cref="Figures"/>, by its name there.</param>
/// <param name="Value">The number.</param>
/// <param name="Source">Who reports it.</param>
/// <param name="Tolerance">How far a result may be away to count as the same; null where only the approach to it is shown.</param>
/// <param name="Epochs">After how many epochs; null where that is not known or is the recipe's own number.</param>
internal sealed record Published(string Figure, double Value, string Source, double? Tolerance = null, int? Epochs = null);
