using Vae.Api.Caching;

namespace Vae.Api.Tests.Caching;

public sealed class OutputCacheTests
{
    [Fact]
    public void Add_NeverHoldsMoreThanItMay()
    {
        const int limit = 64 * 1024;
        var cache = new OutputCache(limit);
        for (var i = 0; i < 100_000; i++)
        {
            cache.Add(Tag(i), Answer(i % 2000));
            if (i % 1000 == 0)
                cache.Bytes.ShouldBeLessThanOrEqualTo(limit);
        }

        cache.Bytes.ShouldBeInRange(limit / 2, limit);
        cache.Find(Tag(99_999)).ShouldNotBeNull();
        cache.Find(Tag(0)).ShouldBeNull();
    }

    [Fact]
    public void Find_KeepsWhatIsAskedFor()
    {
        var cache = new OutputCache(16 * 1024);
        cache.Add(Tag(0), Answer(700));
        for (var i = 1; i < 1000; i++)
        {
            cache.Add(Tag(i), Answer(700));
            cache.Find(Tag(0)).ShouldNotBeNull();
        }
    }

    [Fact]
    public void Add_LeavesOut_WhatWouldPushOutTheRest()
    {
        var cache = new OutputCache(16 * 1024);
        cache.Add(Tag(1), Answer(1024));

        cache.Find(Tag(1)).ShouldBeNull();
        cache.IsWorthKeeping(700).ShouldBeTrue();
    }

    [Fact]
    public void Add_KeepsNothing_WhenOff()
    {
        var cache = new OutputCache(0);
        cache.Add(Tag(1), Answer(0));

        cache.Find(Tag(1)).ShouldBeNull();
        cache.Bytes.ShouldBe(0);
    }

    private static EntityTag Tag(int number) => EntityTag.Of("model", "form", BitConverter.GetBytes(number));

    private static FinishedAnswer Answer(int length) => new("image/png", null, new byte[length]);
}
