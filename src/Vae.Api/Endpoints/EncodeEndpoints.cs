using System.Globalization;
using Microsoft.OpenApi;
using Vae.Api.Contracts;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.Inference;
using Vae.Api.OpenApi;
using Vae.Api.Requests;
using Vae.Core.Latents;

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
        routes.MapPost("/encode", EncodeAsync)
            .Says("encode", "Encode images", "The posterior of each image: its means mu and logarithms of its variances logvar. z is mu, or with sample=true a draw.")
            .WithTags("Inference").WithImageBody()
            .TakesModel()
            .Takes("sample", JsonSchemaType.Boolean, "true: z is drawn from the posterior. Default: false.")
            .Takes("seed", JsonSchemaType.Integer, "Seed of the draw, 0 and up. Default: the server picks one and returns it in X-Seed.")
            .Takes("parameter", JsonSchemaType.String, "What a tensor answer holds: z (default), mu or logvar. JSON has all three.", Z)
            .TakesImages<ImagesRequest>().TakesTensor(PixelTensor)
            .Gives<EncodeResponse>(MediaTypes.Latents);
        routes.MapPost("/reconstruct", ReconstructAsync)
            .Says("reconstruct", "Reconstruct images", "Encodes each image and decodes its posterior mean. The errors are in the JSON form and in the headers X-Mse and X-Bce.")
            .WithTags("Inference").WithImageBody()
            .TakesModel()
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
        using var model = await inference.LeaseAsync(http, cancellation);
        var images = await ReadImagesAsync(http, inference, model, cancellation);
        var posteriors = await inference.Service.EncodeAsync(model, images, cancellation);
        var z = sample ? LatentOperations.SamplePosterior(posteriors, InferenceRequest.UseSeed(http, seed)) : posteriors.Mu;
        if (form != MediaTypes.Json)
        {
            var values = parameter switch { Mu => posteriors.Mu, Logvar => posteriors.Logvar, _ => z };
            return TensorResult.Of(http.Response, form, values, posteriors.Count, posteriors.LatentDim);
        }

        var mu = InferenceRequest.Rows(posteriors.Mu, posteriors.Count);
        var logvar = InferenceRequest.Rows(posteriors.Logvar, posteriors.Count);
        var items = InferenceRequest.Rows(z, posteriors.Count).Select((row, i) => new EncodedItem(mu[i], logvar[i], row));
        return Results.Json(new EncodeResponse(model.Version.Ref, posteriors.LatentDim, [.. items]), ApiJson.Options);
    }

    private static async Task<IResult> ReconstructAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        var form = ImageForm.Read(http.Request, MediaTypes.Images);
        using var model = await inference.LeaseAsync(http, cancellation);
        var images = await ReadImagesAsync(http, inference, model, cancellation);
        form.RequireFits(images.Count, model.Version.Input);
        var posteriors = await inference.Service.EncodeAsync(model, images, cancellation);
        var pixels = await inference.Service.DecodeAsync(model, new(posteriors.Mu, posteriors.Count), cancellation);

        var errors = ReconstructionErrors.Of(images.Pixels, pixels, images.Count);
        http.Response.Headers["X-Mse"] = List(errors.Mse);
        http.Response.Headers["X-Bce"] = List(errors.Bce);
        return await inference.ImagesAsync(
            http, form, pixels, images.Count, model.Version.Input,
            urls => new ReconstructResponse(model.Version.Ref, urls, errors.Mse, errors.Bce), cancellation);
    }

    private static async Task<ImageBatch> ReadImagesAsync(HttpContext http, InferenceRequest inference, ModelLease model, CancellationToken cancellation)
    {
        if (TensorReader.Takes(http.Request))
            return await TensorReader.ImagesAsync(http.Request, model.Version.Input, cancellation);
        var encoded = await ImageUpload.ReadAsync(http.Request, cancellation);
        return await inference.Service.ReadImagesAsync(model, encoded, cancellation);
    }

    private static string List(double[] values) =>
        string.Join(',', values.Select(value => value.ToString("G6", CultureInfo.InvariantCulture)));
}
