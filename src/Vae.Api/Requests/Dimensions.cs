using System.Globalization;
using System.Text.Json;
using Vae.Api.Errors;

namespace Vae.Api.Requests;

/// <summary>Reads numbers of latent dimensions: different ones, each from 0 to D − 1, or the word <c>all</c>.</summary>
internal static class Dimensions
{
    private const string Name = "dimensions";
    private const string All = "all";

    /// <summary>From JSON, an array or <c>"all"</c>; null where the member is absent.</summary>
    /// <exception cref="ProblemException">What is wrong with it.</exception>
    public static int[]? Read(JsonElement owner, string name, int latentDim)
    {
        if (StrictJson.Member(owner, name) is not { } member)
            return null;
        if (member.ValueKind == JsonValueKind.String)
            return StrictJson.StringOf(member, name) is var word && word == All ? Every(latentDim) : throw Problems.UnknownValue(name, [All], word).AsException();
        if (member.ValueKind != JsonValueKind.Array)
            throw Problems.MalformedJson($"'{name}' must be an array of numbers, or \"{All}\".").AsException();

        var found = new List<int>();
        foreach (var item in member.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number)
                throw Problems.MalformedJson($"'{name}' must be an array of numbers, or \"{All}\".").AsException();
            found.Add(Numbers.TryWhole(item, out var value) && value >= 0 && value < latentDim ? (int)value : throw OutOfRange(found.Count, latentDim, item.GetRawText()));
            RequireNew(found, latentDim);
        }
        return NotEmpty(found, latentDim);
    }

    /// <summary>From a query, numbers with commas between or <c>all</c>; null where it is absent.</summary>
    /// <exception cref="ProblemException">What is wrong with it.</exception>
    public static int[]? Read(string? text, int latentDim)
    {
        if (text is null)
            return null;
        if (text == All)
            return Every(latentDim);
        var found = new List<int>();
        foreach (var part in text.Split(','))
        {
            found.Add(int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < latentDim ? value : throw OutOfRange(found.Count, latentDim, part));
            RequireNew(found, latentDim);
        }
        return NotEmpty(found, latentDim);
    }

    /// <summary>Two of them; the first two where none are given.</summary>
    /// <exception cref="ProblemException"><c>count-out-of-range</c>: there are not two, or the model has only one.</exception>
    public static int[] RequirePair(int[]? given, int latentDim)
    {
        if (latentDim < 2)
            throw Problems.CountOutOfRange("latentDim", 2, int.MaxValue, "1").AsException();
        return given is null ? [0, 1]
            : given.Length == 2 ? given
            : throw Problems.CountOutOfRange(Name, 2, 2, given.Length.ToString(CultureInfo.InvariantCulture)).AsException();
    }

    private static int[] Every(int latentDim) => [.. Enumerable.Range(0, latentDim)];

    private static int[] NotEmpty(List<int> found, int latentDim) =>
        found.Count > 0 ? [.. found] : throw Problems.CountOutOfRange(Name, 1, latentDim, "0").AsException();

    private static void RequireNew(List<int> found, int latentDim)
    {
        var last = found[^1];
        if (found.IndexOf(last) != found.Count - 1)
            throw Problems.UnknownValue(Name, [string.Create(CultureInfo.InvariantCulture, $"different numbers from 0 to {latentDim - 1}")], string.Create(CultureInfo.InvariantCulture, $"{last} twice")).AsException();
    }

    private static ProblemException OutOfRange(int index, int latentDim, string actual) =>
        Problems.ValueOutOfRange(string.Create(CultureInfo.InvariantCulture, $"{Name}[{index}]"), 0, latentDim - 1, actual).AsException();
}
