using System.Globalization;
using System.Security.Cryptography;
using Vae.Api.Configuration;
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
        HttpContext http, string form, ModelLease model, LatentBatch latents, Func<string[], TBody> json, CancellationToken cancellation)
    {
        var pixels = await service.DecodeAsync(model, latents, cancellation);
        return await ImagesAsync(http, form, pixels, latents.Count, model.Version.Input, json, cancellation);
    }

    /// <summary>Answers with images in the chosen form.</summary>
    public Task<IResult> ImagesAsync<TBody>(
        HttpContext http, string form, float[] pixels, int count, ImageShape shape, Func<string[], TBody> json, CancellationToken cancellation) =>
        answer.OfAsync(http.Response, form, pixels, count, shape, json, cancellation);

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
