using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Vae.Core.Data;
using Vae.Core.Training;
using Vae.Worker.Training;

namespace Vae.Worker.Tests.Training;

public sealed class JobReporterTests : IAsyncDisposable
{
    private readonly TestWorker _worker = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _worker.DisposeAsync();
    }

    [Fact]
    public async Task OnProgress_LogsEveryReport_AndWritesThoseThatAreDue()
    {
        var id = (await _worker.InsertAsync()).Id;
        var claim = (await _worker.Jobs.ClaimAsync(id, "cpu", Cancellation)).ShouldNotBeNull();
        var pictures = new JobPictures(DigitsGenerator.Generate(1, 1));
        var log = new LevelLog();
        var reporter = new JobReporter(
            _worker.Jobs, claim, pictures, new WorkerMetrics(_services.GetRequiredService<IMeterFactory>()), new Patience(TimeProvider.System, NullLogger.Instance),
            TimeProvider.System, TimeSpan.FromHours(1))
        {
            Log = log,
        };

        foreach (var step in new[] { 10, 20, 25 })
            reporter.OnProgress(new TrainingProgress(1, 1, step, 25, new Losses(3, 2, 1), 100, TimeSpan.FromSeconds(1)));
        reporter.Complete();
        using var stop = new CancellationTokenSource();
        await reporter.PumpAsync(stop);

        // Not due within the hour, but the last step is always told.
        log.Levels.ShouldBe([LogLevel.Debug, LogLevel.Debug, LogLevel.Information]);
        (await _worker.JobAsync(id)).Progress.ShouldNotBeNull().Step.ShouldBe(25);
        (await _worker.Jobs.EventsAsync(id, 0, 100, Cancellation)).Select(line => line.Type).ShouldBe(["state", "state", "metric"]);
    }

    private sealed class LevelLog : ILogger
    {
        public List<LogLevel> Levels { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Levels.Add(logLevel);
    }
}
