using System.Globalization;
using Vae.Catalog.Store;

namespace Vae.Catalog.Tests.Store;

public sealed class QuietThreadTests
{
    private const int NicenessField = 16;

    [Fact]
    public async Task RunAsync_LowersTheWorksThread_AndNoOther()
    {
        var quiet = await QuietThread.RunAsync(Niceness, TestContext.Current.CancellationToken);

        quiet.ShouldBe(19);
        Niceness().ShouldBeLessThan(19);
        (await Task.Run(Niceness, TestContext.Current.CancellationToken)).ShouldBeLessThan(19);
    }

    [Fact]
    public async Task RunAsync_PassesTheFaultOn() =>
        await Should.ThrowAsync<InvalidDataException>(() => QuietThread.RunAsync<int>(() => throw new InvalidDataException("bad"), TestContext.Current.CancellationToken));

    /// <summary>The calling thread's, as the system tells it: the fields after the name, which is in parentheses.</summary>
    private static int Niceness()
    {
        var text = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[NicenessField], CultureInfo.InvariantCulture);
    }
}
