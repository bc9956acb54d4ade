using System.Diagnostics;
using System.Security.Cryptography;
using Vae.Api.Tests.Support;
using Vae.Catalog.Keys;
using Vae.TestUtils;

namespace Vae.Api.Tests.Security;

/// <summary>
/// What the time of a check says. Classes of wrong keys are measured in a random order and compared by a t-test, as dudect does
/// (Reparaz, Balasch, Verbauwhede, 2017): below 4.5 nothing tells them apart. The test is paired over short blocks, within which other work on
/// the machine weighs on all classes alike. It runs in <c>bench/soak</c>.
/// </summary>
public sealed class TimingTests
{
    private const double Threshold = 4.5;
    private const int Attempts = 4;
    private const int BlockPerClass = 200;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private const int Samples = 100_000;

    private readonly Random random = new(20260101);

    [Fact(Skip = "bench/soak measures times", SkipUnless = nameof(Scale.IsFull), SkipType = typeof(Scale))]
    [Trait("Category", "Timed")]
    public async Task Check_TakesAsLong_HoweverMuchOfTheKeyIsRight()
    {
        using var test = new TestRing();
        for (var i = 0; i < 20; i++)
            await test.MakeAsync();
        var good = await test.MakeAsync();
        await test.Ring.StartAsync(TestContext.Current.CancellationToken);
        var (id, secret) = (TestKeys.IdOf(good), Forgery.SecretOf(good));
        Func<string>[] classes =
        [
            () => Forgery.Key(id, Text(ApiKeyText.SecretLength)),
            () => Forgery.Key(id, secret[..22] + Text(21)),
            () => Forgery.Key(id, secret[..42] + Other(secret[42])),
            () => Forgery.Key(Text(ApiKeyText.IdLength), Text(ApiKeyText.SecretLength)),
            () => Forgery.Key(id[..11] + Other(id[11]), secret),
        ];

        // A machine that others use as well may favour one class for a while by accident; a leak would favour the same class every time.
        var seen = new List<double[]>();
        bool[] suspects;
        do
        {
            var blocks = Measure(classes, test);
            seen.Add([.. Enumerable.Range(1, classes.Length - 1).Select(kind => Paired(blocks, kind))]);
            suspects = [.. Enumerable.Range(0, classes.Length - 1).Select(kind => seen.All(t => t[kind] > Threshold) || seen.All(t => t[kind] < -Threshold))];
        }
        while (suspects.Contains(true) && seen.Count < Attempts);

        suspects.ShouldAllBe(isSuspect => !isSuspect, string.Join("; ", seen.Select(t => string.Join(", ", t))));
    }

    [Fact(Skip = "bench/soak measures times", SkipUnless = nameof(Scale.IsFull), SkipType = typeof(Scale))]
    [Trait("Category", "Timed")]
    public async Task Measurement_SeesADifference_WhenThereIsOne()
    {
        using var test = new TestRing();
        var good = await test.MakeAsync();
        await test.Ring.StartAsync(TestContext.Current.CancellationToken);
        var id = TestKeys.IdOf(good);

        // A wrong checksum ends the check before any hash is computed, as everybody may know.
        var blocks = Measure([() => Forgery.Key(id, Text(ApiKeyText.SecretLength)), () => good[..^1] + Other(good[^1])], test);

        Math.Abs(Paired(blocks, 1)).ShouldBeGreaterThan(Threshold);
    }

    /// <summary>The mean time of each class, block by block.</summary>
    private double[][] Measure(Func<string>[] classes, TestRing test)
    {
        var order = new int[Samples * classes.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i % classes.Length;
        random.Shuffle(order);
        // Copied in the order in which they are used, so that no class lies better in the caches.
        var made = order.Select(kind => classes[kind]()).ToArray();
        var keys = made.Select(key => new string(key.AsSpan())).ToArray();
        foreach (var key in keys.AsSpan(0, 2000))
            test.Check.Match(key);

        var times = new double[order.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var caller = test.Check.Match(keys[i]);
            times[i] = Stopwatch.GetTimestamp() - started;
            caller.ShouldBeNull();
        }

        return [.. order.Zip(times, (kind, time) => (Kind: kind, Time: time)).Chunk(BlockPerClass * classes.Length).Select(block =>
        {
            // Interruptions are no property of the check: what lies beyond the block's 90th percentile is left out of all classes alike.
            var limit = block.Select(one => one.Time).Order().ElementAt((int)(block.Length * 0.9));
            return Enumerable.Range(0, classes.Length).Select(kind => block.Where(one => one.Kind == kind && one.Time <= limit).Average(one => one.Time)).ToArray();
        })];
    }

    /// <summary>Student's t of a class's difference from the first class, over the blocks.</summary>
    private static double Paired(double[][] blocks, int kind)
    {
        double[] differences = [.. blocks.Select(means => means[kind] - means[0])];
        var mean = differences.Average();
        return mean / Math.Sqrt(Variance(differences, mean) / differences.Length);
    }

    private static double Variance(double[] values, double mean) => values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);

    private static string Text(int length) => RandomNumberGenerator.GetString(Digits, length);

    private static char Other(char digit) => digit == 'a' ? 'b' : 'a';
}
