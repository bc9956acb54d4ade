using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Vae.Api.Configuration;
using Vae.Api.Formats;
using Vae.Api.Inference;
using Vae.Api.OpenApi;
using Vae.Api.Requests;
using Vae.Api.Security;
using Vae.Api.Telemetry;
using Vae.Catalog;
using Vae.Catalog.Keys;
using Vae.Core.Imaging;
using Vae.Worker;

namespace Vae.Api.Health;

/// <summary>What <c>/system</c> answers. It names no path and no secret.</summary>
/// <param name="Version">The service's version.</param>
/// <param name="UptimeSeconds">Time since it started.</param>
/// <param name="Runtime">What it runs on.</param>
/// <param name="Libraries">Native libraries and their versions, as far as they tell.</param>
/// <param name="Device">What it computes on.</param>
/// <param name="Limits">The limits in force.</param>
/// <param name="Model">The version that answers by default; null before the first.</param>
internal sealed record SystemResponse(
    string Version, double UptimeSeconds, RuntimeFacts Runtime, IReadOnlyDictionary<string, string> Libraries, DeviceFacts Device, LimitFacts Limits,
    string? Model);

/// <summary>What the service runs on.</summary>
/// <param name="Dotnet">The .NET runtime.</param>
/// <param name="Os">The operating system.</param>
/// <param name="Architecture">The processor's architecture.</param>
internal sealed record RuntimeFacts(string Dotnet, string Os, string Architecture);

/// <summary>What the service computes on. Requests are answered on the CPU; jobs train on CUDA where there is a device.</summary>
/// <param name="Cores">Processors that the process may use.</param>
/// <param name="VectorBits">Width of the widest vectors that .NET uses.</param>
/// <param name="OperatorThreads">Threads of one operator of the tensor library.</param>
/// <param name="CudaDevices">CUDA devices that can be used.</param>
internal sealed record DeviceFacts(int Cores, int VectorBits, int OperatorThreads, int CudaDevices);

/// <summary>The limits in force.</summary>
/// <param name="JsonBody">Most bytes of a JSON body.</param>
/// <param name="ImageBody">Most bytes of a body of images.</param>
/// <param name="ImagesPerRequest">Most images in a request.</param>
/// <param name="Image">What one image may cost.</param>
/// <param name="Inference">How models are served.</param>
/// <param name="QueuedJobs">Jobs that may wait.</param>
/// <param name="ConcurrentJobs">Jobs that this process runs at one time; 0 where it only takes them.</param>
internal sealed record LimitFacts(
    long JsonBody, long ImageBody, int ImagesPerRequest, ImageLimits Image, InferenceOptions Inference, int QueuedJobs, int ConcurrentJobs);

/// <summary><c>/system</c>: what runs here, and within which limits.</summary>
internal static class SystemEndpoint
{
    public static void MapSystem(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/system", Show)
            .Says("system", "What runs here?", "Versions, devices and the limits in force.")
            .WithTags("Operation").RequireScope(KeyScopes.Admin)
            .Gives<SystemResponse>([MediaTypes.Json]);

    private static IResult Show(ServiceInfo service, HealthMonitor health, InferenceHost models, SystemLimits limits) => Results.Json(
        new SystemResponse(
            service.Version, Math.Round(service.Uptime.TotalSeconds, 1),
            new(RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription, RuntimeInformation.ProcessArchitecture.ToString()),
            Libraries(health),
            new(Environment.ProcessorCount, VectorBits, TensorLibrary.OperatorThreads, TensorLibrary.CudaDevices),
            limits.Facts, models.Newest?.Ref),
        ApiJson.Options);

    private static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 64;

    private static SortedDictionary<string, string> Libraries(HealthMonitor health)
    {
        var libraries = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["tensors"] = TensorLibrary.Version };
        if (health.SqliteVersion is { } sqlite)
            libraries["sqlite"] = sqlite;
        return libraries;
    }
}

/// <summary>Gathers the limits from where they are.</summary>
internal sealed class SystemLimits(InferenceOptions inference, ImageLimits image, CatalogOptions catalog, WorkerOptions worker)
{
    /// <summary>The limits in force.</summary>
    public LimitFacts Facts { get; } = new(
        BodyReader.JsonLimit, BodyReader.ImageLimit, ImageUpload.MaxImages, image, inference, catalog.MaxQueuedJobs, worker.RunJobs ? worker.ConcurrentJobs : 0);
}
