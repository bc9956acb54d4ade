using System.Text.Json;
using Vae.Api.Errors;

namespace Vae.Api.Requests;

/// <summary>Reads <c>{"z": [..]}</c> or <c>{"z": [[..], ..]}</c> straight from UTF-8 into memory for a pass.</summary>
/// <remarks>
/// It knows the plain form alone and no errors: whatever it does not expect, good or bad, it leaves to <see cref="StrictJson"/> and
/// <see cref="LatentReader"/>. So the rules and the sentences about what is wrong have one home, and what passes here passes there with the same values.
/// </remarks>
internal static class LatentBodyReader
{
    /// <summary>The latents of a body, in pooled memory that the caller disposes.</summary>
    /// <param name="body">The body.</param>
    /// <param name="dimensions">Values of one vector.</param>
    /// <param name="magnitude">Greatest magnitude of a value.</param>
    /// <param name="count">Receives the number of vectors.</param>
    /// <exception cref="ProblemException">What is wrong with it.</exception>
    public static Pooled<float> Read(ReadOnlyMemory<byte> body, int dimensions, float magnitude, out int count)
    {
        // A value and its comma take two bytes at least: a short body has no room for many.
        var values = new Pooled<float>(Math.Max(dimensions, Math.Min(checked(LatentReader.MaxVectors * dimensions), body.Length / 2 / dimensions * dimensions)));
        try
        {
            if (TryReadPlain(body.Span, dimensions, magnitude, values.Span, out count))
            {
                values.Cut(count * dimensions);
                return values;
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Not JSON, or half of a surrogate pair in a name: what is wrong is said below.
        }
        catch
        {
            values.Dispose();
            throw;
        }
        values.Dispose();
        return ReadStrictly(body, dimensions, magnitude, out count);
    }

    private static Pooled<float> ReadStrictly(ReadOnlyMemory<byte> body, int dimensions, float magnitude, out int count)
    {
        using var document = StrictJson.Parse(body);
        StrictJson.RequireObject(document.RootElement, "body", "z");
        var z = StrictJson.Member(document.RootElement, "z") ?? throw Problems.MalformedJson("'z' is missing.").AsException();
        var latents = LatentReader.Read(z, dimensions, magnitude);
        count = latents.Count;
        var values = new Pooled<float>(latents.Values.Length);
        latents.Values.CopyTo(values.Span);
        return values;
    }

    private static bool TryReadPlain(ReadOnlySpan<byte> body, int dimensions, float magnitude, Span<float> values, out int count)
    {
        count = 0;
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = StrictJson.MaxDepth });
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject
            || !json.Read() || json.TokenType != JsonTokenType.PropertyName || !json.ValueTextEquals("z"u8)
            || !json.Read() || json.TokenType != JsonTokenType.StartArray
            || !json.Read())
            return false;

        if (json.TokenType == JsonTokenType.Number)
        {
            if (!TryReadVector(ref json, magnitude, values[..dimensions]))
                return false;
            count = 1;
        }
        else
        {
            while (json.TokenType == JsonTokenType.StartArray)
            {
                if ((count + 1) * dimensions > values.Length || !json.Read() || !TryReadVector(ref json, magnitude, values.Slice(count * dimensions, dimensions)))
                    return false;
                count++;
                if (!json.Read())
                    return false;
            }
            if (json.TokenType != JsonTokenType.EndArray)
                return false;
        }
        // Nothing else in the object, and nothing after it: the last look throws where there is something.
        return count > 0 && json.Read() && json.TokenType == JsonTokenType.EndObject && !json.Read();
    }

    /// <summary>Reads from the first value to the closing bracket.</summary>
    private static bool TryReadVector(ref Utf8JsonReader json, float magnitude, Span<float> vector)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetDouble(out var value))
                return false;
            var single = (float)value;
            // Also false for what is not a number or infinite.
            if (!(MathF.Abs(single) <= magnitude) || !json.Read())
                return false;
            vector[i] = single;
        }
        return json.TokenType == JsonTokenType.EndArray;
    }
}
