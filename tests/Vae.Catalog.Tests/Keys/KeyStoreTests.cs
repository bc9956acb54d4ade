using Vae.Catalog.Jobs;
using Vae.Catalog.Keys;
using Vae.Catalog.Sql;

namespace Vae.Catalog.Tests.Keys;

public sealed class KeyStoreTests : IDisposable
{
    private readonly TestCatalog _catalog = new();
    private readonly KeyStore _keys;

    public KeyStoreTests() => _keys = new KeyStore(_catalog.Database, _catalog.Clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateAsync_KeepsTheHashAndNotTheKey()
    {
        var made = await _keys.CreateAsync("CI server", KeyScopes.Infer | KeyScopes.Train, TimeSpan.FromDays(90), Cancellation);

        var listed = (await _keys.ListAsync(Cancellation)).ShouldHaveSingleItem();
        (listed.Id, listed.Name, listed.Scopes).ShouldBe((made.Key.Id, "CI server", KeyScopes.Infer | KeyScopes.Train));
        (listed.CreatedAt, listed.ExpiresAt).ShouldBe((_catalog.Clock.Now, _catalog.Clock.Now.AddDays(90)));
        ApiKeyText.TryParse(made.Text, out var id, out var secret).ShouldBeTrue();
        id.ToString().ShouldBe(listed.Id);
        var hash = new byte[32];
        ApiKeyText.Hash(secret, hash);
        listed.SecretSha256.ToArray().ShouldBe(hash);
        var text = secret.ToString();
        foreach (var file in Directory.EnumerateFiles(_catalog.Options.DataDirectory, "*", SearchOption.AllDirectories))
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancellation)).ShouldNotContain(text);
    }

    [Fact]
    public async Task MigrateAsync_MakesFilesThatOthersCannotRead()
    {
        await _catalog.Database.MigrateAsync(Cancellation);

        File.GetUnixFileMode(_catalog.Options.DataDirectory).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Path.Combine(_catalog.Options.DataDirectory, CatalogDatabase.FileName)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task ReadNewAsync_SaysNothing_UntilAKeyIsMadeOrRevoked()
    {
        var empty = (await _keys.ReadNewAsync(null, Cancellation)).ShouldNotBeNull();
        empty.Counts.ShouldBe(new KeyCounts(0, 0));
        (await _keys.ReadNewAsync(empty.Counts, Cancellation)).ShouldBeNull();

        var key = (await _keys.CreateAsync("a", KeyScopes.Admin, null, Cancellation)).Key;
        var one = (await _keys.ReadNewAsync(empty.Counts, Cancellation)).ShouldNotBeNull();
        one.Usable.ShouldHaveSingleItem().Id.ShouldBe(key.Id);
        (await _keys.ReadNewAsync(one.Counts, Cancellation)).ShouldBeNull();

        (await _keys.RevokeAsync(key.Id, Cancellation)).ShouldBeTrue();
        var none = (await _keys.ReadNewAsync(one.Counts, Cancellation)).ShouldNotBeNull();
        none.Usable.ShouldBeEmpty();
        none.Counts.ShouldBe(new KeyCounts(1, 1), "a revoked key still counts as one that was made");
    }

    [Fact]
    public async Task RevokeAsync_KeepsTheFirstMoment_AndSaysWhenThereIsNoSuchKey()
    {
        var id = (await _keys.CreateAsync("a", KeyScopes.Infer, null, Cancellation)).Key.Id;
        var revoked = _catalog.Clock.Now;
        (await _keys.RevokeAsync(id, Cancellation)).ShouldBeTrue();
        _catalog.Clock.Now += TimeSpan.FromHours(1);
        (await _keys.RevokeAsync(id, Cancellation)).ShouldBeTrue();

        (await _keys.ListAsync(Cancellation)).ShouldHaveSingleItem().RevokedAt.ShouldBe(revoked);
        (await _keys.RevokeAsync("' OR 1=1 --", Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task IsActive_Ends_WithExpiry()
    {
        var key = (await _keys.CreateAsync("a", KeyScopes.Infer, TimeSpan.FromHours(1), Cancellation)).Key;

        key.IsActive(_catalog.Clock.Now).ShouldBeTrue();
        key.IsActive(_catalog.Clock.Now.AddHours(1)).ShouldBeFalse();
        _catalog.Clock.Now += TimeSpan.FromHours(1);
        (await _keys.ReadNewAsync(null, Cancellation))!.Usable.ShouldBeEmpty();
    }

    [Fact]
    public async Task RecordUseAsync_NeverGoesBack()
    {
        var id = (await _keys.CreateAsync("a", KeyScopes.Infer, null, Cancellation)).Key.Id;
        var late = _catalog.Clock.Now.AddMinutes(5);

        await _keys.RecordUseAsync([new(id, late), new("nothing", late)], Cancellation);
        await _keys.RecordUseAsync([new(id, late.AddMinutes(-1))], Cancellation);

        (await _keys.ListAsync(Cancellation)).ShouldHaveSingleItem().LastUsedAt.ShouldBe(late);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\u001b[2J")]
    [InlineData("a\nb")]
    [InlineData("é")]
    public async Task CreateAsync_Refuses_WhatATerminalWouldNotShowAsItIs(string name) =>
        await Should.ThrowAsync<ArgumentException>(() => _keys.CreateAsync(name, KeyScopes.Infer, null, Cancellation));

    [Theory]
    [InlineData("infer", KeyScopes.Infer)]
    [InlineData("train, infer,infer", KeyScopes.Infer | KeyScopes.Train)]
    [InlineData("admin", KeyScopes.Admin)]
    public void Scopes_AreWords(string text, KeyScopes scopes)
    {
        KeyScopesWords.TryParse(text, out var read).ShouldBeTrue();

        read.ShouldBe(scopes);
        KeyScopesWords.TryParse(scopes.Words(), out var again).ShouldBeTrue();
        again.ShouldBe(scopes);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("none")]
    [InlineData("infer,")]
    [InlineData("Infer")]
    [InlineData("15")]
    public void Scopes_AreRefused_WhenAWordIsUnknown(string text) => KeyScopesWords.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Allows_IsTrueForTheScopeItself_AndForAdmin()
    {
        (KeyScopes.Infer | KeyScopes.Train).Allows(KeyScopes.Train).ShouldBeTrue();
        (KeyScopes.Infer | KeyScopes.Train).Allows(KeyScopes.Dataset).ShouldBeFalse();
        KeyScopes.Admin.Allows(KeyScopes.Dataset).ShouldBeTrue();
        (KeyScopes.Infer | KeyScopes.Dataset | KeyScopes.Train).Allows(KeyScopes.Admin).ShouldBeFalse();
    }

    [Fact]
    public async Task Jobs_OfOneOwner_AreBoundedAndListedApart()
    {
        using var small = new TestCatalog();
        var jobs = new JobStore(small.Database, small.Options with { MaxQueuedJobsPerOwner = 2 }, small.Clock);
        var mine = (await jobs.InsertAsync(Some.NewJob() with { Owner = "a" }, Cancellation)).Job;
        await jobs.InsertAsync(Some.NewJob() with { Owner = "a" }, Cancellation);

        (await Should.ThrowAsync<QueueQuotaException>(() => jobs.InsertAsync(Some.NewJob() with { Owner = "a" }, Cancellation))).Max.ShouldBe(2);
        await jobs.InsertAsync(Some.NewJob() with { Owner = "b" }, Cancellation);
        for (var i = 0; i < 3; i++)
            await jobs.InsertAsync(Some.NewJob(), Cancellation);

        mine.Owner.ShouldBe("a");
        (await jobs.ListAsync(null, "a", 200, null, Cancellation)).Items.Count.ShouldBe(2);
        (await jobs.ListAsync(null, "b", 200, null, Cancellation)).Items.Count.ShouldBe(1);
        (await jobs.ListAsync(null, 200, null, Cancellation)).Items.Count.ShouldBe(6);
        await jobs.RequestCancelAsync(mine.Id, Cancellation);
        (await jobs.InsertAsync(Some.NewJob() with { Owner = "a" }, Cancellation)).Created.ShouldBeTrue();
    }

    [Fact]
    public async Task IdempotencyKeys_AreTheOwnersOwn()
    {
        var first = await _catalog.Jobs.InsertAsync(Some.NewJob(key: "k", request: "r") with { Owner = "a" }, Cancellation);
        var other = await _catalog.Jobs.InsertAsync(Some.NewJob(key: "k", request: "other") with { Owner = "b" }, Cancellation);
        var nobodys = await _catalog.Jobs.InsertAsync(Some.NewJob(key: "k", request: "third"), Cancellation);
        var again = await _catalog.Jobs.InsertAsync(Some.NewJob(key: "k", request: "r") with { Owner = "a" }, Cancellation);

        (other.Created, other.KeyClash, nobodys.Created).ShouldBe((true, false, true));
        (again.Created, again.Job.Id).ShouldBe((false, first.Job.Id));
    }

    public void Dispose() => _catalog.Dispose();
}
