namespace Vae.Core.Training;

/// <summary>One thing wrong with a request.</summary>
/// <param name="Field">The member, as a JSON path: <c>training.epochs</c>; <c>dataset</c> where the images themselves do not fit.</param>
/// <param name="Message">Cause and remedy.</param>
/// <param name="Actual">What was given, where it is a value of at most 64 characters.</param>
public sealed record Violation(string Field, string Message, string? Actual = null);

/// <summary>A plan, or everything that keeps the request from being one.</summary>
/// <param name="PresetName">The preset that was used; the default one when the request names none that exists.</param>
/// <param name="Plan">The plan, with its warnings, when there are no violations.</param>
/// <param name="Violations">All violations together.</param>
public sealed record PlanResolution(string PresetName, TrainingPlan? Plan, IReadOnlyList<Violation> Violations);
