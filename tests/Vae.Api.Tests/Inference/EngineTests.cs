using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vae.Api.Inference;
using Vae.Api.Tests.Support;
using Vae.Catalog;
using Vae.Catalog.Models;
using Vae.Catalog.Sql;

namespace Vae.Api.Tests.Inference;

/// <summary>The server as a whole under load, under pressure and without its catalog.</summary>
public sealed class EngineTests
{
    private static readonly Dictionary<string, string?> SubmitOnly = new() { ["Worker:RunJobs"] = "false" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KnownReferences_AreServed_WhileTheCatalogIsLocked()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await server.PublishAndServeAsync("first", 1);
        await server.PublishAndServeAsync("second", 2);
        var host = server.Services.GetRequiredService<InferenceHost>();
        await Eventually.TrueAsync(() => Task.FromResult(host.Directory.Versions.Count == 2), "the directory has both");

        var path = Path.Combine(server.Services.GetRequiredService<CatalogOptions>().DataDirectory, CatalogDatabase.FileName);
        using var other = new SqliteConnection($"Data Source={path};Pooling=False");
        other.Open();
        using (var locking = other.CreateCommand())
        {
            locking.CommandText = "BEGIN EXCLUSIVE";
            locking.ExecuteNonQuery();
        }
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        soon.CancelAfter(TimeSpan.FromSeconds(4));

        // first@1 is not in memory: its files are read, the database is not.
        foreach (var (reference, version) in ((string, string)[])[("latest", "second@1"), ("second", "second@1"), ("first", "first@1"), ("first@1", "first@1")])
        {
            using var response = await server.Http.GetAsync($"/decode?z=1,2,3&model={reference}", soon.Token);
            ((int)response.StatusCode).ShouldBe(200, reference);
            response.Headers.GetValues("X-Model-Version").ShouldBe([version]);
        }
    }

