using Vae.Api.Caching;
using Vae.Api.Configuration;
using Vae.Api.Formats;
using Vae.Api.Inference.Passes;
using Vae.Api.Requests;
using Vae.Core.Imaging;

namespace Vae.Api.Inference;

/// <summary>Registers what serves models.</summary>
internal static class InferenceServices
{
    /// <summary>Adds the host and the watcher. Needs <c>AddVaeCatalog</c>.</summary>
    public static IServiceCollection AddVaeInference(this IServiceCollection services, ApiSettings settings)
    {
        services.AddSingleton(settings.Inference);
        services.AddSingleton(new ImageLimits());
        services.AddSingleton<ImageReader>();
        services.AddSingleton<ImageDecoder>();
        services.AddSingleton<ImageAnswer>();
        services.AddSingleton<AnswerWriter>();
        services.AddSingleton(_ => new WorkGate(settings.Inference, Environment.ProcessorCount));
        services.AddSingleton<InferenceMetrics>();
        services.AddSingleton(_ => new LoadedModels(settings.Inference.MemoryBudget));
        services.AddSingleton<Quarantine>();
        services.AddSingleton<ModelLoader>();
        services.AddSingleton<InferenceHost>();
        services.AddSingleton<PassRunner>();
        services.AddSingleton<InferenceService>();
        services.AddSingleton(_ => new OutputCache(settings.Inference.OutputCacheBytes));
        services.AddSingleton<Endpoints.InferenceRequest>();
        services.AddSingleton<ModelWatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<ModelWatcher>());
        return services;
    }
}
