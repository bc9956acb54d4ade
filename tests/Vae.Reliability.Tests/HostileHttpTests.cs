using System.Globalization;
using System.IO.Compression;
using System.Text;
using Vae.Reliability.Tests.Hostile;
using Vae.Reliability.Tests.Support;
using Vae.Reliability.Tests.Wire;
using Vae.TestUtils;

namespace Vae.Reliability.Tests;

/// <summary>What stands on the wire is one request or none, whoever wrote it, and costs no more than its route may.</summary>
public sealed class HostileHttpTests(HostileHttpTests.Running running) : IClassFixture<HostileHttpTests.Running>
{
    private const string Host = "Host: 127.0.0.1\r\n";
    private const string Json = $"{Host}Content-Type: application/json\r\n";
    private const string Second = $"GET /healthz?second HTTP/1.1\r\n{Host}\r\n";
    private const string Chunked = "Transfer-Encoding: chunked\r\n";
    private const int MiB = 1 << 20;

    private ServiceProcess Service => running.Hostile.Service;

    [Theory]
    // Two lengths, or a length and chunks.
    [InlineData($"Content-Length: 6\r\n{Chunked}", "0\r\n\r\n")]
    [InlineData($"{Chunked}Content-Length: 6\r\n", "0\r\n\r\n")]
    [InlineData($"Content-Length: 0\r\n{Chunked}", "0\r\n\r\n")]
    [InlineData("Content-Length: 0\r\nContent-Length: 44\r\n", "")]
    [InlineData("Content-Length: 0, 44\r\n", "")]
    [InlineData("Content-Length: 1_0\r\n", "")]
    [InlineData("Content-Length: -1\r\n", "")]
    [InlineData("Content-Length: 0x0\r\n", "")]
    [InlineData("Content-Length: 99999999999999999999\r\n", "")]
    [InlineData("Content-Length : 0\r\n", "")]
    // Encodings that are none, or not the last.
    [InlineData("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: identity\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: gzip\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding:\u000bchunked\r\n", "0\r\n\r\n")]
    // Lines that another reader may end, or fold, elsewhere.
    [InlineData("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n")]
    [InlineData("X-A: b\r\n Content-Length: 0\r\n", "")]
    [InlineData("X-A: b\0\r\nContent-Length: 0\r\n", "")]
    [InlineData("X-A: b\rContent-Length: 44\r\nContent-Length: 0\r\n", "")]
    [InlineData("X-A\r\nContent-Length: 0\r\n", "")]
    [InlineData(": b\r\nContent-Length: 0\r\n", "")]
    // Chunks that are not what they say.
    [InlineData(Chunked, "0\n\n")]
    [InlineData(Chunked, "1;a\nb\r\n1\r\n0\r\n\r\n")]
    [InlineData(Chunked, "-1\r\n\r\n")]
    [InlineData(Chunked, "0x1\r\n1\r\n0\r\n\r\n")]
    [InlineData(Chunked, "FFFFFFFFFFFFFFFF1\r\n\r\n")]
    [InlineData(Chunked, "7FFFFFFF1\r\n\r\n")]
    [InlineData(Chunked, "1\r\n12\r\n0\r\n\r\n")]
    [InlineData(Chunked, "1\n1\n0\n\n")]
    [InlineData(Chunked, "\r\n0\r\n\r\n")]
    [InlineData(Chunked, " 0\r\n\r\n")]
    public async Task Request_OfTwoMeanings_IsRefused_AndNothingBehindItIsRun(string headers, string body)
    {
        RawReply reply = await RawExchange.SendAsync(Service.EndPoint(), $"POST /decode HTTP/1.1\r\n{Json}{headers}\r\n{body}{Second}");

        reply.Statuses.Count.ShouldBeLessThanOrEqualTo(1, reply.Text);
        reply.Statuses.ShouldAllBe(status => status.StartsWith('4'));
        reply.IsClosed.ShouldBeTrue("nothing may follow on the connection");
    }

