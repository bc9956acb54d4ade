using System.Text.Json;
using Vae.Api.Errors;
using Vae.Api.Formats;

namespace Vae.Api.Endpoints.OpenInference;

/// <summary>Faults under <c>/v2</c>, where the protocol and not RFC 9457 gives the answer's shape: <c>{"error": "…"}</c>.</summary>
internal static class OpenInferenceProblems
{
    /// <summary>Where the protocol's routes lie.</summary>
    public const string Prefix = "/v2";

    /// <summary>400: the request cannot be read, or its tensors do not fit the model.</summary>
    public static Problem Invalid(string detail) => new(400, "inference-request-invalid", "The inference request cannot be served", detail);

    /// <summary>404: the address names no model.</summary>
    public static Problem UnknownModel() => new(404, "model-not-found", "No such model",
        "No published model answers to this name. Names are '{name}.encoder' and '{name}.decoder', with 'latest' or '{name}:{alias}' for '{name}' too; a version is a number after '/versions/'. GET /models lists the versions.");

    /// <summary>Whether the request is one of the protocol's, so that its faults take the protocol's shape.</summary>
    public static bool Covers(HttpContext http) => http.Request.Path.StartsWithSegments(Prefix);

    /// <summary>The protocol knows one status for a request that cannot be served; the others say more to what stands between client and server.</summary>
    public static int StatusOf(Problem problem) => problem.Status == StatusCodes.Status422UnprocessableEntity ? StatusCodes.Status400BadRequest : problem.Status;

    /// <summary>The body.</summary>
    public static byte[] BodyOf(Problem problem) => JsonSerializer.SerializeToUtf8Bytes(new OpenInferenceError(problem.Detail), ApiJson.Options);
}
