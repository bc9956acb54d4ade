using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vae.Api.Tests.Support;
using Vae.Catalog.Keys;

namespace Vae.Api.Tests.Security;

public sealed class LogTests
{
    [Fact]
    public async Task Log_HasNoSecret_WhateverIsSent()
    {
        const string environment = "environment-key-0123456789abcdef";
        await using var server = await TestKeys.StartAsync(("Security:ApiKey", environment));
        using var log = new Capture();
        server.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var key = await TestKeys.MakeAsync(server, KeyScopes.Train);
        var wrong = ApiKeyText.Create(out _, out _);

        foreach (var secret in (string[])[environment, key, wrong])
        {
            foreach (var path in (string[])["/jobs", "/models", "/nothing", "/healthz"])
            {
                await RawHttp.SendAsync(server, $"GET {path}", $"Authorization: Bearer {secret}");
                await RawHttp.SendAsync(server, $"POST {path}", $"Authorization: Bearer {secret}", "Content-Type: application/json");
                await RawHttp.SendAsync(server, $"GET {path}?key={secret}", $"Authorization : Bearer {secret}");
                await RawHttp.SendAsync(server, $"GET {path}", $"Authorization: Bearer {secret}", $"Cookie: key={secret}", "Host: evil.test");
            }
        }

        server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Test").LogWarning("The log is captured");
        log.Lines.ShouldContain(line => line.Contains("The log is captured"));
        foreach (var secret in (string[])[environment, Forgery.SecretOf(key), Forgery.SecretOf(wrong)])
            log.Lines.ShouldNotContain(line => line.Contains(secret));
    }

    private sealed class Capture : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
