using System.Text.Json;
using Vae.Core.Data;
using Vae.Core.Training;

namespace Vae.Benchmarks.Quality;

/// <summary>Recipes to plans, by the resolver that <c>POST /train</c> uses.</summary>
internal static class QualityPlans
{
    /// <summary>A plan, or why there is none.</summary>
    /// <param name="Plan">The whole recipe.</param>
    /// <param name="Refusal">All that keeps the request from being a plan in this build; empty where nothing.</param>
    internal sealed record Resolved(TrainingPlan? Plan, string Refusal);

    /// <summary>Resolves a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">The images.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epochs">Epochs instead of the recipe's own; null leaves those.</param>
    public static Resolved Resolve(Recipe recipe, DatasetProfile data, long seed, int? epochs)
    {
        PlanRequest request;
        try
        {
            request = recipe.Request.Deserialize<PlanRequest>(QualityJson.Options)!;
        }
        catch (JsonException e)
        {
            return new Resolved(null, $"left out, not in this build: {e.Message}");
        }

        var training = request.Training ?? new TrainingOptionsRequest();
        training = training with { Seed = seed, Epochs = epochs ?? training.Epochs, Device = training.Device ?? "cpu" };
        var resolution = PlanResolver.Resolve(request with { Training = training }, data);
        return resolution.Plan is { } plan
            ? new Resolved(plan, "")
            : new Resolved(null, $"left out, not in this build or not with these options: {string.Join("; ", resolution.Violations.Select(one => $"{one.Field}: {one.Message} ({one.Actual})"))}");
    }
}
