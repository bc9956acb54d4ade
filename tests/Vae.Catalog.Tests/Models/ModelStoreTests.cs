using Dapper;
using Vae.Catalog.Models;

namespace Vae.Catalog.Tests.Models;

public sealed class ModelStoreTests : IAsyncLifetime, IDisposable
{
    private readonly TestCatalog _catalog = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _catalog.Publisher.CleanAsync(CancellationToken.None);
        foreach (var name in new[] { "a", "b", "a" })
        {
            var claim = await _catalog.ClaimAsync(Some.NewJob(name));
            (await _catalog.Publisher.PublishAsync(claim, SomeCheckpoint.Of(claim), CancellationToken.None)).ShouldNotBeNull();
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public async Task ListAsync_GivesTheNewestFirst() =>
        (await _catalog.Models.ListAsync(Cancellation)).Select(version => version.Ref).ShouldBe(["a@2", "b@1", "a@1"]);

    [Theory]
    [InlineData("latest", "a@2")]
    [InlineData("a", "a@2")]
    [InlineData("b", "b@1")]
    [InlineData("a@1", "a@1")]
    public async Task ResolveAsync_GivesTheVersion_WhenItIsNamed(string reference, string expected) =>
        (await ResolveAsync(reference)).ShouldNotBeNull().Ref.ShouldBe(expected);

    [Theory]
    [InlineData("a@3")]
    [InlineData("c")]
    [InlineData("a:best")]
    public async Task ResolveAsync_GivesNull_WhenNothingIsNamed(string reference) => (await ResolveAsync(reference)).ShouldBeNull();

    [Fact]
    public async Task ResolveAsync_FollowsAnAlias()
    {
        await _catalog.Database.WriteAsync(
            transaction => transaction.Connection!.Execute(
                "INSERT INTO model_aliases (name, alias, version) VALUES ('a', 'best', 1)", transaction: transaction),
            Cancellation);

        var version = (await ResolveAsync("a:best")).ShouldNotBeNull();
        version.Ref.ShouldBe("a@1");
        version.Aliases.ShouldBe(["best"]);
        (await ResolveAsync("b:best")).ShouldBeNull();
        (await ResolveAsync("a")).ShouldNotBeNull().Aliases.ShouldBeEmpty();
    }

    [Fact]
    public async Task QuarantineAsync_FallsBackToTheNewestGoodVersion_AndNamesTheBadOneNoMore()
    {
        var bad = (await ResolveAsync("latest")).ShouldNotBeNull();
        await _catalog.Models.QuarantineAsync(bad, "its hash differs", Cancellation);
        await _catalog.Models.QuarantineAsync(bad, "again", Cancellation);

        (await ResolveAsync("latest")).ShouldNotBeNull().Ref.ShouldBe("b@1");
        (await ResolveAsync("a")).ShouldNotBeNull().Ref.ShouldBe("a@1");
        (await ResolveAsync("a@2")).ShouldBeNull();
        (await _catalog.Models.ListAsync(Cancellation)).Select(version => version.Ref).ShouldBe(["b@1", "a@1"]);
    }

    [Fact]
    public async Task NextVersion_IsNotGivenTwice_WhenTheNewestIsQuarantined()
    {
        await _catalog.Models.QuarantineAsync((await ResolveAsync("a@2")).ShouldNotBeNull(), "reason", Cancellation);
        var claim = await _catalog.ClaimAsync(Some.NewJob("a"));
        (await _catalog.Publisher.PublishAsync(claim, SomeCheckpoint.Of(claim), Cancellation)).ShouldNotBeNull().Ref.ShouldBe("a@3");
    }

    private Task<ModelVersion?> ResolveAsync(string reference)
    {
        ModelRef.TryParse(reference, out var parsed).ShouldBeTrue();
        return _catalog.Models.ResolveAsync(parsed, Cancellation);
    }
}
