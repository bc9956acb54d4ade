using System.Globalization;
using Vae.Reliability.Tests.Load;
using Vae.Reliability.Tests.Support;
using Vae.TestUtils;

namespace Vae.Reliability.Tests;

/// <summary>New versions take over while requests run.</summary>
public sealed class HotSwapTests(ITestOutputHelper output)
{
    private const int Connections = 16;
    private const double MiB = 1024 * 1024;
    private const int GrowthLimit = 16;

    // More than stay loaded beside the newest: from here on each version that comes is one that goes.
    private const int VersionsBefore = 8;
    private const int SwapsBefore = 30;

    private static readonly int Swaps = Scale.Of(8, 100);
    private static readonly TimeSpan Calm = Scale.Of(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30));
    private static readonly string[] Names = ["left", "right"];

    private readonly List<string> _memory = [];
    private readonly List<string> _references = [];
    private long _published;

    [Fact]
    public async Task Swaps_FailAndMixNothing_UnderHalfOfTheCapacity()
    {
        using var data = new TemporaryFolder();
        await using Publications publications = await Publications.OpenAsync(data.Path);
        using ServiceProcess service = await Services.StartAsync(data.Path, ("Inference__MemoryBudget", $"{24 * (int)MiB}"));
        for (int i = 0; i < VersionsBefore; i++) await service.ServesAsync(await PublishAsync(publications, await DrawAsync(publications)));

        var answers = new Answers(publications);
        LoadReport closed = await Driver(service, answers, null).RunAsync(TimeSpan.FromSeconds(3));
        closed.ShouldHaveNoFailures("closed loop");
        LoadDriver half = Driver(service, answers, closed.Rate / 2);
        LoadReport calm = await half.RunAsync(Calm);
        ProcessFigures first = service.Figures();
        // The allocators come to their size by swapping, not by answering: memory counts from here.
        (await SwapUnderLoadAsync(half, service, publications, SwapsBefore)).ShouldHaveNoFailures("during the first swaps");
        ProcessFigures before = service.Figures();
        long handlesBefore = await Rest.LiveHandlesAsync(service);

        // A judge of their own for the swaps that count: versions met earlier must not be taken for theirs.
        var during = new Answers(publications);
        LoadReport swapping = await SwapUnderLoadAsync(Driver(service, during, closed.Rate / 2), service, publications, Swaps);
        ProcessFigures after = await Rest.FiguresAsync(service, figures => Grown(before, figures) <= GrowthLimit);
        long handlesAfter = await Rest.LiveHandlesAsync(service, atMost: handlesBefore);
        Tell(closed, calm, swapping, $"before any load's swaps {first}; after {SwapsBefore} of them, from where growth counts, {before}, {handlesBefore} handles; after {Swaps} more {after}, {handlesAfter} handles");

        calm.ShouldHaveNoFailures("before the swaps");
        swapping.ShouldHaveNoFailures("during the swaps");
        // The load may end before it meets the last one.
        _references.TakeLast(Swaps).SkipLast(1).Except(during.Versions).ShouldBeEmpty("the load has met every version of the swaps that count");
        handlesAfter.ShouldBe(handlesBefore);
        await answers.ShouldBeThoseOfTheirVersionsAsync(service.EndPoint());
        await during.ShouldBeThoseOfTheirVersionsAsync(service.EndPoint());
        // Figures of memory and time are only asserted where nothing else is meant to run on the machine.
        if (!Scale.IsFull) return;
        Grown(before, after).ShouldBeLessThanOrEqualTo(GrowthLimit, $"before {before}, after {after}");
        swapping.P99.ShouldBeLessThanOrEqualTo(1.5 * calm.P99);
    }

    private static double Grown(ProcessFigures before, ProcessFigures after) => after.ResidentMiB - before.ResidentMiB;

    private static LoadDriver Driver(ServiceProcess service, Answers answers, double? rate) => new()
    {
        Server = service.EndPoint(),
        Connections = Connections,
        Rate = rate,
        Next = number => Requests.Good[number % Requests.Good.Length],
        Judge = answers.Judge,
    };

    private async Task<LoadReport> SwapUnderLoadAsync(LoadDriver load, ServiceProcess service, Publications publications, int swaps)
    {
        // Drawn before: making models is not the service's work, and here it would take the service's cores.
        var drawn = new List<Publications.Drawn>();
        for (int i = 0; i < swaps; i++) drawn.Add(await DrawAsync(publications));
        using var stop = new CancellationTokenSource();
        Task<LoadReport> running = load.RunAsync(long.MaxValue, stop.Token);
        for (int i = 0; i < swaps; i++)
        {
            await service.ServesAsync(await PublishAsync(publications, drawn[i]));
            if (i % 10 == 0) _memory.Add(string.Create(CultureInfo.InvariantCulture, $"{service.Figures().ResidentMiB:F0}"));
        }
        await stop.CancelAsync();
        return await running;
    }

    /// <summary>The two names take turns, so that `latest` moves between them and within each.</summary>
    private Task<Publications.Drawn> DrawAsync(Publications publications)
    {
        long seed = ++_published;
        return publications.DrawAsync(Names[seed % Names.Length], seed);
    }

    private async Task<string> PublishAsync(Publications publications, Publications.Drawn drawn)
    {
        _references.Add(await publications.PublishAsync(drawn));
        return _references[^1];
    }

    private void Tell(LoadReport closed, LoadReport calm, LoadReport swapping, string memory)
    {
        output.WriteLine($"{Swaps} swaps, seeds 1 to {_published}, {Connections} connections");
        output.WriteLine($"as fast as it goes: {closed}");
        output.WriteLine($"at half of that, calm: {calm}");
        output.WriteLine($"at half of that, swapping: {swapping}; p99 {swapping.P99 / calm.P99:F2} times the calm one");
        output.WriteLine($"{memory}; MiB at every tenth swap: {string.Join(' ', _memory)}");
    }
}
