using System.Globalization;
using System.Net;
using System.Text.Json;
using Vae.Client.Transport;

namespace Vae.Client;

public sealed partial class VaeClient
{
    /// <summary>All model versions that can serve, newest first.</summary>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public async Task<IReadOnlyList<ModelVersion>> ListModelsAsync(CancellationToken cancellation = default) =>
        (await JsonAsync(Call.Get("models"), VaeJson.Default.ModelList, cancellation).ConfigureAwait(false)).Items;

    /// <summary>The version that a reference names now.</summary>
    /// <param name="model"><c>name</c>, <c>name@version</c>, <c>name:alias</c> or <c>latest</c>.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException"><c>model-not-found</c>.</exception>
    public Task<ModelVersion> GetModelAsync(string model = "latest", CancellationToken cancellation = default) =>
        JsonAsync(Call.Get(PathQuery.Of("models", model).ToString()), VaeJson.Default.ModelVersion, cancellation);

    /// <summary>Two versions beside each other: every figure of their reports, and where they cannot be compared, why.</summary>
    /// <param name="a">A reference.</param>
    /// <param name="b">Another.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException"><c>model-not-found</c>.</exception>
    public Task<ModelComparison> CompareModelsAsync(string a, string b, CancellationToken cancellation = default) =>
        JsonAsync(Call.Get(PathQuery.Of("models", "compare").With("a", a).With("b", b).ToString()), VaeJson.Default.ModelComparison, cancellation);

    /// <summary>What a version's checkpoint says of itself.</summary>
    /// <param name="model">A reference. Default: the newest.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException"><c>model-not-found</c>.</exception>
    public Task<JsonElement> GetManifestAsync(string model = "latest", CancellationToken cancellation = default) =>
        JsonAsync(Call.Get(PathQuery.Of("models", model, "manifest").ToString()), VaeJson.Default.JsonElement, cancellation);

    /// <summary>Copies a version's weights, a safetensors file with PyTorch's state-dict names.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="model">A reference. Default: the newest.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>The version that was copied, <c>name@version</c>.</returns>
    /// <exception cref="VaeProblemException"><c>model-not-found</c>.</exception>
    public async Task<string> DownloadCheckpointAsync(Stream destination, string model = "latest", CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using var response = await sender.SendAsync(Call.Get(PathQuery.Of("models", model, "checkpoint").ToString(), Octets), cancellation).ConfigureAwait(false);
        await response.Content.CopyToAsync(destination, cancellation).ConfigureAwait(false);
        return Header(response, VersionHeader) ?? model;
    }

    /// <summary>All datasets, by name.</summary>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public async Task<IReadOnlyList<Dataset>> ListDatasetsAsync(CancellationToken cancellation = default) =>
        (await JsonAsync(Call.Get("datasets"), VaeJson.Default.DatasetList, cancellation).ConfigureAwait(false)).Items;

    /// <summary>A dataset.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException"><c>dataset-not-found</c>.</exception>
    public Task<Dataset> GetDatasetAsync(string name, CancellationToken cancellation = default) =>
        JsonAsync(Call.Get(PathQuery.Of("datasets", name).ToString()), VaeJson.Default.Dataset, cancellation);

    /// <summary>An image of a dataset.</summary>
    /// <param name="name">The dataset's name.</param>
    /// <param name="index">Its number within the split, from 0.</param>
    /// <param name="split"><c>train</c> or <c>test</c>.</param>
    /// <param name="format">The picture's form.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException"><c>dataset-not-found</c> or <c>item-not-found</c>.</exception>
    public Task<Picture> GetDatasetItemAsync(
        string name, int index, string split = "train", PictureFormat format = PictureFormat.Png, CancellationToken cancellation = default) =>
        PictureAsync(
            Call.Get(PathQuery.Of("datasets", name, "items", index.ToString(CultureInfo.InvariantCulture)).With("split", split).ToString(), MediaTypeOf(format)), cancellation);

    /// <summary>Whether the process answers at all.</summary>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="HttpRequestException">It does not.</exception>
    public async Task CheckHealthAsync(CancellationToken cancellation = default) =>
        await JsonAsync(Call.Get("healthz"), VaeJson.Default.Health, cancellation).ConfigureAwait(false);

    /// <summary>Whether the server can take requests, and which version answers by default.</summary>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>Its state, also where it is one that wants no requests.</returns>
    /// <exception cref="HttpRequestException">It does not answer.</exception>
    public Task<Readiness> CheckReadinessAsync(CancellationToken cancellation = default) =>
        JsonAsync(Call.Get("readyz") with { Repeats = Repeats.Never, AlsoGood = HttpStatusCode.ServiceUnavailable }, VaeJson.Default.Readiness, cancellation);

    /// <summary>What the server is made of: versions, device, limits. Needs a key with the scope <c>admin</c> where there are keys.</summary>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<JsonElement> GetSystemAsync(CancellationToken cancellation = default) =>
        JsonAsync(Call.Get("system"), VaeJson.Default.JsonElement, cancellation);

    /// <summary>The server's metrics, as Prometheus text. Needs a key with the scope <c>admin</c> where there are keys.</summary>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public async Task<string> GetMetricsAsync(CancellationToken cancellation = default)
    {
        using var response = await sender.SendAsync(Call.Get("metrics", "text/plain"), cancellation).ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
    }
}
