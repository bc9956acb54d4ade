using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Vae.Api.Formats;
using Vae.Api.Requests;

namespace Vae.Api.OpenApi;

/// <summary>A query parameter, or a header, as the document shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its JSON type.</param>
/// <param name="Description">Meaning, legal range and default.</param>
/// <param name="Example">A value to try.</param>
/// <param name="In">Where it goes.</param>
internal sealed record ParameterDoc(string Name, JsonSchemaType Type, string Description, JsonNode? Example, ParameterLocation In);

/// <summary>A body as the document shows it.</summary>
/// <param name="Type">The contract of its JSON form.</param>
/// <param name="Example">A JSON body to try.</param>
/// <param name="Images">Whether it may also be an image, or a form with images.</param>
internal sealed record BodyDoc(Type Type, JsonNode Example, bool Images);

/// <summary>A body that may also be a tensor, as the document shows it.</summary>
/// <param name="Description">What the tensor holds.</param>
internal sealed record TensorBodyDoc(string Description);

/// <summary>A header of the answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">Its meaning.</param>
internal sealed record AnswerHeaderDoc(string Name, string Description);

/// <summary>The shape of the route's errors, where it is not a problem.</summary>
/// <param name="Type">The contract of its JSON form.</param>
internal sealed record FaultDoc(Type Type);

/// <summary>Says what the document shows of an endpoint.</summary>
internal static class EndpointDocs
{
    private const string Untold = "Default: none is told; an m2 model then encodes with the class that it finds likeliest and decodes with all alike.";

    /// <summary>A line for the list and a paragraph for the reader.</summary>
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder endpoint, string name, string summary, string description) =>
        endpoint.WithName(name).WithSummary(summary).WithDescription(description);

    /// <summary>Adds a query parameter.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, string name, JsonSchemaType type, string description, JsonNode? example = null) =>
        endpoint.WithMetadata(new ParameterDoc(name, type, description, example, ParameterLocation.Query));

    /// <summary>Adds <c>?model=</c> and the header that names the version that answered.</summary>
    public static RouteHandlerBuilder TakesModel(this RouteHandlerBuilder endpoint) =>
        endpoint.Takes("model", JsonSchemaType.String, "The model that answers: 'latest' (default), 'name', 'name@version' or 'name:alias'.", "latest")
            .WithMetadata(new AnswerHeaderDoc("X-Model-Version", "The version that answered, name@version."));

    /// <summary>Adds <c>?label=</c>, where the model is told one class of all images.</summary>
    public static RouteHandlerBuilder TakesLabel(this RouteHandlerBuilder endpoint) => endpoint.Takes(
        Labels.Name, JsonSchemaType.Integer, $"The images' class, from 0, for models that were trained with labels. {Untold}");

    /// <summary>Adds <c>?label=</c>, where the model is told a class of each image.</summary>
    public static RouteHandlerBuilder TakesLabels(this RouteHandlerBuilder endpoint) => endpoint.Takes(
        Labels.Name, JsonSchemaType.String, $"The images' class, from 0, for models that were trained with labels; or one for each image, with commas between. {Untold}", "7");

    /// <summary>Adds a JSON body.</summary>
    public static RouteHandlerBuilder TakesJson<T>(this RouteHandlerBuilder endpoint, string example) =>
        endpoint.WithMetadata(new BodyDoc(typeof(T), JsonNode.Parse(example)!, false));

    /// <summary>Adds a body of images in any of the forms that they come in.</summary>
    public static RouteHandlerBuilder TakesImages<T>(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new BodyDoc(typeof(T), new JsonObject { ["images"] = new JsonArray("data:image/png;base64,iVBORw0KGgo…") }, true));

    /// <summary>Adds tensors to the body's forms, after <see cref="TakesJson"/> or <see cref="TakesImages"/>.</summary>
    public static RouteHandlerBuilder TakesTensor(this RouteHandlerBuilder endpoint, string description) =>
        endpoint.WithMetadata(
            new TensorBodyDoc(description),
            new ParameterDoc(TensorReader.ShapeHeader, JsonSchemaType.String, "For application/octet-stream: sizes of the dimensions with commas between.", null, ParameterLocation.Header));

    /// <summary>Adds the options of one picture.</summary>
    public static RouteHandlerBuilder TakesScale(this RouteHandlerBuilder endpoint) => endpoint
        .Takes("scale", JsonSchemaType.Integer, $"How often each pixel is repeated along both axes, 1 (default) to {ImageForm.MaxScale}. Tensors are never scaled.", 1)
        .Takes("quality", JsonSchemaType.Integer, "1 to 100 for JPEG (default 90) and WebP (default: lossless). Other forms ignore it.");

    /// <summary>Adds the forms of an answer that is images, and their options.</summary>
    public static RouteHandlerBuilder GivesImages<T>(this RouteHandlerBuilder endpoint, bool columns = true)
    {
        endpoint.Takes("layout", JsonSchemaType.String,
            "grid: all images in one picture (default for PNG, WebP, JPEG). list: each by itself, as a data URL, a row of a tensor or a frame of a GIF (default for those forms).", "grid");
        if (columns)
            endpoint.Takes("columns", JsonSchemaType.Integer, $"Images in a row of a grid, 1 to {ImageForm.MaxColumns}. Default: as square as it can be.");
        return endpoint.TakesScale()
            .Takes("delayMs", JsonSchemaType.Integer, $"How long a GIF shows each frame, {ImageForm.LeastDelay} to {ImageForm.MostDelay} ms. Default: {ImageForm.DefaultDelay}.")
            .Gives<T>(MediaTypes.Images);
    }

    /// <summary>Adds the forms of a good answer.</summary>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder endpoint, IReadOnlyList<string> forms, int status = StatusCodes.Status200OK) =>
        endpoint.Produces<T>(status, forms[0], [.. forms.Skip(1)]);
}
