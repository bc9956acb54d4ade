using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Vae.Reliability.Tests.Support;
using Vae.Reliability.Tests.Wire;
using Vae.TestUtils;

namespace Vae.Reliability.Tests.Hostile;

/// <summary>Sends generated cases over keep-alive connections and judges every answer.</summary>
/// <param name="service">Whom to ask.</param>
/// <param name="seed">The generator's seed, for reports.</param>
/// <param name="make">The case with an index.</param>
internal sealed class HostileRun(ServiceProcess service, ulong seed, Func<long, HostileCase> make)
{
    private const int Connections = 4;
    private const int MemorySamples = 40;
    private const int KeptFailures = 10;
    private const int LongestRefusal = 8 * 1024;

    /// <summary>What each problem is answered with. A slug that is not here is no answer to bad input.</summary>
    private static readonly Dictionary<string, int> Statuses = new()
    {
        ["malformed-json"] = 400,
        ["malformed-multipart"] = 400,
        ["malformed-query"] = 400,
        ["bad-request"] = 400,
        ["dataset-not-found"] = 404,
        ["payload-too-large"] = 413,
        ["unsupported-media-type"] = 415,
        ["image-invalid"] = 422,
        ["image-too-large"] = 422,
        ["trailing-data"] = 422,
        ["tensor-invalid"] = 422,
        ["latent-dimension-mismatch"] = 422,
        ["latent-not-finite"] = 422,
        ["latent-out-of-range"] = 422,
        ["count-out-of-range"] = 422,
        ["seed-out-of-range"] = 422,
        ["value-out-of-range"] = 422,
        ["unknown-value"] = 422,
        ["output-too-large"] = 422,
        ["hyperparameter-out-of-range"] = 422,
        ["invalid-name"] = 422,
    };

    /// <summary>Sends the cases from one index on.</summary>
    public async Task<HostileReport> RunAsync(long first, long count)
    {
        (IPEndPoint server, int process) = (service.EndPoint(), service.Id);
        long next = first;
        var memory = new ConcurrentQueue<double>();
        var failures = new ConcurrentQueue<string>();
        var answers = new ConcurrentDictionary<string, int>();
        List<(float, string)>[] times = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var client = new WireClient(server);
            var own = new List<(float, string)>();
            for (long index; (index = Interlocked.Increment(ref next) - 1) < first + count;)
            {
                if ((index - first) % (count / MemorySamples) == 0) memory.Enqueue(ProcessFigures.Read(process).ResidentMiB);
                HostileCase hostile = make(index);
                long started = Stopwatch.GetTimestamp();
                string? fault;
                try
                {
                    WireAnswer answer = await client.SendAsync(hostile.Request);
                    fault = Judge(hostile, answer, out string kind);
                    answers.AddOrUpdate(kind, 1, (_, known) => known + 1);
                }
                catch (WireException broken)
                {
                    fault = broken.Message;
                }
                own.Add(((float)Stopwatch.GetElapsedTime(started).TotalMilliseconds, hostile.Name));
                if (fault is not null) failures.Enqueue($"seed {seed} index {index} ({hostile.Name}): {fault}");
            }
            return own;
        })));
        (float, string)[] sorted = [.. times.SelectMany(list => list).OrderBy(time => time.Item1)];
        return new HostileReport(sorted, failures.Count, [.. failures.Take(KeptFailures)], answers, [.. memory]);
    }

    private static string? Judge(HostileCase hostile, WireAnswer answer, out string kind)
    {
        kind = answer.Status.ToString(CultureInfo.InvariantCulture);
        if (answer.Status == 200) return hostile.Answers.Contains(HostileCase.Good) ? null : $"answered with 200, expected {string.Join(" or ", hostile.Answers)}";
        if (answer.Status is < 400 or >= 500 || answer.Body.Length > LongestRefusal) return $"{answer.Body.Length} bytes, {answer.Summary}";
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Body);
            JsonElement body = document.RootElement;
            if (answer.Type == "application/json" && body.TryGetProperty("error", out _))
            {
                kind = $"{answer.Status} {HostileCase.ProtocolError}";
                return hostile.Answers.Contains(HostileCase.ProtocolError) ? null : answer.Summary;
            }
            string slug = body.GetProperty("type").GetString()!["urn:vae:problem:".Length..];
            kind = $"{answer.Status} {slug}";
            bool isTyped = answer.Type == "application/problem+json" && body.GetProperty("status").GetInt32() == answer.Status
                && Statuses.TryGetValue(slug, out int status) && status == answer.Status;
            return isTyped && hostile.Answers.Contains(slug) ? null : $"expected {string.Join(" or ", hostile.Answers)}, {answer.Summary}";
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or ArgumentOutOfRangeException)
        {
            return $"no problem: {answer.Summary}";
        }
    }
}

/// <summary>What a run saw.</summary>
/// <param name="Sorted">Milliseconds and name of each case, ascending by time.</param>
/// <param name="Failed">Cases that were answered wrongly, or not at all.</param>
/// <param name="Failures">The first of them: seed and index repeat one.</param>
/// <param name="Answers">How often each kind of answer came.</param>
/// <param name="Memory">The service's memory in MiB, at even steps.</param>
internal sealed record HostileReport(
    (float Milliseconds, string Name)[] Sorted, int Failed, IReadOnlyList<string> Failures, IReadOnlyDictionary<string, int> Answers, IReadOnlyList<double> Memory)
{
    private const int Slowest = 5;

    private const double GrowthLimit = 16;

    public double Median => At(0.5);

    public double P99 => At(0.99);

    /// <summary>MiB that the last quarter takes more than the first: by medians, for a collector works in between.</summary>
    public double Growth => Middle([.. Memory.TakeLast(Memory.Count / 4)]) - Middle([.. Memory.Take(Memory.Count / 4)]);

    /// <summary>Only the whole run is long enough for the collector to find its level, on a machine that does nothing else.</summary>
    public void ShouldHaveGrownLittle()
    {
        if (Scale.IsFull) Growth.ShouldBeLessThanOrEqualTo(GrowthLimit, Levels);
    }

    public void ShouldHaveNoFailures() =>
        Failed.ShouldBe(0, $"{Failed} of {Sorted.Length} cases were answered wrongly. The first:\n{string.Join('\n', Failures)}");

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Sorted.Length} cases, p50 {Median:F1} ms, p99 {P99:F1} ms, {Failed} failed; answers: {Kinds}; slowest: {string.Join(", ", Sorted.TakeLast(Slowest).Select(Shown))}; {Levels}");

    private string Levels => string.Create(CultureInfo.InvariantCulture, $"grown by {Growth:F1} MiB: {string.Join(' ', Memory.Select(level => level.ToString("F0", CultureInfo.InvariantCulture)))}");

    private string Kinds => string.Join(", ", Answers.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key}: {pair.Value}"));

    private static string Shown((float Milliseconds, string Name) one) => string.Create(CultureInfo.InvariantCulture, $"{one.Name} {one.Milliseconds:F0} ms");

    private static double Middle(double[] levels) => levels.Order().ElementAt(levels.Length / 2);

    private double At(double share) => Sorted[(int)(share * (Sorted.Length - 1))].Milliseconds;
}
