using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;

namespace Vae.Core.Training;

/// <summary>Turns requests into plans.</summary>
public static class PlanResolver
{
    private const int MaxActual = 64;

    /// <summary>The names of the presets, the default first.</summary>
    public static IReadOnlyList<string> PresetNames { get; } = [.. Presets.All.Select(preset => preset.Name)];

    /// <summary>Fills in the preset's values and checks every one, for images of which only the shape is known.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="input">Shape of the images; they are taken for grey or coloured bytes without labels.</param>
    /// <returns>A plan, or all violations together.</returns>
    public static PlanResolution Resolve(PlanRequest request, ImageShape input) => Resolve(request, input, null, null);

    /// <summary>Fills in the preset's values and checks every one, alone, against the others and against the images.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="data">The dataset.</param>
    /// <param name="memoryBytes">Memory of this machine, in bytes, which a run on the CPU has to fit. Null: not known.</param>
    /// <returns>A plan with its warnings, or all violations together.</returns>
    public static PlanResolution Resolve(PlanRequest request, DatasetProfile data, long? memoryBytes = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Resolve(request, data.Shape, data, memoryBytes);
    }

    /// <summary>The device that a plan would train on here: <c>cpu</c> or <c>cuda</c>.</summary>
    /// <param name="plan">The plan.</param>
    public static string DeviceOf(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return TrainingDevice.NameOf(TrainingDevice.Select(plan.Training.Device));
    }

    private static PlanResolution Resolve(PlanRequest request, ImageShape input, DatasetProfile? data, long? memoryBytes)
    {
        ArgumentNullException.ThrowIfNull(request);
        var violations = new List<Violation>();
        var preset = FindPreset(request.Preset, violations);
        if (data?.Fault is { } fault) violations.Add(new Violation("dataset", fault));

        // Read before they are checked, for each says something of the others; reported in the order of the request's members.
        List<Violation> ofModel = [], ofObjective = [], ofTraining = [];
        var training = TrainingResolver.Resolve(preset.Training, request.Training, ofTraining);
        var model = new ModelResolver(ofModel).Resolve(preset, request.Model, data);
        var objective = ObjectiveResolver.Resolve(preset, request.Objective, model, ofObjective);
        if (ObjectiveResolver.IsAuto(preset, request.Objective))
            objective = objective with { Likelihood = LikelihoodChoice.Of(model, training.Binarization, data) };
        objective = ObjectiveResolver.Settle(objective, request.Objective, training.Epochs);
        model = model with { LearnedScale = request.Model?.LearnedScale ?? LikelihoodChoice.NeedsScale(objective) };

        violations.AddRange(ofModel.Concat(ModelLimits.Check(model, input)).DistinctBy(violation => violation.Field));
        ObjectiveRules.Check(objective, model, training.Epochs, ofObjective);
        violations.AddRange(ofObjective);
        violations.AddRange(ofTraining);

        var plan = new TrainingPlan(input, model, objective, training);
        var checks = new PlanChecks(violations);
        checks.Check(plan, request, data);
        var memory = PlanChecks.MaxMemory;
        if (violations.Count == 0 && data is not null)
        {
            // How much a GPU has is not known here.
            if (memoryBytes is { } known && DeviceOf(plan) == TrainingDevice.Cpu) memory = Math.Min(memory, known);
            checks.Memory(plan, data, memory);
        }

        return violations.Count > 0
            ? new PlanResolution(preset.Name, null, violations)
            : new PlanResolution(preset.Name, plan with { Warnings = PlanWarnings.Of(plan, data, memory) }, []);
    }

    private static Preset FindPreset(string? name, List<Violation> violations)
    {
        var preset = Presets.All.FirstOrDefault(preset => preset.Name == (name ?? Presets.Default));
        if (preset is not null) return preset;

        violations.Add(new Violation("preset", $"Must be one of {string.Join(", ", PresetNames)}.", name!.Length <= MaxActual ? name : name[..MaxActual]));
        return Presets.All.First(preset => preset.Name == Presets.Default);
    }
}
