using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vae.Benchmarks.Quality;

/// <summary>The JSON of recipes, requests, plans and results.</summary>
internal static class QualityJson
{
    /// <summary>One line a value, unknown members refused, absent figures left out.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>Reads the recipes.</summary>
    /// <param name="path">A file with an array of them.</param>
    public static IReadOnlyList<Recipe> ReadRecipes(string path)
    {
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize<List<Recipe>>(file, Options) ?? throw new JsonException($"'{path}' has no recipes.");
    }
}
