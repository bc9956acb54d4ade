using Microsoft.OpenApi;
using Vae.Api.Security;

namespace Vae.Api.OpenApi;

/// <summary>The document at <c>/openapi/v1.json</c> and the page at <c>/swagger</c>.</summary>
internal static class OpenApiServices
{
    private const string Document = "v1";

    /// <summary>Name of the scheme of keys among the components.</summary>
    public const string Scheme = "bearer";

    /// <summary>Registers the document.</summary>
    public static IServiceCollection AddVaeOpenApi(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddOperationTransformer<OperationDocs>();
        options.AddDocumentTransformer((document, _, _) => Describe(document));
    });

    /// <summary>Serves Swagger UI. Its files and the document that it shows are public; what they describe is not.</summary>
    public static WebApplication UseVaeSwagger(this WebApplication app)
    {
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = SecurityHeaders.SwaggerPath.TrimStart('/');
            options.DocumentTitle = "Vae API";
            options.SwaggerEndpoint($"/openapi/{Document}.json", "Vae");
            options.EnableTryItOutByDefault();
            options.DisplayRequestDuration();
        });
        return app;
    }

    private static Task Describe(OpenApiDocument document)
    {
        document.Info = new()
        {
            Title = "Vae",
            Version = "v1",
            Description = "Train variational autoencoders on images and use their latent space: encode, decode, sample, interpolate, reconstruct. "
                + "Errors are problem details (RFC 9457) whose type is urn:vae:problem:{slug}.",
        };
        // The address is the reader's own: a document that names one is wrong for everybody else.
        document.Servers = [];
        document.AddComponent(OperationDocs.ProblemSchema, Problem());
        document.AddComponent(Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key, where the server asks for one. Each operation names the scope that the key needs; 'admin' holds all.",
        });
        return Task.CompletedTask;
    }

    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "What went wrong and how to mend it; further members depend on the type.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "urn:vae:problem:{slug}" },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Finds the request in the server's log." },
        },
    };
}
