using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Vae.Api.Caching;
using Vae.Api.Configuration;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.Inference;
using Vae.Api.Inference.Passes;
using Vae.Api.Requests;
using Vae.Catalog.Models;
using Vae.Core.Data;

namespace Vae.Api.Endpoints;

/// <summary>What inference handlers share: the model, the form of the answer, seeds.</summary>
internal sealed class InferenceRequest(
    InferenceHost host, InferenceService service, ImageAnswer answer, AnswerWriter writer, InferenceMetrics metrics, InferenceOptions options)
{
    /// <summary>Header that names the version that answered.</summary>
    public const string VersionHeader = "X-Model-Version";

    /// <summary>Header that names the seed that was used.</summary>
    public const string SeedHeader = "X-Seed";

    private static readonly Task<IResult> Unmodified = Task.FromResult(AnswerWriter.Sent);

    /// <summary>What runs the model.</summary>
    public InferenceService Service => service;

    /// <summary>Greatest magnitude of a latent value.</summary>
    public float Magnitude => options.LatentMagnitude;

    /// <summary>What sends answers.</summary>
    public AnswerWriter Writer => writer;

    /// <summary>What sends images and tensors.</summary>
    public ImageAnswer Answer => answer;

    /// <summary>The version that <c>?model=</c> names, held until disposed and named in the answer; it can be told what <c>?label=</c> says.</summary>
    /// <param name="http">The request.</param>
    /// <param name="cancellation">Says that the caller has gone.</param>
    /// <param name="labelEach">Whether each image may have a class of its own.</param>
    /// <exception cref="ProblemException">There is no such version, or it cannot be told what the request says.</exception>
    public async ValueTask<ModelLease> LeaseAsync(HttpContext http, CancellationToken cancellation, bool labelEach = false)
    {
        var lease = await LeaseAsync(http, Query.Model(http.Request), cancellation);
        try
        {
            // Before the body is read: a wrong label costs nothing.
            if (labelEach)
                LabelsOf(http, lease);
            else
                LabelOf(http, lease);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <summary>The classes that <c>?label=</c> tells the model, one or one an image; empty where it tells none.</summary>
    /// <exception cref="ProblemException"><c>label-out-of-range</c> or <c>label-not-taken</c>.</exception>
    public static int[] LabelsOf(HttpContext http, ModelLease model) => Labels.Read(http.Request, model.Snapshot.Space.Classes);

    /// <summary>The version that the reference names, held until disposed and named in the answer.</summary>
    public async ValueTask<ModelLease> LeaseAsync(HttpContext http, ModelRef reference, CancellationToken cancellation)
    {
        if (!host.TryLease(reference, out var lease))
            lease = await host.LeaseAsync(reference, $"{http.Request.Scheme}://{http.Request.Host}", cancellation);
        http.Response.Headers[VersionHeader] = lease.Ref;
        return lease;
    }

    /// <summary>Decodes the latents and answers with the images.</summary>
    public Task<IResult> DecodeAsync<TBody>(
        HttpContext http, ImageForm form, ModelLease model, LatentBatch latents, Func<string[], TBody> json, CancellationToken cancellation) =>
        DecodeAsync(http, form, model, new InputRows(latents.Values, latents.Count, null), json, null, cancellation);

    /// <summary>Decodes the latents and answers with the images.</summary>
    /// <param name="http">The request.</param>
    /// <param name="form">The answer's form.</param>
    /// <param name="model">The model.</param>
    /// <param name="latents">The latents; they stay the caller's.</param>
    /// <param name="json">Makes the JSON body of the images' data URLs.</param>
    /// <param name="tag">What the answer is made of, where it may be asked for again.</param>
    /// <param name="cancellation">Says that the caller has gone.</param>
    public async Task<IResult> DecodeAsync<TBody>(
        HttpContext http, ImageForm form, ModelLease model, InputRows latents, Func<string[], TBody> json, EntityTag? tag, CancellationToken cancellation)
    {
        var shape = model.Version.Input;
        form.RequireFits(latents.Count, shape);
        var labels = Labels.Spread(LabelsOf(http, model), latents.Count);
        using var pixels = new Pooled<float>(checked(latents.Count * shape.Pixels));
        await service.DecodeAsync(model, new(latents.Values, latents.Count, labels), pixels.Memory, cancellation);
        var started = Stopwatch.GetTimestamp();
        var sent = await answer.OfAsync(http.Response, form, pixels.Memory, latents.Count, shape, json, tag, cancellation);
        metrics.Staged(PassKind.Decode, InferenceMetrics.Write, Stopwatch.GetElapsedTime(started));
        return sent;
    }

    /// <summary>Answers with images in the chosen form.</summary>
    public Task<IResult> ImagesAsync<TBody>(
        HttpContext http, ImageForm form, ReadOnlyMemory<float> pixels, int count, ImageShape shape, Func<string[], TBody> json, CancellationToken cancellation) =>
        answer.OfAsync(http.Response, form, pixels, count, shape, json, null, cancellation);

    /// <summary>Marks an answer as one that the caller may keep, and gives its name.</summary>
    /// <param name="http">The request.</param>
    /// <param name="model">The model.</param>
    /// <param name="form">Route and form, in one spelling.</param>
    /// <param name="input">The inputs' values.</param>
    public static EntityTag MarkCacheable(HttpContext http, ModelLease model, string form, ReadOnlySpan<byte> input)
    {
        if (LabelsOf(http, model) is { Length: > 0 } labels)
            form = $"{form} label {string.Join(',', labels)}";
        var tag = EntityTag.Of(model.Version.Sha256, form, input);
        var headers = http.Response.Headers;
        headers.ETag = tag.Header;
        headers.Vary = "Accept";
        // What name@version answers never changes; what a name or an alias means does.
        headers.CacheControl = Query.Model(http.Request).Version is null ? "private, no-cache" : "private, max-age=31536000, immutable";
        return tag;
    }

    /// <summary>Answers before any work where the caller has the answer, or the server still has it. Null where it must be made.</summary>
    public Task<IResult>? TryAnswer(HttpContext http, EntityTag tag)
    {
        if (!EntityTag.IsNamed(http.Request.Headers.IfNoneMatch, tag.Header))
            return writer.TrySend(http.Response, tag);
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return Unmodified;
    }

    /// <summary>The latents of a request's body, which the caller disposes.</summary>
    public async Task<InputRows> ReadLatentsAsync(HttpContext http, ModelLease model, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var latents = await LatentBody.ReadAsync(http.Request, model.Version.LatentDim, options.LatentMagnitude, cancellation);
        metrics.Staged(PassKind.Decode, InferenceMetrics.Read, Stopwatch.GetElapsedTime(started));
        return latents;
    }

    /// <summary>The images of a request's body as the model sees them, which the caller disposes.</summary>
    public async Task<InputRows> ReadImagesAsync(HttpContext http, ModelLease model, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var images = await ReadImagesAsync(http.Request, model, cancellation);
        metrics.Staged(PassKind.Encode, InferenceMetrics.Read, Stopwatch.GetElapsedTime(started));
        return images;
    }

    /// <summary>The latent that the member names: <c>{"z": …}</c> as given, <c>{"image": …}</c> by its posterior mean. Null where the member is absent.</summary>
    public async Task<float[]?> PointAsync(HttpContext http, JsonElement owner, string name, ModelLease model, CancellationToken cancellation)
    {
        if (StrictJson.Member(owner, name) is not { } point)
            return null;
        StrictJson.RequireObject(point, name, "z", "image");
        var (z, image) = (StrictJson.Member(point, "z"), StrictJson.String(point, "image", $"{name}.image"));
        if ((z is null) == (image is null))
            throw Problems.MalformedJson($"'{name}' must have either 'z' or 'image'.").AsException();
        return z is { } vector
            ? LatentReader.Vector(vector, model.Version.LatentDim, options.LatentMagnitude, null)
            : await MeanAsync(image!, model, LabelOf(http, model), cancellation);
    }

    /// <summary>The posterior mean of an image in a data URL, of the class that is told where one is.</summary>
    public async Task<float[]> MeanAsync(string image, ModelLease model, int? label, CancellationToken cancellation)
    {
        var pixels = await service.ReadImagesAsync(model, [DataUrl.Decode(image)], cancellation);
        return (await service.EncodeAsync(model, pixels, label, cancellation)).Mu;
    }

    /// <summary>The caller's seed, or one below 2^53, which every JSON reader holds exactly; named in the answer.</summary>
    public static long UseSeed(HttpContext http, long? given)
    {
        var seed = given ?? (long)(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) >> 11);
        http.Response.Headers[SeedHeader] = seed.ToString(CultureInfo.InvariantCulture);
        return seed;
    }

    /// <summary>Cuts <c>[N, D]</c> into N rows.</summary>
    public static float[][] Rows(float[] values, int count)
    {
        var length = values.Length / count;
        var rows = new float[count][];
        for (var i = 0; i < count; i++)
            rows[i] = values[(i * length)..((i + 1) * length)];
        return rows;
    }

    /// <summary>The class of all images; null where none is told.</summary>
    private static int? LabelOf(HttpContext http, ModelLease model) => Labels.Single(LabelsOf(http, model));

    private async ValueTask<InputRows> ReadImagesAsync(HttpRequest request, ModelLease model, CancellationToken cancellation)
    {
        var shape = model.Version.Input;
        // The body is the image: the plainest way, and the quickest.
        if (ImageUpload.PlainTypeOf(request) is { } type)
        {
            using var body = await BodyReader.ReadPooledAsync(request, BodyReader.ImageLimit, cancellation);
            return await DecodeAsync([new(type, body.Memory)], model, cancellation);
        }
        if (TensorReader.Takes(request))
            return await TensorReader.ImagesAsync(request, shape, cancellation);
        return await DecodeAsync(await ImageUpload.ReadAsync(request, cancellation), model, cancellation);
    }

    private async ValueTask<InputRows> DecodeAsync(IReadOnlyList<EncodedImage> images, ModelLease model, CancellationToken cancellation)
    {
        var pixels = new Pooled<float>(checked(images.Count * model.Version.Input.Pixels));
        try
        {
            await service.ReadImagesAsync(model, images, pixels.Memory, cancellation);
            return InputRows.Of(pixels, images.Count);
        }
        catch
        {
            pixels.Dispose();
            throw;
        }
    }
}
