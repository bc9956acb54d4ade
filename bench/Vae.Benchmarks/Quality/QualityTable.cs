using System.Globalization;

namespace Vae.Benchmarks.Quality;

/// <summary>The results as a Markdown table: ours beside the published ones beside PyTorch's.</summary>
internal static class QualityTable
{
    private const string Collapsed = "collapsed";

    /// <summary>Prints what is there, recipe by recipe, one block of rows for each plan that was run.</summary>
    public static void Write(IReadOnlyList<Recipe> recipes, ResultFile results, TextWriter output)
    {
        output.WriteLine("| recipe | figure | epochs | ours | PyTorch | published | ours − PyTorch | seeds | s a run, ours / PyTorch |");
        output.WriteLine("| --- | --- | ---: | ---: | ---: | --- | ---: | --- | ---: |");
        foreach (var recipe in recipes)
        {
            var runs = results.Runs.Where(run => run.Recipe == recipe.Name).ToLookup(run => run.Settings);
            foreach (var plan in runs.OrderBy(group => group.First().Epochs)) WriteRows(recipe, [.. plan], output);
        }
    }

    private static void WriteRows(Recipe recipe, List<QualityRun> runs, TextWriter output)
    {
        var epochs = runs[0].Epochs;
        var own = runs.FindAll(run => run.Side == QualityRun.Own);
        var peer = runs.FindAll(run => run.Side == QualityRun.Peer);
        // A collapsed run is another result, and told of by itself; the published one is of a healthy run.
        var healthy = recipe.Figures.Contains(Collapsed) ? own.FindAll(run => run.HasCollapsed != true) : own;
        foreach (var figure in recipe.Figures)
        {
            if (figure == Collapsed)
            {
                output.WriteLine(Invariant($"| {recipe.Name} | {figure} | {epochs} | {Collapses(own)} | {Collapses(peer)} |  |  | {Seeds(own)} / {Seeds(peer)} | {Seconds(own)} / {Seconds(peer)} |"));
                continue;
            }

            var (ours, theirs) = (Summary.Of(own, figure), Summary.Of(peer, figure));
            if (ours is null && theirs is null) continue;
            var published = recipe.Published.FirstOrDefault(one => one.Figure == figure);
            string[] cells =
            [
                recipe.Name,
                figure,
                Invariant($"{epochs}"),
                ours?.ToString() ?? "",
                theirs?.ToString() ?? "",
                published is null ? "" : Describe(published, Summary.Of(healthy, figure), epochs, healthy.Count < own.Count),
                ours is null || theirs is null ? "" : Invariant($"{ours.Mean - theirs.Mean:+0.00;−0.00;0.00}"),
                Invariant($"{Seeds(own)} / {Seeds(peer)}"),
                Invariant($"{Seconds(own)} / {Seconds(peer)}"),
            ];
            output.WriteLine($"| {string.Join(" | ", cells)} |");
        }
    }

    private static string Describe(Published published, Summary? ours, int epochs, bool hasCollapses)
    {
        var text = Invariant($"{published.Value}");
        if (published.Tolerance is { } tolerance)
        {
            text += Invariant($" ± {tolerance}");
            // An unfinished run says nothing about the result.
            if (ours is not null && epochs >= published.Epochs) text += Math.Abs(ours.Mean - published.Value) <= tolerance ? ", met" : Invariant($", off by {ours.Mean - published.Value:+0.00;−0.00}");
            if (hasCollapses) text += ours is null ? ", no healthy run" : Invariant($" by the healthy, {ours.Mean:F2}");
        }

        if (published.Epochs is { } theirs) text += Invariant($" at {theirs} epochs");
        return $"{text} ({published.Source})";
    }

    /// <summary>How many runs have collapsed, of those where that was measured.</summary>
    private static string Collapses(List<QualityRun> runs)
    {
        var measured = runs.FindAll(run => run.HasCollapsed is not null);
        return measured.Count == 0 ? "" : Invariant($"{measured.Count(run => run.HasCollapsed == true)}/{measured.Count}");
    }

    private static string Seeds(List<QualityRun> runs) => runs.Count == 0 ? "–" : string.Join(",", runs.Select(run => run.Seed).Order());

    private static string Seconds(List<QualityRun> runs) => runs.Count == 0 ? "–" : Invariant($"{runs.Average(run => run.Seconds):F0}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>One figure over the seeds.</summary>
    private sealed record Summary(double Mean, double Least, double Most, int Count, double? Error)
    {
        public static Summary? Of(List<QualityRun> runs, string figure)
        {
            double[] values = [.. runs.Select(run => run.Figures.Of(figure)).OfType<double>()];
            if (values.Length == 0) return null;
            // The images are the same in all runs, so that more seeds do not make this error smaller.
            var error = figure == "nll" ? runs.Average(run => run.Figures.NllError) : null;
            return new Summary(values.Average(), values.Min(), values.Max(), values.Length, error);
        }

        public override string ToString()
        {
            var text = Invariant($"{Mean:F2}");
            if (Error is { } error) text += Invariant($" ± {error:F2}");
            return Count == 1 ? text : Invariant($"{text} ({Least:F2} to {Most:F2})");
        }
    }
}
