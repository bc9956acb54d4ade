using TorchSharp;
using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static System.FormattableString;

namespace Vae.Core.Training;

/// <summary>Turns requests into plans.</summary>
public static class PlanResolver
{
    private const int MaxEpochs = 1000;
    private const int MaxBatchSize = 8192;
    private const double MaxBeta = 1000;
    private const double MaxLearningRate = 1;
    private const int MaxActual = 64;

    /// <summary>The names of the presets, the default first.</summary>
    public static IReadOnlyList<string> PresetNames { get; } = [.. Presets.All.Select(preset => preset.Name)];

    /// <summary>Fills in the preset's values and checks every one.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="input">Shape of the dataset's images.</param>
    /// <returns>A plan, or all violations together.</returns>
    public static PlanResolution Resolve(PlanRequest request, ImageShape input)
    {
        var violations = new List<Violation>();
        var preset = FindPreset(request.Preset, violations);
        var model = ResolveModel(preset, request.Model, violations);
        violations.AddRange(ModelLimits.Check(model, input));
        var objective = ResolveObjective(request.Objective, violations);
        var training = ResolveTraining(preset.Training, request.Training, violations);

        var plan = violations.Count == 0 ? new TrainingPlan(input, model, objective, training) : null;
        return new PlanResolution(preset.Name, plan, violations);
    }

    private static Presets.Preset FindPreset(string? name, List<Violation> violations)
    {
        var preset = Presets.All.FirstOrDefault(preset => preset.Name == (name ?? Presets.Default));
        if (preset is not null) return preset;

        violations.Add(new Violation("preset", $"Must be one of {string.Join(", ", PresetNames)}.", Shorten(name!)));
        return Presets.All.First(preset => preset.Name == Presets.Default);
    }

    private static VaeOptions ResolveModel(Presets.Preset preset, ModelRequest? request, List<Violation> violations)
    {
        var model = preset.Model with { LatentDim = request?.LatentDim ?? preset.Model.LatentDim };
        if (request?.HiddenDims is not { } hiddenDims) return model;
        if (model is MlpVaeOptions mlp) return mlp with { HiddenDims = hiddenDims };

        violations.Add(new Violation(
            "model.hiddenDims", $"A {model.Architecture} model has no hidden widths to choose. Leave it out, or choose an mlp preset."));
        return model;
    }

    private static ObjectiveOptions ResolveObjective(ObjectiveRequest? request, List<Violation> violations)
    {
        var beta = request?.Beta ?? new ObjectiveOptions().Beta;
        // Written so that NaN fails too.
        if (!(beta >= 0 && beta <= MaxBeta)) violations.Add(new Violation("objective.beta", Invariant($"Must be 0 to {MaxBeta}."), Invariant($"{beta}")));
        return new ObjectiveOptions { Beta = beta };
    }

    private static TrainingOptions ResolveTraining(TrainingOptions preset, TrainingOptionsRequest? request, List<Violation> violations)
    {
        var training = new TrainingOptions
        {
            Epochs = request?.Epochs ?? preset.Epochs,
            BatchSize = request?.BatchSize ?? preset.BatchSize,
            LearningRate = request?.LearningRate ?? preset.LearningRate,
            Seed = request?.Seed ?? preset.Seed,
            Device = request?.Device ?? preset.Device,
        };

        if (training.Epochs is < 1 or > MaxEpochs)
            violations.Add(new Violation("training.epochs", Invariant($"Must be 1 to {MaxEpochs}."), Invariant($"{training.Epochs}")));

        if (training.BatchSize is < 1 or > MaxBatchSize)
            violations.Add(new Violation("training.batchSize", Invariant($"Must be 1 to {MaxBatchSize}."), Invariant($"{training.BatchSize}")));

        if (!(training.LearningRate > 0 && training.LearningRate <= MaxLearningRate))
        {
            violations.Add(new Violation(
                "training.learningRate", Invariant($"Must be above 0 and at most {MaxLearningRate}."), Invariant($"{training.LearningRate}")));
        }

        if (training.Seed < 0)
            violations.Add(new Violation("training.seed", Invariant($"Must be 0 to {long.MaxValue}."), Invariant($"{training.Seed}")));

        CheckDevice(training.Device, violations);
        return training;
    }

    private static void CheckDevice(string device, List<Violation> violations)
    {
        if (!TrainingDevice.Names.Contains(device))
        {
            violations.Add(new Violation("training.device", $"Must be one of {string.Join(", ", TrainingDevice.Names)}.", Shorten(device)));
        }
        else if (device == TrainingDevice.Cuda && !torch.cuda.is_available())
        {
            violations.Add(new Violation("training.device", "This machine has no CUDA device that the service can use. Use cpu or auto.", device));
        }
    }

    private static string Shorten(string text) => text.Length <= MaxActual ? text : text[..MaxActual];
}
