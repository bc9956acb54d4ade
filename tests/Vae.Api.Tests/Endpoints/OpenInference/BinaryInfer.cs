using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Vae.Api.Tests.Support;

namespace Vae.Api.Tests.Endpoints.OpenInference;

/// <summary>Speaks the binary tensor extension as its clients do.</summary>
internal static class BinaryInfer
{
    private const string LengthHeader = "Inference-Header-Content-Length";

    public static Task<Answer> SendAsync(ApiServer server, string path, string json, float[] tensor, string? type) =>
        SendAsync(server, path, json, MemoryMarshal.AsBytes(tensor.AsSpan()).ToArray(), type, Encoding.UTF8.GetByteCount(json).ToString(CultureInfo.InvariantCulture));

    public static async Task<Answer> SendAsync(ApiServer server, string path, string json, byte[] tensor, string? type, string? headerLength)
    {
        var body = new ByteArrayContent([.. Encoding.UTF8.GetBytes(json), .. tensor]);
        if (type is not null)
            body.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        if (headerLength is not null)
            request.Headers.TryAddWithoutValidation(LengthHeader, headerLength);
        using var response = await server.Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>The JSON, and the bytes behind it.</summary>
    public static (JsonElement Head, byte[] Bytes) Split(Answer answer)
    {
        var length = int.Parse(answer.Headers[LengthHeader], CultureInfo.InvariantCulture);
        answer.Headers["Content-Length"].ShouldBe(answer.Body.Length.ToString(CultureInfo.InvariantCulture));
        return (JsonElement.Parse(answer.Body.AsSpan(0, length)), answer.Body[length..]);
    }

    public static float[] Floats(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();
}
