using System.Text.Json;
using Vae.Api.Errors;

namespace Vae.Api.Requests;

/// <summary>What <c>/sample</c> is asked for.</summary>
/// <param name="Count">Images.</param>
/// <param name="Seed">The caller's seed; null: the server picks one.</param>
/// <param name="Temperature">Factor on the prior's standard deviation.</param>
internal readonly record struct SampleInput(int Count, long? Seed, double Temperature)
{
    /// <summary>Images in one request, at most.</summary>
    public const int MaxCount = 64;

    /// <summary>Images where the caller does not say.</summary>
    public const int DefaultCount = 16;

    /// <summary>Greatest temperature.</summary>
    public const double MaxTemperature = 10;

    /// <summary>What a request without a word asks for.</summary>
    public static SampleInput Default { get; } = new(DefaultCount, null, 1);
}

/// <summary>Reads <c>{"count": 16, "seed": 1, "temperature": 1}</c> straight from UTF-8.</summary>
/// <remarks>As <see cref="LatentBodyReader"/>: it knows the plain form alone, and leaves the rest and all errors to <see cref="StrictJson"/>.</remarks>
internal static class SampleBodyReader
{
    /// <summary>The body's members, absent ones by default.</summary>
    /// <exception cref="ProblemException">What is wrong with it.</exception>
    public static SampleInput Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            if (TryReadPlain(body.Span, out var plain))
                return plain;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Not JSON, or half of a surrogate pair in a name: what is wrong is said below.
        }
        using var document = StrictJson.Parse(body);
        var root = document.RootElement;
        StrictJson.RequireObject(root, "body", "count", "seed", "temperature");
        return new(
            Numbers.Count(root, "count", 1, SampleInput.MaxCount, SampleInput.DefaultCount),
            Numbers.Seed(root, "seed"),
            Numbers.Value(root, "temperature", 0, SampleInput.MaxTemperature, 1));
    }

    private static bool TryReadPlain(ReadOnlySpan<byte> body, out SampleInput input)
    {
        input = SampleInput.Default;
        var (hasCount, hasTemperature) = (false, false);
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = StrictJson.MaxDepth });
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isCount = json.ValueTextEquals("count"u8);
            var isSeed = !isCount && json.ValueTextEquals("seed"u8);
            var isTemperature = !isCount && !isSeed && json.ValueTextEquals("temperature"u8);
            if (!json.Read() || json.TokenType != JsonTokenType.Number)
                return false;
            if (isCount && !hasCount && json.TryGetInt32(out var count) && count is >= 1 and <= SampleInput.MaxCount)
                (input, hasCount) = (input with { Count = count }, true);
            else if (isSeed && input.Seed is null && json.TryGetInt64(out var seed) && seed >= 0)
                input = input with { Seed = seed };
            else if (isTemperature && !hasTemperature && json.TryGetDouble(out var temperature) && temperature is >= 0 and <= SampleInput.MaxTemperature)
                (input, hasTemperature) = (input with { Temperature = temperature }, true);
            else
                return false;
        }
        return json.TokenType == JsonTokenType.EndObject && !json.Read();
    }
}