    [Fact]
    public async Task Request_WithLinesThatEndInLineFeeds_IsOneRequest()
    {
        RawReply reply = await RawExchange.SendAsync(Service.EndPoint(), $"POST /decode HTTP/1.1\nHost: 127.0.0.1\nContent-Length: {Second.Length}\n\n{Second}");

        reply.Statuses.ShouldHaveSingleItem().ShouldStartWith("4");
    }

    [Fact]
    public async Task Requests_ThatFollowEachOther_AreAnsweredInTurn()
    {
        RawReply reply = await RawExchange.SendAsync(Service.EndPoint(), $"POST /decode HTTP/1.1\r\n{Json}{Chunked}\r\n2\r\n{{}}\r\n0\r\n\r\n{Second}");

        // The control of the tests above: what is behind a good request is run.
        reply.Statuses.ShouldBe(["400", "200"]);
        reply.IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task Length_WithAPlus_IsTheNumberItIs()
    {
        RawReply reply = await RawExchange.SendAsync(Service.EndPoint(), $"POST /decode HTTP/1.1\r\n{Json}Content-Length: +2\r\n\r\n{{}}{Second}");

        // Kestrel's leniency, which the standard does not grant. No reader takes it for another number, so that no request hides behind it.
        reply.Statuses.ShouldBe(["400", "200"]);
        reply.Text.ShouldNotContain("The body is empty");
    }

    [Theory]
    [InlineData("/encode", "multipart/form-data; boundary=b")]
    [InlineData("/encode", "image/png")]
    [InlineData("/decode", "application/json")]
    [InlineData("/decode", "application/octet-stream")]
    [InlineData("/train", "application/json")]
    [InlineData("/v2/models/target.decoder/infer", "application/octet-stream")]
    public async Task Body_IsRefusedByItsAnnouncement(string route, string type)
    {
        RawReply reply = await RawExchange.SendAsync(Service.EndPoint(), $"POST {route} HTTP/1.1\r\n{Host}Content-Type: {type}\r\nContent-Length: 10737418240\r\n\r\n--b\r\n");

        reply.Statuses.ShouldBe(["413"]);
        reply.IsClosed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/encode", "multipart/form-data; boundary=b")]
    [InlineData("/encode", "image/png")]
    [InlineData("/decode", "application/json")]
    [InlineData("/sample", "application/json")]
    public async Task Body_IsRefusedByWhatComes_WhenNothingIsAnnounced(string route, string type)
    {
        string part = "--b\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\n";
        byte[] first = Encoding.ASCII.GetBytes($"POST {route} HTTP/1.1\r\n{Host}Content-Type: {type}\r\n{Chunked}\r\n{part.Length:x}\r\n{part}\r\n");
        byte[] chunk = [.. Encoding.ASCII.GetBytes($"{MiB:x}\r\n"), .. new byte[MiB], .. "\r\n"u8];

        RawReply reply = await RawExchange.SendAsync(Service.EndPoint(), [first, .. Enumerable.Repeat(chunk, 64)]);

        reply.Statuses.ShouldBe(["413"]);
        reply.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task Body_OfAMillionChunks_CostsWhatItHolds()
    {
        byte[] head = Encoding.ASCII.GetBytes($"POST /decode HTTP/1.1\r\n{Json}{Chunked}\r\n");
        byte[] ones = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("1\r\n1\r\n", 10_000)));
        int tries = Scale.Of(2, 100);
        var memory = new List<double>();
        for (int i = 0; i < tries; i++)
        {
            RawReply reply = await RawExchange.SendAsync(Service.EndPoint(), [head, .. Enumerable.Repeat(ones, 100), "0\r\n\r\n"u8.ToArray()], patience: TimeSpan.FromSeconds(60));
            reply.Statuses.ShouldBe(["400"], reply.Text);
            memory.Add(Service.Figures().ResidentMiB);
        }

        // From the first try on, which finds the sizes: a body of a megabyte, and no more for its pieces.
        if (Scale.IsFull) (memory[^1] - memory[0]).ShouldBeLessThanOrEqualTo(8, string.Join(' ', memory.Select(level => level.ToString("F1", CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData(100_000, "Content-Disposition: form-data; name=\"image\"", "422")]
    [InlineData(100_000, "Content-Disposition: form-data; name=\"x\"", "400")]
    public async Task Form_OfManyParts_IsRefusedAtTheFirstTooMany(int parts, string head, string status)
    {
        byte[] part = Encoding.ASCII.GetBytes($"--b\r\n{head}\r\n\r\n\r\n");
        byte[] begin = Encoding.ASCII.GetBytes($"POST /encode HTTP/1.1\r\n{Host}Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {part.Length * parts + 5}\r\n\r\n");
        byte[] thousand = [.. Enumerable.Repeat(part, 1000).SelectMany(bytes => bytes)];

        RawReply reply = await RawExchange.SendAsync(Service.EndPoint(), [begin, .. Enumerable.Repeat(thousand, parts / 1000), "--b--"u8.ToArray()]);

        reply.Statuses[0].ShouldBe(status, reply.Text);
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(17_000)]
    public async Task Head_IsRefused_WhenItIsLongerThanHeadsAre(int length)
    {
        RawReply reply = await RawExchange.SendAsync(Service.EndPoint(), $"POST /encode HTTP/1.1\r\n{Host}Content-Type: multipart/form-data; boundary={new string('b', length)}\r\nContent-Length: 0\r\n\r\n");

        reply.Statuses.ShouldBe(["431"]);
        reply.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task Body_ThatEndsBeforeItsLength_GetsNoWork()
    {
        RawReply reply = await RawExchange.SendAsync(Service.EndPoint(), [Encoding.ASCII.GetBytes($"POST /decode HTTP/1.1\r\n{Json}Content-Length: 1000\r\n\r\n{{\"z\":[")], end: true);

        reply.Statuses.ShouldAllBe(status => status == "400");
        reply.IsClosed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/decode", "application/json")]
    [InlineData("/encode", "image/png")]
    [InlineData("/encode", "multipart/form-data; boundary=b")]
    [InlineData("/decode", "application/x-npy")]
    public async Task Body_IsNotUnpacked(string route, string type)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(new byte[64 * MiB]);
        double before = Service.Figures().ResidentMiB;

        foreach (string encoding in (string[])["gzip", "br", "deflate", "x-gzip", "gzip, gzip", "identity, gzip"])
        {
            byte[] head = Encoding.ASCII.GetBytes($"POST {route} HTTP/1.1\r\n{Host}Content-Type: {type}\r\nContent-Encoding: {encoding}\r\nContent-Length: {packed.Length}\r\nConnection: close\r\n\r\n");
            (await RawExchange.SendAsync(Service.EndPoint(), [head, packed.ToArray()])).Statuses.ShouldBe(["415"], encoding);
        }

        if (Scale.IsFull) (Service.Figures().ResidentMiB - before).ShouldBeLessThan(64);
    }

    [Theory]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0")]
    [InlineData($"GET /healthz HTTP/1.1\r\n{Host}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n")]
    [InlineData("GET /healthz HTTP/3.0\r\n\r\n")]
    public async Task OtherVersionsOfHttp_AreNotSpoken(string request)
    {
        RawReply reply = await RawExchange.SendAsync(Service.EndPoint(), request);

        // No stream, no reset of one and no frame that goes on: what is not spoken cannot be abused.
        reply.Text.ShouldNotContain("101 ");
        reply.Text.ShouldNotContain("h2c");
        (reply.Statuses is ["200"] || (reply.IsClosed && reply.Statuses.All(status => status is "400" or "505"))).ShouldBeTrue(reply.Text);
    }

    /// <summary>One service for all: it must outlive each of them.</summary>
    public sealed class Running : IAsyncLifetime
    {
        internal HostileService Hostile { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync() => Hostile = await HostileService.StartAsync();

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            (await Hostile.Service.Http.GetAsync("sample?seed=1")).IsSuccessStatusCode.ShouldBeTrue();
            Hostile.Service.ShouldHaveLoggedNoFault();
            await Hostile.DisposeAsync();
        }
    }
}
