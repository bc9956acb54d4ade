using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vae.Core.Training;

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

    /// <summary>What was run, seed apart: the recipe's plan, and on what the NLL was measured. Made of what the line holds, as old lines hold it too.</summary>
    [JsonIgnore]
    public string Settings => SettingsOf(PlanOf(Plan), Figures.NllImages, Figures.NllSamples);

    /// <summary>Latent dimensions of the model.</summary>
    [JsonIgnore]
    public int LatentDim => Plan.GetProperty("model").GetProperty("latentDim").GetInt32();

    /// <summary>Whether fewer latent dimensions are active than there are, or their means vary in fewer directions; null where that was not measured.</summary>
    [JsonIgnore]
    public bool? HasCollapsed => Figures.ActiveUnits is { } active ? Math.Min(active, Figures.Directions ?? active) < LatentDim : null;

    /// <summary>Whether this is the run that would be started again.</summary>
    public bool IsOf(string recipe, string side, long seed, string settings) =>
        Recipe == recipe && Side == side && Seed == seed && Settings == settings;

    /// <summary>A hash of what is run.</summary>
    /// <param name="plan">The plan; its seed does not count.</param>
    /// <param name="nllImages">Images of the NLL; null where it is not measured.</param>
    /// <param name="nllSamples">Samples an image; null likewise.</param>
    public static string SettingsOf(TrainingPlan plan, double? nllImages, double? nllSamples)
    {
        var json = JsonSerializer.Serialize(plan with { Training = plan.Training with { Seed = 0 } }, QualityJson.Options);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{json} {nllImages} {nllSamples}"))));
    }

    // Through the record: what the plan did not have when the line was written has its default.
    private static TrainingPlan PlanOf(JsonElement plan) => plan.Deserialize<TrainingPlan>(QualityJson.Options)!;
}
