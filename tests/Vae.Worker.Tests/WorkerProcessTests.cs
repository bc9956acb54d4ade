using System.Diagnostics;
using Vae.Catalog.Jobs;

namespace Vae.Worker.Tests;

/// <summary>The worker as a process of its own, which can be killed.</summary>
public sealed class WorkerProcessTests : IAsyncDisposable
{
    private readonly TestWorker _worker = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task Process_HandsItsJobBackAndExitsCleanly_WhenTerminated()
    {
        using var process = Start();
        var id = (await _worker.InsertAsync(TestWorker.NewJob(epochs: 1000))).Id;
        await _worker.UntilAsync(id, job => job.State == JobState.Running);

        await SignalAsync(process, "TERM");

        await process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        process.ExitCode.ShouldBe(0);
        (await _worker.JobAsync(id)).State.ShouldBe(JobState.Queued);
    }

    [Fact]
    public async Task Process_RunsTheJobAnew_WhenTheOneBeforeWasKilled()
    {
        var id = (await _worker.InsertAsync(TestWorker.NewJob(epochs: 100))).Id;
        using (var first = Start())
        {
            await _worker.UntilAsync(id, job => job.State == JobState.Running && job.LastEpoch is not null);
            await SignalAsync(first, "KILL");
            await first.WaitForExitAsync(Cancellation);
        }

        (await _worker.JobAsync(id)).State.ShouldBe(JobState.Running);
        using var second = Start();
        var job = await _worker.UntilEndedAsync(id);
        (job.State, job.Attempt, job.Model).ShouldBe((JobState.Succeeded, 2, "tiny-model@1"));
        (await _worker.Models.ListAsync(Cancellation)).ShouldHaveSingleItem();
        await SignalAsync(second, "TERM");
        await second.WaitForExitAsync(Cancellation);
    }

    [Fact]
    public async Task Process_SaysWhyInOneLine_WhenTheFolderIsTaken()
    {
        await _worker.StartAsync();
        using var process = Start();
        var error = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        process.ExitCode.ShouldBe(1);
        error.ShouldContain("Another process runs jobs on this data folder.");
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Process_SaysWhyInOneLine_WhenTheCatalogIsNoDatabase()
    {
        Directory.CreateDirectory(_worker.Options.DataDirectory);
        await File.WriteAllTextAsync(Path.Combine(_worker.Options.DataDirectory, "catalog.db"), new string('x', 4096), Cancellation);
        using var process = Start();
        var error = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        process.ExitCode.ShouldBe(1);
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Process_NamesEverythingWrongWithItsConfiguration()
    {
        using var process = Start(("Worker__Threads", "0"), ("Worker__QueuePoll", "00:00:00"));
        var error = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        process.ExitCode.ShouldBe(1);
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2, error);
    }

    private Process Start(params ReadOnlySpan<(string Key, string Value)> more)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Vae.Worker"))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["Data__Directory"] = _worker.Options.DataDirectory,
                ["Datasets__Directory"] = _worker.DatasetsFolder,
                ["Worker__QueuePoll"] = "00:00:00.2",
                ["Logging__LogLevel__Default"] = "None",
            },
        };
        foreach (var (key, value) in more)
            start.Environment[key] = value;
        return Process.Start(start).ShouldNotBeNull();
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync(Cancellation);
    }
}
