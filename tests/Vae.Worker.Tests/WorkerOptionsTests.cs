using Microsoft.Extensions.DependencyInjection;

namespace Vae.Worker.Tests;

public sealed class WorkerOptionsTests
{
    [Fact]
    public void Violations_IsEmpty_WhenTheDefaultsStand() => new WorkerOptions().Violations().ShouldBeEmpty();

    [Fact]
    public void AddVaeWorker_NamesEveryViolation()
    {
        var options = new WorkerOptions { ConcurrentJobs = 65, Threads = 0, ProgressInterval = TimeSpan.FromSeconds(-1), QueuePoll = TimeSpan.Zero };
        var error = Should.Throw<ArgumentException>(() => new ServiceCollection().AddVaeWorker(options));
        error.Message.ShouldContain("Worker:ConcurrentJobs must be 1 to 64, not 65.");
        error.Message.ShouldContain("Worker:Threads must be 1 to 256, not 0.");
        error.Message.ShouldContain("Worker:ProgressInterval");
        error.Message.ShouldContain("Worker:QueuePoll");
    }
}
