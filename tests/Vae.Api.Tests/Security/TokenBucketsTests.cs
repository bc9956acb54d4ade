using Vae.Api.Security;
using Vae.Api.Tests.Support;

namespace Vae.Api.Tests.Security;

public sealed class TokenBucketsTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void TryTake_AllowsTheBurst_AndThenTheRate()
    {
        var buckets = new TokenBuckets<string>(perSecond: 2, burst: 5, capacity: 10, time);

        Taken(buckets, "a", 20).ShouldBe(5);
        buckets.TryTake("a", out var wait).ShouldBeFalse();
        wait.ShouldBe(TimeSpan.FromSeconds(0.5));
        time.Move(TimeSpan.FromSeconds(1));
        Taken(buckets, "a", 20).ShouldBe(2);
        Taken(buckets, "b", 20).ShouldBe(5, "others have buckets of their own");
        time.Move(TimeSpan.FromHours(1));
        Taken(buckets, "a", 20).ShouldBe(5, "a bucket holds no more than its burst");
    }

    [Fact]
    public void TryTake_SharesOneBucket_WhenThereAreTooMany_AndMakesRoomForTheIdle()
    {
        var buckets = new TokenBuckets<int>(perSecond: 1, burst: 2, capacity: 100, time);
        for (var i = 0; i < 100; i++)
            buckets.TryTake(i, out _).ShouldBeTrue();

        Enumerable.Range(100, 1000).Count(i => buckets.TryTake(i, out _)).ShouldBe(2, "strangers beyond the capacity share a bucket");
        buckets.Count.ShouldBe(100);
        Taken(buckets, 7, 5).ShouldBe(1, "those within keep theirs");

        time.Move(TimeSpan.FromSeconds(10));
        Taken(buckets, 5000, 5).ShouldBe(2);
        buckets.Count.ShouldBe(1);
    }

    [Fact]
    public async Task TryTake_GivesNoTokenTwice_WhenManyThreadsTake()
    {
        var buckets = new TokenBuckets<string>(perSecond: 1, burst: 1000, capacity: 10, time);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Taken(buckets, "a", 1000))));

        taken.Sum().ShouldBe(1000);
    }

    private static int Taken<TKey>(TokenBuckets<TKey> buckets, TKey key, int tries)
        where TKey : notnull => Enumerable.Range(0, tries).Count(attempt => buckets.TryTake(key, out _));
}
