using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Vae.Api.Configuration;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.Inference;
using Vae.Api.Requests;
using Vae.Core.Data;

namespace Vae.Api.Endpoints;

/// <summary>What inference handlers share: the model, the form of the answer, seeds.</summary>
internal sealed class InferenceRequest(InferenceHost host, InferenceService service, ImageAnswer answer, InferenceOptions options)
{
    /// <summary>Header that names the version that answered.</summary>
    public const string VersionHeader = "X-Model-Version";

    /// <summary>Header that names the seed that was used.</summary>
    public const string SeedHeader = "X-Seed";

    /// <summary>What runs the model.</summary>
    public InferenceService Service => service;

    /// <summary>Greatest magnitude of a latent value.</summary>
    public float Magnitude => options.LatentMagnitude;

    /// <summary>The version that <c>?model=</c> names, held until disposed and named in the answer.</summary>
    public async Task<ModelLease> LeaseAsync(HttpContext http, CancellationToken cancellation)
    {
        var origin = $"{http.Request.Scheme}://{http.Request.Host}";
        var lease = await host.LeaseAsync(Query.Model(http.Request), origin, cancellation);
        http.Response.Headers[VersionHeader] = lease.Version.Ref;
        return lease;
    }

    /// <summary>Decodes the latents and answers with the images.</summary>
    public async Task<IResult> DecodeAsync<TBody>(
        HttpContext http, ImageForm form, ModelLease model, LatentBatch latents, Func<string[], TBody> json, CancellationToken cancellation)
    {
        form.RequireFits(latents.Count, model.Version.Input);
        var pixels = await service.DecodeAsync(model, latents, cancellation);
        return await ImagesAsync(http, form, pixels, latents.Count, model.Version.Input, json, cancellation);
    }

    /// <summary>Answers with images in the chosen form.</summary>
    public Task<IResult> ImagesAsync<TBody>(
        HttpContext http, ImageForm form, float[] pixels, int count, ImageShape shape, Func<string[], TBody> json, CancellationToken cancellation) =>
        answer.OfAsync(http.Response, form, pixels, count, shape, json, cancellation);

    /// <summary>The latent that the member names: <c>{"z": …}</c> as given, <c>{"image": …}</c> by its posterior mean. Null where the member is absent.</summary>
    public async Task<float[]?> PointAsync(JsonElement owner, string name, ModelLease model, CancellationToken cancellation)
    {
        if (StrictJson.Member(owner, name) is not { } point)
            return null;
        StrictJson.RequireObject(point, name, "z", "image");
        var (z, image) = (StrictJson.Member(point, "z"), StrictJson.String(point, "image"));
        if ((z is null) == (image is null))
            throw Problems.MalformedJson($"'{name}' must have either 'z' or 'image'.").AsException();
        return z is { } vector
            ? LatentReader.Vector(vector, model.Version.LatentDim, options.LatentMagnitude, null)
            : await MeanAsync(image!, model, cancellation);
    }

    /// <summary>The posterior mean of an image in a data URL.</summary>
    public async Task<float[]> MeanAsync(string image, ModelLease model, CancellationToken cancellation)
    {
        var pixels = await service.ReadImagesAsync(model, [DataUrl.Decode(image)], cancellation);
        return (await service.EncodeAsync(model, pixels, cancellation)).Mu;
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
}
