using Vae.Reliability.Tests.Load;
using Vae.Reliability.Tests.Support;
using Vae.Reliability.Tests.Wire;
using Vae.TestUtils;

namespace Vae.Reliability.Tests;

/// <summary>Many requests leave nothing behind.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Connections = 16;
    private const int GrowthLimit = 16;

    // Of a hundred requests.
    private const int Bad = 10;
    private const int Aborted = 3;

    private static readonly long Count = Scale.Of(10_000L, 1_000_000L);

    [Fact]
    public async Task Requests_LeaveNothingBehind()
    {
        using var data = new TemporaryFolder();
        await using Publications publications = await Publications.OpenAsync(data.Path);
        using ServiceProcess service = await Services.StartAsync(data.Path);
        await service.ServesAsync(await publications.PublishAsync("soaked", seed: 1));
        // Every kind once: what is made at the first use is not a leak.
        var answers = new Answers(publications);
        LoadReport warmUp = await Driver(service, answers).RunAsync(2000, CancellationToken.None);
        warmUp.ShouldHaveNoFailures("warming up");
        await Task.Delay(500);
        ProcessFigures idle = service.Figures();
        long handles = await Rest.LiveHandlesAsync(service);

        LoadReport first = await Driver(service, answers).RunAsync(Count / 10, CancellationToken.None);
        ProcessFigures tenth = service.Figures();
        LoadReport rest = await Driver(service, answers).RunAsync(Count - Count / 10, CancellationToken.None);
        ProcessFigures end = service.Figures();
        ProcessFigures atRest = await Rest.FiguresAsync(service, figures => figures.Sockets <= idle.Sockets && figures.Threads <= tenth.Threads);
        long handlesAtRest = await Rest.LiveHandlesAsync(service, atMost: handles);
        output.WriteLine($"{Count} requests in a fixed order, {Bad} of 100 bad, {Aborted} of 100 aborted, {Connections} connections");
        output.WriteLine($"first tenth: {first}; then {rest}");
        output.WriteLine($"idle {idle}; after a tenth {tenth}; at the end {end}; at rest {atRest}; handles {handles} and {handlesAtRest}");

        first.ShouldHaveNoFailures("first tenth");
        rest.ShouldHaveNoFailures("the rest");
        handlesAtRest.ShouldBe(handles);
        service.ShouldHaveLoggedNoFault();
        await answers.ShouldBeThoseOfTheirVersionsAsync(service.EndPoint());
        // Figures of memory and time are only asserted where nothing else is meant to run on the machine.
        if (!Scale.IsFull) return;
        (end.ResidentMiB - tenth.ResidentMiB).ShouldBeLessThanOrEqualTo(GrowthLimit, $"after a tenth {tenth}, at the end {end}");
        atRest.Sockets.ShouldBeLessThanOrEqualTo(idle.Sockets);
        // Of the catalog's database: one for each request that asked it at the same time.
        atRest.Files.ShouldBeLessThanOrEqualTo(idle.Files + Connections);
        atRest.Threads.ShouldBeLessThanOrEqualTo(tenth.Threads);
    }

    private static LoadDriver Driver(ServiceProcess service, Answers answers) => new()
    {
        Server = service.EndPoint(),
        Connections = Connections,
        Next = number => number % 100 < Bad ? Requests.Bad[number / 100 % Requests.Bad.Length] : Requests.Good[number % Requests.Good.Length],
        Judge = (request, answer) => Judge(answers, request, answer),
        Instead = number => AbortAsync(service, number),
    };

    private static string? Judge(Answers answers, WireRequest request, WireAnswer answer)
    {
        if (!Array.Exists(Requests.Bad, bad => bad == request)) return answers.Judge(request, answer);
        bool isProblem = answer.Status is >= 400 and < 500 && answer.Body.Span.IndexOf("urn:vae:problem:"u8) >= 0;
        return isProblem ? null : answer.Summary;
    }

    /// <summary>Callers that go away: in the head, in the body, and while the answer is made.</summary>
    private static async ValueTask<bool> AbortAsync(ServiceProcess service, long number)
    {
        long place = number % 100 - Bad;
        if (place is < 0 or >= Aborted) return false;
        WireRequest request = Requests.Good[number / 100 % Requests.Good.Length];
        int length = place switch { 0 => request.HeadLength / 2, 1 => (request.HeadLength + request.Bytes.Length) / 2, _ => request.Bytes.Length };
        await WireClient.AbortAsync(service.EndPoint(), request.Bytes[..length]);
        return true;
    }
}
