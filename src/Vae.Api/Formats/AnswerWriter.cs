using Vae.Api.Caching;
using Vae.Api.Requests;

namespace Vae.Api.Formats;

/// <summary>Sends answers that are finished, and keeps those that may be asked for again.</summary>
internal sealed class AnswerWriter(OutputCache cache)
{
    /// <summary>What a handler returns when its answer is sent.</summary>
    public static IResult Sent { get; } = Results.Empty;

    /// <summary>Sends bytes.</summary>
    /// <param name="response">Where to; its other headers are set.</param>
    /// <param name="type">Media type.</param>
    /// <param name="body">The bytes. They may be reused as soon as the task has ended.</param>
    /// <param name="tag">What the answer is made of, where it may be asked for again.</param>
    public async Task<IResult> SendAsync(HttpResponse response, string type, ReadOnlyMemory<byte> body, EntityTag? tag = null)
    {
        if (tag is { } name && cache.IsWorthKeeping(body.Length))
            cache.Add(name, new(type, response.Headers[TensorReader.ShapeHeader], body.ToArray()));
        response.ContentType = type;
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, response.HttpContext.RequestAborted);
        return Sent;
    }

    /// <summary>Sends an answer that was kept; null when there is none.</summary>
    public Task<IResult>? TrySend(HttpResponse response, EntityTag tag)
    {
        if (cache.Find(tag) is not { } kept)
            return null;
        if (kept.Shape is not null)
            response.Headers[TensorReader.ShapeHeader] = kept.Shape;
        return SendAsync(response, kept.Type, kept.Body);
    }
}
