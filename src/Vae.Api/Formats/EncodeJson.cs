using System.Text.Json;

namespace Vae.Api.Formats;

/// <summary>Writes <see cref="Contracts.EncodeResponse"/> without making one.</summary>
internal static class EncodeJson
{
    private static readonly JsonEncodedText Model = JsonEncodedText.Encode("model");
    private static readonly JsonEncodedText LatentDim = JsonEncodedText.Encode("latentDim");
    private static readonly JsonEncodedText Items = JsonEncodedText.Encode("items");
    private static readonly JsonEncodedText Mu = JsonEncodedText.Encode("mu");
    private static readonly JsonEncodedText Logvar = JsonEncodedText.Encode("logvar");
    private static readonly JsonEncodedText Z = JsonEncodedText.Encode("z");
    private static readonly JsonEncodedText Label = JsonEncodedText.Encode("label");
    private static readonly JsonEncodedText Probabilities = JsonEncodedText.Encode("probabilities");

    // Bytes of a vector that are kept to be written again.
    private const int Kept = 1024;

    // Two quotes and a colon.
    private const int NameMarks = 3;

    /// <summary>Writes the whole answer.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="model"><c>name@version</c>.</param>
    /// <param name="count">Images.</param>
    /// <param name="mu">Means <c>[count, D]</c>.</param>
    /// <param name="logvar">Log-variances <c>[count, D]</c>.</param>
    /// <param name="z">Draws <c>[count, D]</c>, or the means again.</param>
    /// <param name="found">What the model itself finds in the images; null for models that tell no classes apart.</param>
    public static void Write(
        PooledWriter output, string model, int count, ReadOnlySpan<float> mu, ReadOnlySpan<float> logvar, ReadOnlySpan<float> z, Findings? found = null)
    {
        var dimensions = mu.Length / count;
        var json = output.Json();
        json.WriteStartObject();
        json.WriteString(Model, model);
        json.WriteNumber(LatentDim, dimensions);
        json.WriteStartArray(Items);
        Span<byte> kept = stackalloc byte[Kept];
        for (var i = 0; i < count; i++)
        {
            json.WriteStartObject();
            var from = json.BytesCommitted + json.BytesPending;
            Vector(json, Mu, mu.Slice(i * dimensions, dimensions));
            var text = (int)(json.BytesCommitted + json.BytesPending - from);
            Vector(json, Logvar, logvar.Slice(i * dimensions, dimensions));
            // To find a float's shortest digits takes longer than all else here: the means again are their text again.
            if (mu == z && text <= Kept)
            {
                json.Flush();
                var means = kept[..(text - Mu.EncodedUtf8Bytes.Length - NameMarks)];
                output.Written.Span.Slice((int)from + text - means.Length, means.Length).CopyTo(means);
                json.WritePropertyName(Z);
                json.WriteRawValue(means, skipInputValidation: true);
            }
            else
            {
                Vector(json, Z, z.Slice(i * dimensions, dimensions));
            }
            if (found is not null)
            {
                json.WriteNumber(Label, found.Likeliest(i));
                Vector(json, Probabilities, found.Of(i));
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    private static void Vector(Utf8JsonWriter json, JsonEncodedText name, ReadOnlySpan<float> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
