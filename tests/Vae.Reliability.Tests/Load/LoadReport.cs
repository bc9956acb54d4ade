using System.Globalization;

namespace Vae.Reliability.Tests.Load;

/// <summary>What a load saw.</summary>
/// <param name="Requests">Requests, failed ones included.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Sorted">Time of each request in milliseconds, ascending.</param>
/// <param name="Failed">Requests that failed.</param>
/// <param name="Failures">The first failures, in words.</param>
internal sealed record LoadReport(long Requests, double Seconds, float[] Sorted, long Failed, IReadOnlyList<string> Failures)
{
    public double Rate => Requests / Seconds;

    public double Median => Percentile(0.5);

    public double P99 => Percentile(0.99);

    public void ShouldHaveNoFailures(string when) =>
        Failed.ShouldBe(0, $"{when}: {Failed} of {Requests} requests failed. The first:\n{string.Join('\n', Failures)}");

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Requests} requests, {Rate:F0} a second, p50 {Median:F2} ms, p99 {P99:F2} ms, {Failed} failed");

    private double Percentile(double share) => Sorted.Length == 0 ? 0 : Sorted[(int)(share * (Sorted.Length - 1))];
}
