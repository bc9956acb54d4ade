using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using TorchSharp;
using Vae.Core.Training;

namespace Vae.Benchmarks.Quality;

/// <summary>What bench/quality does: runs what is missing, then prints the table.</summary>
internal sealed class QualityCommand
{
    private readonly QualityArguments _arguments;
    private readonly IReadOnlyList<Recipe> _recipes;
    private readonly ResultFile _results;
    private readonly TextWriter _output;
    private readonly TextWriter _log;

    private QualityCommand(QualityArguments arguments, TextWriter output, TextWriter log)
    {
        _arguments = arguments;
        _recipes = QualityJson.ReadRecipes(arguments.Recipes);
        _results = new ResultFile(arguments.Results);
        (_output, _log) = (output, log);
    }

    /// <summary>Runs the command.</summary>
    /// <param name="args">As in <see cref="QualityArguments.Usage"/>.</param>
    /// <param name="output">Receives the table.</param>
    /// <param name="log">Receives what happens meanwhile.</param>
    /// <returns>0; 2 where the arguments are wrong or the data is missing.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter log)
    {
        QualityCommand command;
        try
        {
            command = new QualityCommand(QualityArguments.Parse(args), output, log);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            log.WriteLine($"{e.Message}\n{QualityArguments.Usage}");
            return 2;
        }

        return command.Run();
    }

    private int Run()
    {
        var unknown = _arguments.Only.Except(_recipes.Select(recipe => recipe.Name)).ToArray();
        if (unknown.Length > 0)
        {
            _log.WriteLine($"There is no recipe {string.Join(", ", unknown)}; there are {string.Join(", ", _recipes.Select(recipe => recipe.Name))}.");
            return 2;
        }

        if (_arguments.List)
        {
            foreach (var recipe in _recipes) _output.WriteLine($"{recipe.Name,-20} {recipe.About}");
            return 0;
        }

        if (!_arguments.TableOnly && !RunMissing()) return 2;
        QualityTable.Write(_recipes, _results, _output);
        return 0;
    }

    private bool RunMissing()
    {
        torch.set_num_threads(_arguments.Threads);
        var wanted = _recipes.Where(recipe => _arguments.Only.Count == 0 || _arguments.Only.Contains(recipe.Name)).ToLookup(recipe => recipe.Data);
        return RunMnist(wanted[Recipe.Mnist]) & RunPhotos(wanted[Recipe.Photos]);
    }

    private bool RunMnist(IEnumerable<Recipe> recipes)
    {
        if (!recipes.Any()) return true;
        if (QualityData.TryReadMnist() is not { } data)
        {
            _log.WriteLine(QualityData.Missing);
            return false;
        }

        var folder = Directory.CreateTempSubdirectory("vae-quality-");
        try
        {
            if (_arguments.Peer) data.WriteFor(folder.FullName);
            RunAll(recipes, data, new PeerRunner(_arguments.PeerProgram, folder.FullName, _arguments.NllImages));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return true;
    }

    private bool RunPhotos(IEnumerable<Recipe> recipes)
    {
        if (!recipes.Any()) return true;
        if (_arguments.Photos.Length == 0)
        {
            foreach (var recipe in recipes) _log.WriteLine($"{recipe.Name}: left out; make a folder with bench/patches FOLDER and name it with --photos FOLDER.");
            return _arguments.Only.Count == 0;
        }

        RunAll(recipes, QualityData.ReadFolder(_arguments.Photos), peer: null);
        return true;
    }

    private void RunAll(IEnumerable<Recipe> recipes, QualityData data, PeerRunner? peer)
    {
        var own = new OwnRunner(_arguments.NllImages, _arguments.Pictures, _log);
        foreach (var recipe in recipes)
        {
            foreach (var seed in _arguments.Seeds.Count > 0 ? _arguments.Seeds : recipe.Seeds) RunOne(recipe, seed, data, own, peer);
        }
    }

    private void RunOne(Recipe recipe, long seed, QualityData data, OwnRunner own, PeerRunner? peer)
    {
        var (plan, refusal) = QualityPlans.Resolve(recipe, data.Profile, seed, _arguments.Epochs);
        if (plan is null)
        {
            _log.WriteLine($"{recipe.Name}: {refusal}");
            return;
        }

        if (_arguments.Own && IsMissing(recipe, QualityRun.Own, plan, data))
        {
            _log.WriteLine($"{recipe.Name}, seed {seed}, {plan.Training.Epochs} epochs, ours");
            var start = Stopwatch.GetTimestamp();
            var figures = own.Run(recipe, plan, data);
            Append(recipe, QualityRun.Own, plan, figures, Stopwatch.GetElapsedTime(start), $"{RuntimeInformation.FrameworkDescription}, Vae {_arguments.Commit}");
        }

        if (_arguments.Peer && recipe.Peer && peer is not null && IsMissing(recipe, QualityRun.Peer, plan, data))
        {
            _log.WriteLine($"{recipe.Name}, seed {seed}, {plan.Training.Epochs} epochs, PyTorch");
            var start = Stopwatch.GetTimestamp();
            var answer = peer.Run(recipe, plan);
            if (answer.Refusal is not null) _log.WriteLine($"{recipe.Name}: {answer.Refusal}");
            else Append(recipe, QualityRun.Peer, plan, answer.Figures!, Stopwatch.GetElapsedTime(start), answer.Versions!);
        }
    }

    private bool IsMissing(Recipe recipe, string side, TrainingPlan plan, QualityData data)
    {
        if (_arguments.Again) return true;
        int? images = recipe.NllSamples > 0 ? Math.Min(_arguments.NllImages, data.BinaryTest.Count) : null;
        int? samples = recipe.NllSamples > 0 ? recipe.NllSamples : null;
        return !_results.Has(recipe.Name, side, plan.Training.Seed, QualityRun.SettingsOf(plan, images, samples));
    }

    private void Append(Recipe recipe, string side, TrainingPlan plan, Figures figures, TimeSpan elapsed, string versions) => _results.Append(new QualityRun
    {
        Recipe = recipe.Name,
        Side = side,
        Seed = plan.Training.Seed,
        Epochs = plan.Training.Epochs,
        Figures = figures,
        Seconds = Math.Round(elapsed.TotalSeconds, 1),
        Command = string.Create(
            CultureInfo.InvariantCulture,
            $"bench/quality --only {recipe.Name} --epochs {plan.Training.Epochs} --seeds {plan.Training.Seed} --nll-images {_arguments.NllImages} --threads {_arguments.Threads} {(side == QualityRun.Own ? "--no-peer" : "--peer-only")}"),
        Cores = Environment.ProcessorCount,
        Versions = versions,
        Plan = JsonSerializer.SerializeToElement(plan, QualityJson.Options),
    });
}
