using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.Security;
using Vae.Catalog.Keys;

namespace Vae.Api.OpenApi;

/// <summary>Writes into each operation what <see cref="EndpointDocs"/> said of it.</summary>
internal sealed class OperationDocs : IOpenApiOperationTransformer
{
    /// <summary>Name of the problem's schema among the components.</summary>
    public const string ProblemSchema = "Problem";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var parameter in metadata.OfType<ParameterDoc>())
            (operation.Parameters ??= []).Add(Parameter(parameter));
        if (metadata.OfType<BodyDoc>().FirstOrDefault() is { } body)
            operation.RequestBody = await BodyAsync(body, metadata.OfType<TensorBodyDoc>().FirstOrDefault(), context, cancellationToken);
        // A list of alternatives: with the key, or, on a server that asks for none, without.
        if (metadata.OfType<RequiredScope>().FirstOrDefault() is { Scope: var scope })
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(OpenApiServices.Scheme, context.Document)] = [scope.Words()] }, new()];
        DescribeAnswers(operation, metadata.OfType<AnswerHeaderDoc>().ToArray());
        operation.Responses!["default"] = metadata.OfType<FaultDoc>().FirstOrDefault() is { } fault
            ? Fault("An error.", MediaTypes.Json, await context.GetOrCreateSchemaAsync(fault.Type, null, cancellationToken))
            : Fault("A problem.", MediaTypes.Problem, new OpenApiSchemaReference(ProblemSchema, context.Document));
    }

    private static OpenApiParameter Parameter(ParameterDoc doc) => new()
    {
        Name = doc.Name,
        In = doc.In,
        Required = doc.In == ParameterLocation.Path,
        Description = doc.Description,
        Schema = new OpenApiSchema { Type = doc.Type },
        Example = doc.Example?.DeepClone(),
    };

    private static async Task<OpenApiRequestBody> BodyAsync(BodyDoc doc, TensorBodyDoc? tensor, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var content = new Dictionary<string, OpenApiMediaType>();
        if (doc.Images)
        {
            content[MediaTypes.Multipart] = new() { Schema = Form() };
            foreach (var type in InputProblems.ImageTypes)
                content[type] = new() { Schema = Binary() };
        }
        content[MediaTypes.Json] = new()
        {
            Schema = await context.GetOrCreateSchemaAsync(doc.Type, null, cancellation),
            Example = doc.Example.DeepClone(),
        };
        foreach (var type in tensor is null ? [] : Requests.TensorReader.Types)
            content[type] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = tensor!.Description } };
        return new() { Required = true, Content = content };
    }

    private static void DescribeAnswers(OpenApiOperation operation, AnswerHeaderDoc[] headers)
    {
        foreach (var answer in (operation.Responses ??= []).Values.OfType<OpenApiResponse>())
        {
            foreach (var form in answer.Content?.Where(form => !IsText(form.Key)) ?? [])
                form.Value.Schema = Binary();
            foreach (var header in headers)
                (answer.Headers ??= new Dictionary<string, IOpenApiHeader>())[header.Name] =
                    new OpenApiHeader { Description = header.Description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }
    }

    private static OpenApiResponse Fault(string description, string form, IOpenApiSchema schema) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { [form] = new() { Schema = schema } },
    };

    private static bool IsText(string mediaType) => mediaType is MediaTypes.Json or MediaTypes.EventStream or MediaTypes.Csv;

    /// <summary>Swagger UI offers a file chooser for <c>format: binary</c>, though OpenAPI 3.1 would also take an empty schema.</summary>
    private static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };

    private static OpenApiSchema Form() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "image" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["image"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = Binary(),
                MinItems = 1,
                MaxItems = Requests.ImageUpload.MaxImages,
                Description = "PNG, JPEG or WebP images, one a part.",
            },
        },
    };
}
