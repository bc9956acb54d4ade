using System.Globalization;
using Vae.Api.Errors;

namespace Vae.Api.Requests;

/// <summary>Reads <c>?label=</c>.</summary>
internal static class Labels
{
    /// <summary>Name of the query parameter.</summary>
    public const string Name = "label";

    /// <summary>The class that the request names; null where it names none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="classes">Classes that the model can be told; 0 for a model that is told none.</param>
    /// <exception cref="ProblemException"><c>label-out-of-range</c> or <c>label-not-taken</c>.</exception>
    public static int? Read(HttpRequest request, int classes)
    {
        if (Query.Text(request, Name) is not { } text)
            return null;
        if (classes == 0)
            throw Problems.LabelNotTaken(text).AsException();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var label) && label < classes
            ? label
            : throw Problems.LabelOutOfRange(classes, text).AsException();
    }
}
