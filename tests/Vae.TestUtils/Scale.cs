using System.Diagnostics;

namespace Vae.TestUtils;

/// <summary>
/// Some tests have a size for <c>./test</c> and a full one for <c>bench/soak</c>, which sets <c>VAE_FULL=1</c>. How long something took is asserted at full size
/// alone: <c>./test</c> also runs on busy machines. What asserts it has the category <c>Timed</c>.
/// </summary>
public static class Scale
{
    /// <summary>Whether this is the full size.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("VAE_FULL") == "1";

    /// <summary>One value for each size.</summary>
    public static T Of<T>(T quick, T full) => IsFull ? full : quick;

    /// <summary>At full size, fails where more time than the limit has passed.</summary>
    /// <param name="began">A time stamp of <see cref="Stopwatch"/>.</param>
    /// <param name="limit">The longest time.</param>
    /// <param name="why">What the limit stands for.</param>
    public static void ShouldHaveTaken(long began, TimeSpan limit, string why)
    {
        var took = Stopwatch.GetElapsedTime(began);
        if (IsFull && took > limit) throw new TimeoutException($"It took {took}, and not at most {limit}: {why}.");
    }
}
