using Vae.Api.Errors;
using Vae.Catalog.Models;

namespace Vae.Api.Requests;

/// <summary>Reads query parameters.</summary>
internal static class Query
{
    /// <summary>The parameter's text; null where it is absent.</summary>
    /// <exception cref="ProblemException"><c>malformed-query</c>: it is given more than once.</exception>
    public static string? Text(HttpRequest request, string name)
    {
        var values = request.Query[name];
        return values.Count <= 1
            ? values.Count == 0 ? null : values[0]
            : throw Problems.MalformedQuery($"'{name}' is given {values.Count} times; give it once.").AsException();
    }

    /// <summary>The parameter as yes or no; false where it is absent.</summary>
    /// <exception cref="ProblemException"><c>malformed-query</c>: it is neither <c>true</c> nor <c>false</c>.</exception>
    public static bool Flag(HttpRequest request, string name) => Text(request, name) switch
    {
        null or "false" => false,
        "true" => true,
        var other => throw Problems.UnknownValue(name, ["true", "false"], other).AsException(),
    };

    /// <summary>The model that <c>?model=</c> names, by default the newest.</summary>
    /// <exception cref="ProblemException"><c>model-not-found</c>: it cannot name a model.</exception>
    public static ModelRef Model(HttpRequest request) =>
        Text(request, "model") is { } text ? Model(text) : ModelRef.Latest;

    /// <summary>The model that the text names.</summary>
    /// <exception cref="ProblemException"><c>model-not-found</c>: it cannot name a model.</exception>
    public static ModelRef Model(string text) =>
        ModelRef.TryParse(text, out var reference) ? reference : throw Problems.ModelNotFound().AsException();
}
