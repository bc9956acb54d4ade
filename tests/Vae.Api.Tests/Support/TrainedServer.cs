namespace Vae.Api.Tests.Support;

/// <summary>A server that has trained one small model on the built-in digits, shared by the tests that only ask.</summary>
public sealed class TrainedServer : IAsyncLifetime
{
    /// <summary>Length of the model's latent vectors.</summary>
    public const int LatentDim = 4;

    /// <summary>The model.</summary>
    public const string Model = "small@1";

    internal const string Request = """{"dataset":"digits","preset":"mlp","name":"small","model":{"latentDim":4,"hiddenDims":[32]},"training":{"epochs":2,"batchSize":256,"seed":1,"device":"cpu"}}""";

    internal ApiServer Server { get; private set; } = null!;

    /// <summary>Id of the job that trained it.</summary>
    public string Job { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Server = await ApiServer.StartAsync();
        var submitted = await Server.PostJsonAsync("/train", Request);
        submitted.Status.ShouldBe(202, submitted.Text);
        Job = submitted.Json.GetProperty("id").GetString()!;
        await Eventually.TrueAsync(async () => (await Server.GetAsync("/readyz")).Text.Contains(Model), "the trained model serves");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
