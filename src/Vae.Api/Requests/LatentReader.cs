using System.Globalization;
using System.Text.Json;
using Vae.Api.Errors;

namespace Vae.Api.Requests;

/// <summary>Latent vectors, row-major <c>[Count, D]</c>; every value finite and in range.</summary>
internal sealed record LatentBatch(float[] Values, int Count);

/// <summary>Reads latent vectors. Nothing that is not finite, in range and of the model's length passes.</summary>
internal static class LatentReader
{
    /// <summary>Vectors in one request, at most.</summary>
    public const int MaxVectors = 4096;

    /// <summary>Reads <c>[..]</c> or <c>[[..], ..]</c>.</summary>
    /// <exception cref="ProblemException">What is wrong with it.</exception>
    public static LatentBatch Read(JsonElement z, int dimensions, float magnitude)
    {
        RequireArray(z);
        if (z.GetArrayLength() == 0)
            throw InputProblems.DimensionMismatch(dimensions, 0).AsException();
        if (z[0].ValueKind != JsonValueKind.Array)
            return new(Vector(z, dimensions, magnitude, null), 1);

        var count = z.GetArrayLength();
        if (count > MaxVectors)
            throw Problems.CountOutOfRange("z", 1, MaxVectors, count.ToString(CultureInfo.InvariantCulture)).AsException();
        var values = new float[checked(count * dimensions)];
        var row = 0;
        foreach (var vector in z.EnumerateArray())
        {
            Vector(vector, dimensions, magnitude, row).CopyTo(values, row * dimensions);
            row++;
        }
        return new(values, count);
    }

    /// <summary>Reads one vector <c>[..]</c>.</summary>
    /// <exception cref="ProblemException">What is wrong with it.</exception>
    public static float[] Vector(JsonElement vector, int dimensions, float magnitude, int? row)
    {
        RequireArray(vector);
        var length = vector.GetArrayLength();
        if (length != dimensions)
            throw InputProblems.DimensionMismatch(dimensions, length, row).AsException();

        var values = new float[length];
        var index = 0;
        foreach (var item in vector.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number)
                throw Problems.MalformedJson("Latent values must be numbers.").AsException();
            // GetSingle would make an infinity of 1e39 without a word.
            values[index] = item.TryGetDouble(out var value) ? Check(value, index, row, magnitude) : throw InputProblems.NotFinite(index, row).AsException();
            index++;
        }
        return values;
    }

    /// <summary>Reads one vector from a query: numbers with commas between.</summary>
    /// <exception cref="ProblemException">What is wrong with it.</exception>
    public static float[] Vector(string text, int dimensions, float magnitude)
    {
        var parts = text.Length == 0 ? [] : text.Split(',');
        if (parts.Length != dimensions)
            throw InputProblems.DimensionMismatch(dimensions, parts.Length).AsException();

        var values = new float[dimensions];
        for (var index = 0; index < values.Length; index++)
        {
            if (!double.TryParse(parts[index], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                throw Problems.MalformedQuery($"Value {index} of 'z' is not a number. Give numbers with commas between: z=0.5,-1.").AsException();
            values[index] = Check(value, index, null, magnitude);
        }
        return values;
    }

    private static float Check(double value, int index, int? row, float magnitude)
    {
        var single = (float)value;
        if (!float.IsFinite(single))
            throw InputProblems.NotFinite(index, row).AsException();
        return MathF.Abs(single) <= magnitude ? single : throw InputProblems.OutOfRange(index, row, magnitude).AsException();
    }

    private static void RequireArray(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw Problems.MalformedJson("A latent vector must be an array of numbers.").AsException();
    }
}
