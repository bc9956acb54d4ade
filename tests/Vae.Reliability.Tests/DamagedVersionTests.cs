using Vae.Reliability.Tests.Hostile;
using Vae.Reliability.Tests.Load;
using Vae.Reliability.Tests.Support;
using Vae.TestUtils;

namespace Vae.Reliability.Tests;

/// <summary>Newest versions whose files are not what was published: none is served, and the one before goes on.</summary>
public sealed class DamagedVersionTests(ITestOutputHelper output)
{
    private const ulong Seed = 20_260_104;
    private const string Weights = "model.safetensors";
    private const string Manifest = "manifest.json";

    private static readonly int Count = Scale.Of(24, 200);

    private static readonly Action<Dice, string>[] Kinds =
    [
        (dice, folder) => Rewrite(folder, Weights, bytes => Flipped(dice, bytes)),
        (dice, folder) => Rewrite(folder, Manifest, bytes => Flipped(dice, bytes)),
        (dice, folder) => Rewrite(folder, Weights, bytes => bytes[..dice.Below(bytes.Length)]),
        (dice, folder) => Rewrite(folder, Manifest, bytes => bytes[..dice.Below(bytes.Length)]),
        (dice, folder) => Rewrite(folder, Weights, bytes => [.. bytes, .. dice.Bytes(dice.Between(1, 100))]),
        (_, folder) => Rewrite(folder, Weights, _ => []),
        (_, folder) => Rewrite(folder, Weights, bytes => [.. "\u0080\u0002cposix\nsystem\n"u8, .. bytes]),
        (_, folder) => File.Delete(Path.Combine(folder, Weights)),
        (_, folder) => File.Delete(Path.Combine(folder, Manifest)),
        (_, folder) => Rewrite(folder, Weights, _ => File.ReadAllBytes(Path.Combine(Others(folder), Weights))),
        (_, folder) => Rewrite(folder, Manifest, _ => File.ReadAllBytes(Path.Combine(Others(folder), Manifest))),
        (_, folder) =>
        {
            File.Delete(Path.Combine(folder, Weights));
            File.CreateSymbolicLink(Path.Combine(folder, Weights), Path.Combine(Others(folder), Weights));
        },
    ];

    [Fact]
    public async Task Newest_IsQuarantined_AndTheOneBeforeGoesOn()
    {
        using var data = new TemporaryFolder();
        await using Publications publications = await Publications.OpenAsync(data.Path);
        using ServiceProcess service = await Services.StartAsync(data.Path);
        await service.ServesAsync(await publications.PublishAsync("target", seed: 1));
        var answers = new Answers(publications);
        using var stop = new CancellationTokenSource();
        Task<LoadReport> running = Driver(service, answers).RunAsync(long.MaxValue, stop.Token);

        for (int i = 0; i < Count; i++)
        {
            // The service must not see the version before it is damaged: it would load the good one.
            service.Signal("STOP");
            HashSet<string> before = Folders(data.Path);
            string reference = await publications.PublishAsync("target", seed: 2 + i);
            Kinds[i % Kinds.Length](new Dice(Seed, i), Folders(data.Path).Except(before).ShouldHaveSingleItem());
            service.Signal("CONT");
            await service.WaitAsync(
                async () => (await service.Http.GetAsync($"models/{reference}")).StatusCode == System.Net.HttpStatusCode.NotFound, TimeSpan.FromSeconds(20), $"seed {Seed} index {i}: {reference} is out of service");
            (await service.GetJsonAsync("models/latest")).GetProperty("ref").GetString().ShouldBe("target@1");
        }
        await stop.CancelAsync();
        LoadReport load = await running;
        output.WriteLine($"seed {Seed}: {Count} damaged versions; {load}");

        load.ShouldHaveNoFailures("beside damaged versions");
        answers.Versions.ShouldBe(["target@1"]);
        await answers.ShouldBeThoseOfTheirVersionsAsync(service.EndPoint());
        await service.ServesAsync(await publications.PublishAsync("target", seed: 1_000));
    }

    private static LoadDriver Driver(ServiceProcess service, Answers answers) => new()
    {
        Server = service.EndPoint(),
        Connections = 2,
        Rate = 50,
        Next = number => Requests.Good[number % Requests.Good.Length],
        Judge = answers.Judge,
    };

    private static HashSet<string> Folders(string data) =>
        [.. Directory.EnumerateFiles(data, Manifest, SearchOption.AllDirectories).Select(path => Path.GetDirectoryName(path)!)];

    /// <summary>The folder of a version that was published before.</summary>
    private static string Others(string folder) =>
        Directory.EnumerateDirectories(Path.GetDirectoryName(folder)!).Order(StringComparer.Ordinal)
            .First(other => other != folder && new[] { Weights, Manifest }.All(file => new FileInfo(Path.Combine(other, file)) is { Exists: true, Length: > 0 }));

    private static void Rewrite(string folder, string file, Func<byte[], byte[]> change)
    {
        string path = Path.Combine(folder, file);
        byte[] changed = change(File.ReadAllBytes(path));
        File.Delete(path);
        File.WriteAllBytes(path, changed);
    }

    private static byte[] Flipped(Dice dice, byte[] bytes)
    {
        bytes[dice.Below(bytes.Length)] ^= (byte)(1 << dice.Below(8));
        return bytes;
    }
}
