using System.Globalization;
using Microsoft.OpenApi;
using Vae.Api.Contracts;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.Inference;
using Vae.Api.OpenApi;
using Vae.Api.Requests;
using Vae.Api.Security;
using Vae.Catalog.Keys;

namespace Vae.Api.Endpoints;

/// <summary>Images in: <c>/encode</c> and <c>/reconstruct</c>.</summary>
internal static class EncodeEndpoints
{
    private const string PixelTensor = "Images of the model's size, [C, H, W] or [N, C, H, W] float32 from 0 to 1, up to 64.";
    private const string Mu = "mu";
    private const string Logvar = "logvar";
    private const string Z = "z";

    public static void MapEncode(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapGroup("").RequireScope(KeyScopes.Infer);
        routes.MapPost("/encode", EncodeAsync)
            .Says("encode", "Encode images", "The posterior of each image: its means mu and logarithms of its variances logvar. z is mu, or with sample=true a draw. A model that tells classes or clusters apart adds its finding: label and probabilities.")
            .WithTags("Inference").WithImageBody()
            .TakesModel().TakesLabels()
            .Takes("sample", JsonSchemaType.Boolean, "true: z is drawn from the posterior. Default: false.")
            .Takes("seed", JsonSchemaType.Integer, "Seed of the draw, 0 and up. Default: the server picks one and returns it in X-Seed.")
            .Takes("parameter", JsonSchemaType.String, "What a tensor answer holds: z (default), mu or logvar. JSON has all three.", Z)
            .TakesImages<ImagesRequest>().TakesTensor(PixelTensor)
            .Gives<EncodeResponse>(MediaTypes.Latents);
        routes.MapPost("/reconstruct", ReconstructAsync)
            .Says("reconstruct", "Reconstruct images", "Encodes each image and decodes its posterior mean. The errors are in the JSON form and in the headers X-Mse and X-Bce.")
            .WithTags("Inference").WithImageBody()
            .TakesModel().TakesLabels()
            .TakesImages<ImagesRequest>().TakesTensor(PixelTensor)
            .WithMetadata(new AnswerHeaderDoc("X-Mse", "Squared error of each image, averaged over its pixels."), new AnswerHeaderDoc("X-Bce", "Bernoulli negative log-likelihood of each image, in nats."))
            .GivesImages<ReconstructResponse>();
    }

    /// <summary>Lets the route take bodies with images.</summary>
    public static RouteHandlerBuilder WithImageBody(this RouteHandlerBuilder endpoint) => endpoint.WithBodyLimit(BodyReader.ImageLimit);

    /// <summary>Lets the route take bodies of so many bytes.</summary>
    public static RouteHandlerBuilder WithBodyLimit(this RouteHandlerBuilder endpoint, int bytes) =>
        endpoint.WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(bytes));

    private static async Task<IResult> EncodeAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        var form = AcceptHeader.Choose(http.Request, MediaTypes.Latents);
        var sample = Query.Flag(http.Request, "sample");
        var seed = Numbers.Seed(Query.Text(http.Request, "seed"));
        var parameter = Query.Text(http.Request, "parameter") ?? Z;
        if (parameter is not (Z or Mu or Logvar))
            throw Problems.UnknownValue("parameter", [Z, Mu, Logvar], parameter).AsException();
        using var model = await inference.LeaseAsync(http, cancellation, labelEach: true);
        using var images = await inference.ReadImagesAsync(http, model, cancellation);
        var values = checked(images.Count * model.Version.LatentDim);
        using var mu = new Pooled<float>(values);
        using var logvar = new Pooled<float>(values);
        var given = Labels.Spread(InferenceRequest.LabelsOf(http, model), images.Count);
        var found = await FindAsync(inference, model, images, cancellation);
        var labels = Told(given, model, found);
        await inference.Service.EncodeAsync(model, new(images.Values, images.Count, labels), mu.Memory, logvar.Memory, cancellation);
        var z = sample ? Draw(model, mu, logvar, images.Count, InferenceRequest.UseSeed(http, seed)) : mu.Memory;
        if (form != MediaTypes.Json)
        {
            var chosen = parameter switch { Mu => mu.Memory, Logvar => logvar.Memory, _ => z };
            return await inference.Answer.SendTensorAsync(http.Response, form, chosen, [images.Count, model.Version.LatentDim]);
        }
        using var body = new PooledWriter();
        EncodeJson.Write(body, model.Ref, images.Count, mu.Span, logvar.Span, z.Span, found);
        return await inference.Writer.SendAsync(http.Response, ImageAnswer.JsonType, body.Written);
    }

    private static float[] Draw(ModelLease model, Pooled<float> mu, Pooled<float> logvar, int count, long seed) =>
        model.Snapshot.Space.SamplePosterior(new(count, mu.Length / count, mu.Span.ToArray(), logvar.Span.ToArray()), seed);

    private static async Task<IResult> ReconstructAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        var form = ImageForm.Read(http.Request, MediaTypes.Images);
        using var model = await inference.LeaseAsync(http, cancellation, labelEach: true);
        using var images = await inference.ReadImagesAsync(http, model, cancellation);
        var (count, shape) = (images.Count, model.Version.Input);
        form.RequireFits(count, shape);
        var given = Labels.Spread(InferenceRequest.LabelsOf(http, model), count);
        using var mu = new Pooled<float>(checked(count * model.Version.LatentDim));
        using var logvar = new Pooled<float>(mu.Length);
        using var pixels = new Pooled<float>(images.Values.Length);
        // Both ways with one class: an m2 model is told what it finds itself.
        var labels = Told(given, model, await FindAsync(inference, model, images, cancellation));
        await inference.Service.EncodeAsync(model, new(images.Values, count, labels), mu.Memory, logvar.Memory, cancellation);
        await inference.Service.DecodeAsync(model, new(mu.Memory, count, labels), pixels.Memory, cancellation);

        var errors = ReconstructionErrors.Of(images.Values.Span, pixels.Span, count);
        http.Response.Headers["X-Mse"] = List(errors.Mse);
        http.Response.Headers["X-Bce"] = List(errors.Bce);
        return await inference.ImagesAsync(
            http, form, pixels.Memory, count, shape, urls => new ReconstructResponse(model.Ref, urls, errors.Mse, errors.Bce), cancellation);
    }

    /// <summary>What the model itself finds in the images; null for models that tell no classes apart.</summary>
    private static async Task<Findings?> FindAsync(InferenceRequest inference, ModelLease model, InputRows images, CancellationToken cancellation) =>
        await inference.Service.ClassifyAsync(model, images.Values, images.Count, cancellation) is { } probabilities
            ? new(probabilities, images.Count)
            : null;

    /// <summary>The class of every image: the request's, or what the model finds where it can be told. Empty: none is told.</summary>
    private static int[] Told(int[] given, ModelLease model, Findings? found) =>
        given.Length == 0 && model.Snapshot.Space.Classes > 0 && found is not null ? found.Likeliest() : given;

    private static string List(double[] values) =>
        string.Join(',', values.Select(value => value.ToString("G6", CultureInfo.InvariantCulture)));
}
