using Vae.Api.Configuration;
using Vae.Api.Errors;
using Vae.Api.Inference;

namespace Vae.Api.Tests.Inference;

public sealed class WorkGateTests
{
    [Fact]
    public async Task RunAsync_IsOverloaded_WhenTheQueueIsFullOrTheWaitTooLong()
    {
        using var gate = new WorkGate(new InferenceOptions { QueueLimit = 1, QueueWait = TimeSpan.FromMilliseconds(200) }, slots: 1);
        using var release = new ManualResetEventSlim();
        using var running = new ManualResetEventSlim();
        var cancellation = TestContext.Current.CancellationToken;
        var holder = Task.Run(() => gate.RunAsync(() => { running.Set(); release.Wait(cancellation); return 1; }, cancellation), cancellation);
        running.Wait(cancellation);

        var waiter = gate.RunAsync(() => 2, cancellation);
        (await Should.ThrowAsync<ProblemException>(gate.RunAsync(() => 3, cancellation))).Problem.Slug.ShouldBe("overloaded");
        (await Should.ThrowAsync<ProblemException>(waiter)).Problem.RetryAfter.ShouldNotBeNull();
        release.Set();

        (await holder).ShouldBe(1);
        (await gate.RunAsync(() => 4, cancellation)).ShouldBe(4, "who gave up left the gate as it was");
    }

    [Fact]
    public async Task RunAsync_FreesItsSlot_WhenTheWorkThrows()
    {
        using var gate = new WorkGate(new InferenceOptions(), slots: 1);

        await Should.ThrowAsync<InvalidDataException>(gate.RunAsync<int>(() => throw new InvalidDataException(), TestContext.Current.CancellationToken));

        (await gate.RunAsync(() => 1, TestContext.Current.CancellationToken)).ShouldBe(1);
    }
}