    [Fact]
    public async Task Overload_IsSaidAtOnce_WithTheTimeToComeBack()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?>(SubmitOnly)
        {
            ["Inference:Threads"] = "1",
            ["Inference:QueueLimit"] = "1",
            ["Inference:BatchRows"] = "64",
        });
        await server.PublishAndServeAsync("busy", 1);
        var body = $"{{\"z\":[{string.Join(',', Enumerable.Repeat("[1,2,3]", 4096))}]}}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 48).Select(_ => server.PostJsonAsync("/decode", body, "application/octet-stream")));

        var refused = answers.Where(answer => answer.Status != 200).ToArray();
        refused.ShouldNotBeEmpty();
        foreach (var answer in refused)
        {
            answer.ShouldBeProblem(503, "overloaded");
            int.Parse(answer.Headers["Retry-After"]).ShouldBeGreaterThan(0);
        }
        answers.Where(answer => answer.Status == 200).Select(answer => Convert.ToHexString(answer.Body)).Distinct().ShouldHaveSingleItem();
        (await server.GetAsync("/decode?z=1,2,3")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Swaps_MixNothing_WhenManyCallersShareThePasses()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await server.PublishAndServeAsync("swapped", 0);
        using var stop = new CancellationTokenSource();
        var hammers = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            var answers = new List<Answer>();
            while (!stop.IsCancellationRequested)
                answers.Add(await server.PostJsonAsync("/decode", Body(caller), "application/octet-stream"));
            return answers;
        })).ToArray();
        for (var seed = 1; seed <= 5; seed++)
        {
            await server.PublishAndServeAsync("swapped", seed);
            await Task.Delay(TimeSpan.FromMilliseconds(30), Cancellation);
        }
        await stop.CancelAsync();
        var all = await Task.WhenAll(hammers);

        for (var caller = 0; caller < all.Length; caller++)
        {
            foreach (var version in all[caller].GroupBy(answer => answer.Headers["X-Model-Version"]))
            {
                var alone = await server.PostJsonAsync($"/decode?model={version.Key}", Body(caller), "application/octet-stream");
                alone.Status.ShouldBe(200, alone.Text);
                version.ShouldAllBe(answer => answer.Status == 200 && answer.Body.SequenceEqual(alone.Body));
            }
        }
        all.SelectMany(answers => answers).Select(answer => answer.Headers["X-Model-Version"]).Distinct().Count().ShouldBeGreaterThan(2);

        static string Body(int caller) => $"{{\"z\":[{string.Join(',', Enumerable.Repeat($"[{caller},0.5,-1]", 1 + caller % 4))}]}}";
    }

    [Fact]
    public async Task Quarantine_SpeaksOnce_AndIsToldWhenTheCatalogIsBack()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await server.PublishAndServeAsync("good", 1);
        await server.PublishAndServeAsync("bad", 2);
        var models = server.Services.GetRequiredService<ModelStore>();
        var bad = (await models.ResolveAsync(new("bad", null, null), Cancellation))!;
        var log = new CountingLogger();
        var quarantine = new Quarantine(models, server.Services.GetRequiredService<InferenceMetrics>(), log);

        for (var i = 0; i < 3; i++)
            await quarantine.AddAsync(bad, new InvalidDataException("a weight is not what it was"), Cancellation);

        log.Errors.ShouldBe(1);
        quarantine.Contains(bad).ShouldBeTrue();
        quarantine.Latest!.Ref.ShouldBe("bad@1");
        (await models.ResolveAsync(new("bad", null, null), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Requests_AllocateLittle()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await server.PublishAndServeAsync("lean", 1);
        using var client = new RawClient(server.Http.BaseAddress!);
        var png = Pictures.Disc();
        var requests = new Dictionary<string, byte[]>
        {
            ["decode"] = RawClient.Post("/decode", "application/json", """{"z":[1,2,3]}"""u8),
            ["sample"] = RawClient.Post("/sample", "application/json", """{"count":16,"seed":1}"""u8),
            ["encode"] = RawClient.Post("/encode", "image/png", png),
        };

        foreach (var (name, request) in requests)
        {
            client.Repeat(request, 300);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            client.Repeat(request, 1000);
            var each = (GC.GetTotalAllocatedBytes(precise: true) - before) / 1000;

            TestContext.Current.SendDiagnosticMessage($"{name}: {each} bytes a request");
            // Most of it is the framework's own: connection, routing, authorization; and ImageSharp's, which makes its decoder anew for each image.
            each.ShouldBeLessThan((name == "encode" ? 60 : 12) * 1024, name);
        }
    }

    private sealed class CountingLogger : ILogger<Quarantine>
    {
        public int Errors { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error)
                Errors++;
        }
    }

    /// <summary>A connection that allocates nothing itself, so that what is measured is the server's.</summary>
    private sealed class RawClient : IDisposable
    {
        private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly byte[] buffer = new byte[256 * 1024];

        public RawClient(Uri address) => socket.Connect(address.Host, address.Port);

        public static byte[] Post(string path, string type, ReadOnlySpan<byte> body) =>
        [
            .. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n"),
            .. body,
        ];

        public void Repeat(byte[] request, int times)
        {
            for (var i = 0; i < times; i++)
            {
                socket.Send(request);
                ReadAnswer();
            }
        }

        public void Dispose() => socket.Dispose();

        private void ReadAnswer()
        {
            var length = 0;
            while (true)
            {
                length += socket.Receive(buffer.AsSpan(length));
                var text = buffer.AsSpan(0, length);
                var end = text.IndexOf("\r\n\r\n"u8);
                if (end < 0)
                    continue;
                if (!text.StartsWith("HTTP/1.1 200"u8))
                    throw new InvalidDataException(Encoding.ASCII.GetString(text));
                var digits = text[(text.IndexOf("Content-Length: "u8) + 16)..];
                if (Utf8Parser.TryParse(digits, out int body, out _) && length >= end + 4 + body)
                    return;
            }
        }
    }
}
