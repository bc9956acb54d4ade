using Vae.Api.Errors;
using Vae.Api.Formats;

namespace Vae.Api.Requests;

/// <summary>Reads a body of latent vectors in any of the forms that they come in: <c>{"z": …}</c> or a tensor.</summary>
internal static class LatentBody
{
    /// <summary>Types of body that hold latents.</summary>
    public static IReadOnlyList<string> Types { get; } = [MediaTypes.Json, .. TensorReader.Types];

    /// <summary>The vectors.</summary>
    /// <exception cref="ProblemException">What is wrong with the body.</exception>
    public static async Task<LatentBatch> ReadAsync(HttpRequest request, int dimensions, float magnitude, CancellationToken cancellation)
    {
        BodyReader.RefuseCompression(request);
        if (TensorReader.Takes(request))
            return await TensorReader.LatentsAsync(request, dimensions, magnitude, cancellation);
        if (!StrictJson.IsJson(request))
            throw Problems.UnsupportedMediaType(Types).AsException();
        using var body = await StrictJson.ReadAsync(request, BodyReader.JsonLimit, cancellation);
        StrictJson.RequireObject(body.RootElement, "body", "z");
        var z = StrictJson.Member(body.RootElement, "z") ?? throw Problems.MalformedJson("'z' is missing.").AsException();
        return LatentReader.Read(z, dimensions, magnitude);
    }
}
