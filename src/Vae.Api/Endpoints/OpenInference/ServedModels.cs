using Vae.Api.Errors;
using Vae.Api.Inference;
using Vae.Catalog.Models;

namespace Vae.Api.Endpoints.OpenInference;

/// <summary>What can be asked of this server now, from what it knows of the catalog: probes ask often, and also while the catalog is away.</summary>
internal sealed class ServedModels(InferenceHost host, Quarantine quarantine, ModelStore store)
{
    /// <summary>The version that the reference names, in good order as far as this server knows.</summary>
    /// <exception cref="ProblemException">404: there is none.</exception>
    public async ValueTask<ModelVersion> FindAsync(ModelRef reference, CancellationToken cancellation)
    {
        var known = reference.Name is null ? host.Newest : host.Directory.Find(reference);
        // Published since the last look, perhaps.
        var version = known ?? await store.ResolveAsync(reference, cancellation);
        return version is not null && !quarantine.Contains(version) ? version : throw OpenInferenceProblems.UnknownModel().AsException();
    }

    /// <summary>The versions with the name of one that was found, oldest first.</summary>
    public IEnumerable<int> VersionsOf(ModelVersion found) =>
        host.Directory.Versions.Where(other => other.Name == found.Name && !quarantine.Contains(other)).Append(found).Select(other => other.Version).Distinct().Order();
}
