using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Vae.Api.Tests.Support;
using Vae.TestUtils;

namespace Vae.Api.Tests.Telemetry.Otlp;

/// <summary>What a collector receives.</summary>
public sealed class OtlpExportTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task Collector_GetsTracesAndMetrics_UnderTheServicesName()
    {
        var received = new ConcurrentBag<(string Path, byte[] Body)>();
        await using var collector = await CollectorAsync(received);
        await using (var server = await ApiServer.StartAsync(new Dictionary<string, string?>
        {
            ["Telemetry:OtlpEndpoint"] = collector.Urls.First(),
            ["Telemetry:OtlpProtocol"] = "http/protobuf",
            ["Worker:RunJobs"] = "false",
        }))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs/unknown");
            request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
            (await server.Http.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        }

        var traces = received.Where(post => post.Path == "/v1/traces").Select(post => post.Body).ToArray();
        traces.ShouldNotBeEmpty("what is left is sent at the end");
        var strings = traces.SelectMany(ProtobufText.Strings).ToArray();
        strings.ShouldContain("service.name");
        strings.ShouldContain("vae");
        strings.ShouldContain("GET /jobs/{id}");
        traces.Any(body => body.AsSpan().IndexOf(Convert.FromHexString(Trace)) >= 0).ShouldBeTrue("the caller's trace goes on");
        var metrics = received.Where(post => post.Path == "/v1/metrics").SelectMany(post => ProtobufText.Strings(post.Body)).ToArray();
        metrics.ShouldContain("http.server.request.duration");
        metrics.ShouldContain("vae.tensors.live");
    }

    [Fact]
    [Trait("Category", "Timed")]
    public async Task Stop_IsBounded_WhenTheCollectorIsGone()
    {
        var server = await ApiServer.StartAsync(new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9",
            ["Worker:RunJobs"] = "false",
        });
        (await server.GetAsync("/healthz")).Status.ShouldBe(200);
        var began = System.Diagnostics.Stopwatch.GetTimestamp();

        await server.DisposeAsync();

        Scale.ShouldHaveTaken(began, TimeSpan.FromSeconds(10), "a collector that is gone holds nobody up");
    }

    private static async Task<WebApplication> CollectorAsync(ConcurrentBag<(string, byte[])> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            received.Add((http.Request.Path, body.ToArray()));
            http.Response.ContentType = "application/x-protobuf";
        });
        await app.StartAsync();
        return app;
    }

    /// <summary>The texts in a protobuf message, found by trying each length-delimited field as a message and as text.</summary>
    private static class ProtobufText
    {
        public static List<string> Strings(byte[] message)
        {
            var found = new List<string>();
            TryRead(message, found);
            return found;
        }

        private static bool TryRead(ReadOnlySpan<byte> bytes, List<string> found)
        {
            var texts = new List<string>();
            while (!bytes.IsEmpty)
            {
                if (!TryVarint(ref bytes, out var tag) || tag >> 3 == 0)
                    return false;
                ulong length;
                switch (tag & 7)
                {
                    case 0 when TryVarint(ref bytes, out _):
                        continue;
                    case 1:
                        length = 8;
                        break;
                    case 5:
                        length = 4;
                        break;
                    case 2 when TryVarint(ref bytes, out length):
                        break;
                    default:
                        return false;
                }
                if (length > (ulong)bytes.Length)
                    return false;
                var content = bytes[..(int)length];
                bytes = bytes[(int)length..];
                if ((tag & 7) != 2)
                    continue;
                if (content.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0)
                    texts.Add(Encoding.ASCII.GetString(content));
                TryRead(content, texts);
            }
            found.AddRange(texts);
            return true;
        }

        private static bool TryVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
        {
            value = 0;
            for (var shift = 0; shift < 64 && !bytes.IsEmpty; shift += 7)
            {
                var next = bytes[0];
                bytes = bytes[1..];
                value |= (ulong)(next & 0x7f) << shift;
                if (next < 0x80)
                    return true;
            }
            return false;
        }
    }
}
