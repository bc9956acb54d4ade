using System.Globalization;
using Vae.Api.Errors;

namespace Vae.Api.Requests;

/// <summary>Reads <c>?label=</c>: one class for all images, or one for each, with commas between.</summary>
internal static class Labels
{
    /// <summary>Name of the query parameter.</summary>
    public const string Name = "label";

    /// <summary>The classes that the request names; empty where it names none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="classes">Classes that the model can be told; 0 for a model that is told none.</param>
    /// <exception cref="ProblemException"><c>label-out-of-range</c> or <c>label-not-taken</c>.</exception>
    public static int[] Read(HttpRequest request, int classes) =>
        Query.Text(request, Name) is { } text ? Parse(text, classes) : [];

    /// <summary>The classes that the text names.</summary>
    /// <exception cref="ProblemException"><c>label-out-of-range</c> or <c>label-not-taken</c>.</exception>
    public static int[] Parse(string text, int classes)
    {
        if (classes == 0)
            throw Problems.LabelNotTaken(text).AsException();
        return Array.ConvertAll(text.Split(','), one =>
            int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var label) && label < classes
                ? label
                : throw Problems.LabelOutOfRange(classes, one).AsException());
    }

    /// <summary>The class of each image; empty where none is told.</summary>
    /// <param name="labels">The classes that the request names.</param>
    /// <param name="count">Images.</param>
    /// <exception cref="ProblemException"><c>label-count-mismatch</c>.</exception>
    public static int[] Spread(int[] labels, int count)
    {
        if (labels.Length == 0 || labels.Length == count)
            return labels;
        if (labels.Length > 1)
            throw Problems.LabelCountMismatch(count, labels.Length).AsException();
        var all = new int[count];
        Array.Fill(all, labels[0]);
        return all;
    }

    /// <summary>The class of all images; null where none is told.</summary>
    /// <exception cref="ProblemException"><c>label-count-mismatch</c>.</exception>
    public static int? Single(int[] labels) => labels switch
    {
        [] => null,
        [var one] => one,
        _ => throw Problems.LabelCountMismatch(1, labels.Length).AsException(),
    };
}
