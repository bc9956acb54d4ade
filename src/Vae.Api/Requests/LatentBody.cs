using Vae.Api.Errors;
using Vae.Api.Formats;

namespace Vae.Api.Requests;

/// <summary>Reads a body of latent vectors in any of the forms that they come in: <c>{"z": …}</c> or a tensor.</summary>
internal static class LatentBody
{
    /// <summary>Types of body that hold latents.</summary>
    public static IReadOnlyList<string> Types { get; } = [MediaTypes.Json, .. TensorReader.Types];

    /// <summary>The vectors, which the caller disposes.</summary>
    /// <exception cref="ProblemException">What is wrong with the body.</exception>
    public static async Task<InputRows> ReadAsync(HttpRequest request, int dimensions, float magnitude, CancellationToken cancellation)
    {
        BodyReader.RefuseCompression(request);
        if (!StrictJson.IsJson(request))
        {
            if (!TensorReader.Takes(request))
                throw Problems.UnsupportedMediaType(Types).AsException();
            return await TensorReader.LatentsAsync(request, dimensions, magnitude, cancellation);
        }
        using var body = await BodyReader.ReadPooledAsync(request, BodyReader.LatentLimit, cancellation);
        var values = LatentBodyReader.Read(body.Memory, dimensions, magnitude, out var count);
        return InputRows.Of(values, count);
    }
}
