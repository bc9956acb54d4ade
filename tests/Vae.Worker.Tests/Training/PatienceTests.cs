using Microsoft.Extensions.Logging.Abstractions;
using Vae.Catalog.Sql;
using Vae.Worker.Training;

namespace Vae.Worker.Tests.Training;

public sealed class PatienceTests
{
    private readonly Patience _patience = new(TimeProvider.System, NullLogger.Instance);

    [Fact]
    public async Task RunAsync_Repeats_WhileTheCatalogIsBusy()
    {
        var calls = 0;
        var result = await _patience.RunAsync(
            () => ++calls < 2 ? throw new CatalogUnavailableException(TimeSpan.FromSeconds(5)) : Task.FromResult(42), TestContext.Current.CancellationToken);
        (result, calls).ShouldBe((42, 2));
    }

    [Fact]
    public async Task RunAsync_Throws_WhenTheFaultIsAnother()
    {
        var calls = 0;
        await Should.ThrowAsync<InvalidDataException>(() => _patience.RunAsync<int>(
            () =>
            {
                calls++;
                throw new InvalidDataException();
            },
            TestContext.Current.CancellationToken));
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_GivesUp_WhenCanceled()
    {
        using var cancellation = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => _patience.RunAsync<int>(
            async () =>
            {
                await cancellation.CancelAsync();
                throw new CatalogUnavailableException(TimeSpan.FromSeconds(5));
            },
            cancellation.Token));
    }
}
