using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Vae.Core.Training;

namespace Vae.Benchmarks.Quality;

/// <summary>Runs a plan in PyTorch: bench/peers/quality reads the plan itself, so that both sides have one recipe.</summary>
/// <param name="program">The Python program.</param>
/// <param name="folder">Where <see cref="QualityData.WriteFor"/> wrote.</param>
/// <param name="nllImages">Binarised held-out images that the NLL is measured on.</param>
internal sealed class PeerRunner(string program, string folder, int nllImages)
{
    /// <summary>What the program prints.</summary>
    /// <param name="Figures">Under the same names as ours.</param>
    /// <param name="Versions">Of Python and PyTorch.</param>
    /// <param name="Refusal">Why there is no such peer; null where there is one.</param>
    internal sealed record Answer(Figures? Figures, string? Versions, string? Refusal);

    /// <summary>Trains and measures.</summary>
    /// <param name="recipe">What to measure.</param>
    /// <param name="plan">What to train.</param>
    /// <exception cref="InvalidOperationException">The program failed; its own words stand above.</exception>
    public Answer Run(Recipe recipe, TrainingPlan plan)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { program, folder, Number(recipe.NllSamples), Number(nllImages) }) start.ArgumentList.Add(argument);
        // PyTorch at its best on two cores: tcmalloc, one ATen thread (set in the program), two of OpenBLAS.
        start.Environment["LD_PRELOAD"] = "libtcmalloc_minimal.so.4";
        start.Environment["OPENBLAS_NUM_THREADS"] = "2";
        using var process = Process.Start(start)!;
        process.StandardInput.Write(JsonSerializer.Serialize(plan, QualityJson.Options));
        process.StandardInput.Close();
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Answer>(answer, QualityJson.Options)!
            : throw new InvalidOperationException($"The PyTorch peer ended with {process.ExitCode} at recipe '{recipe.Name}'.");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
