using System.Diagnostics;
using System.Net;
using Vae.Api.Configuration;
using Vae.Api.Tests.Support;
using Vae.Catalog.Keys;
using Vae.TestUtils;

namespace Vae.Api.Tests.Security;

public sealed class KeyRingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Match_FindsEveryKey_AndNothingElse()
    {
        using var test = new TestRing();
        var keys = new List<string>();
        for (var i = 0; i < 37; i++)
            keys.Add(await test.MakeAsync());
        await test.Ring.StartAsync(Cancellation);

        foreach (var key in keys)
        {
            test.Check.Match(key).ShouldNotBeNull().KeyId.ShouldBe(TestKeys.IdOf(key));
            test.Check.Match(Forgery.WithSecret(key, Forgery.SecretOf(keys[0]) == Forgery.SecretOf(key) ? Forgery.SecretOf(keys[1]) : Forgery.SecretOf(keys[0]))).ShouldBeNull();
        }

        for (var i = 0; i < 1000; i++)
            test.Check.Match(ApiKeyText.Create(out _, out _)).ShouldBeNull();
        await test.Ring.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Match_IsNothing_WhenTheKeyHasExpired()
    {
        using var test = new TestRing();
        var key = await test.MakeAsync(lifetime: TimeSpan.FromMinutes(1));
        await test.Ring.StartAsync(Cancellation);

        test.Time.Move(TimeSpan.FromSeconds(59));
        test.Check.Match(key).ShouldNotBeNull();
        test.Time.Move(TimeSpan.FromSeconds(1));
        test.Check.Match(key).ShouldBeNull();
    }

    [Fact]
    public async Task Match_KeepsKeysForFiveMinutes_WhenTheCatalogIsAway()
    {
        using var test = new TestRing(environment: new string('e', 32));
        var key = await test.MakeAsync();
        await test.Ring.StartAsync(Cancellation);
        using var blocker = CatalogLock.Take(test.DatabaseFile);

        test.Time.Move(TimeSpan.FromMinutes(5));
        await test.Ring.LookAgainAsync(Cancellation);
        test.Check.Match(key).ShouldNotBeNull();
        test.Ring.IsStale.ShouldBeFalse();

        test.Time.Move(TimeSpan.FromSeconds(1));
        await test.Ring.LookAgainAsync(Cancellation);
        test.Check.Match(key).ShouldBeNull();
        test.Ring.IsStale.ShouldBeTrue();
        test.Ring.AreKeysDemanded.ShouldBeTrue();
        test.Check.Match(new string('e', 32)).ShouldNotBeNull("the environment's key needs no catalog");

        blocker.Dispose();
        test.Time.Move(TimeSpan.FromSeconds(1));
        await test.Ring.LookAgainAsync(Cancellation);
        test.Check.Match(key).ShouldNotBeNull();
    }

    [Fact]
    [Trait("Category", "Timed")]
    public async Task LookAgain_FailsForAllAtOnce_WhileTheCatalogIsAway()
    {
        using var test = new TestRing();
        await test.MakeAsync();
        await test.Ring.StartAsync(Cancellation);
        var blocker = CatalogLock.Take(test.DatabaseFile);
        test.Time.Move(TimeSpan.FromSeconds(3));

        var began = Stopwatch.GetTimestamp();
        (await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => test.Ring.LookAgainAsync(Cancellation)))).ShouldAllBe(isAnswered => !isAnswered);
        for (var i = 0; i < 30; i++)
            (await test.Ring.LookAgainAsync(Cancellation)).ShouldBeFalse();
        Scale.ShouldHaveTaken(began, TimeSpan.FromSeconds(5), "one wait for the lock, a second at most, and not sixty");

        blocker.Dispose();
        test.Time.Move(TimeSpan.FromSeconds(1));
        (await test.Ring.LookAgainAsync(Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task LookForFirst_LooksOnceInAWhile()
    {
        using var test = new TestRing();
        await test.Ring.StartAsync(Cancellation);
        test.Time.Move(TimeSpan.FromSeconds(2));
        await test.Ring.LookForFirstAsync(Cancellation);
        await test.MakeAsync();

        test.Time.Move(TimeSpan.FromMilliseconds(1999));
        await test.Ring.LookForFirstAsync(Cancellation);
        test.Ring.AreKeysDemanded.ShouldBeFalse();

        test.Time.Move(TimeSpan.FromMilliseconds(1));
        await test.Ring.LookForFirstAsync(Cancellation);
        test.Ring.AreKeysDemanded.ShouldBeTrue();
    }

    [Fact]
    public async Task Tick_WritesAUseAgain_WhenTheCatalogDidNotTakeIt()
    {
        using var test = new TestRing();
        var key = await test.MakeAsync();
        await test.Ring.StartAsync(Cancellation);
        test.Check.Match(key).ShouldNotBeNull();

        // Reads go through, writes do not.
        using (CatalogLock.Take(test.DatabaseFile, "IMMEDIATE"))
            await test.Ring.TickAsync(Cancellation);
        (await test.Store.ListAsync(Cancellation)).ShouldHaveSingleItem().LastUsedAt.ShouldBeNull();
        await test.Ring.TickAsync(Cancellation);

        (await test.Store.ListAsync(Cancellation)).ShouldHaveSingleItem().LastUsedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task LookAgain_SeesNewAndRevokedKeys_WithoutForgettingUses()
    {
        using var test = new TestRing();
        var first = await test.MakeAsync();
        await test.Ring.StartAsync(Cancellation);
        test.Check.Match(first).ShouldNotBeNull();
        var second = await test.MakeAsync();
        test.Check.Match(second).ShouldBeNull();

        test.Time.Move(TimeSpan.FromSeconds(1));
        await test.Ring.LookAgainAsync(Cancellation);
        test.Check.Match(second).ShouldNotBeNull();

        await test.Store.RevokeAsync(TestKeys.IdOf(second), Cancellation);
        test.Time.Move(TimeSpan.FromSeconds(1));
        await test.Ring.LookAgainAsync(Cancellation);
        test.Check.Match(second).ShouldBeNull();
        test.Check.Match(first).ShouldNotBeNull();
    }

    [Fact]
    public async Task Tick_WritesUses_OnceAMinute()
    {
        using var test = new TestRing();
        var key = await test.MakeAsync();
        await test.Ring.StartAsync(Cancellation);

        var used = test.Time.GetUtcNow();
        test.Check.Match(key).ShouldNotBeNull();
        await test.Ring.TickAsync(Cancellation);
        (await LastUsedAsync()).ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(used.ToUnixTimeMilliseconds()));

        test.Time.Move(TimeSpan.FromSeconds(59));
        test.Check.Match(key).ShouldNotBeNull();
        await test.Ring.TickAsync(Cancellation);
        (await LastUsedAsync()).ShouldBe(used);

        test.Time.Move(TimeSpan.FromSeconds(1));
        test.Check.Match(key).ShouldNotBeNull();
        await test.Ring.TickAsync(Cancellation);
        (await LastUsedAsync()).ShouldBe(used.AddMinutes(1));

        async Task<DateTimeOffset?> LastUsedAsync() => (await test.Store.ListAsync(Cancellation)).ShouldHaveSingleItem().LastUsedAt;
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.0.2.1")]
    public async Task Start_IsRefused_WhenOthersCanReachIt_AndNoKeyWouldLetThemIn(string address)
    {
        using var test = new TestRing(IPAddress.Parse(address));
        (await Should.ThrowAsync<SettingsException>(() => test.Ring.StartAsync(Cancellation))).Violations.ShouldHaveSingleItem().ShouldContain("keys create");

        var key = await test.MakeAsync(lifetime: TimeSpan.FromHours(1));
        test.Time.Move(TimeSpan.FromHours(1));
        await Should.ThrowAsync<SettingsException>(() => test.Ring.StartAsync(Cancellation));
        test.Ring.AreKeysDemanded.ShouldBeTrue();

        await test.Store.RevokeAsync(TestKeys.IdOf(key), Cancellation);
        await test.MakeAsync();
        await test.Ring.StartAsync(Cancellation);
    }

    [Fact]
    public async Task Start_NeedsNoKey_OnLoopback()
    {
        foreach (var address in (string[])["127.0.0.1", "127.0.0.2", "::1"])
        {
            using var test = new TestRing(IPAddress.Parse(address));
            test.Ring.AreKeysDemanded.ShouldBeTrue("nothing is known before the first look");
            await test.Ring.StartAsync(Cancellation);
            test.Ring.AreKeysDemanded.ShouldBeFalse();
        }
    }
}
