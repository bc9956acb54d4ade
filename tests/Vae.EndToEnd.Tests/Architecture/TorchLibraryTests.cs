using System.Text;
using Vae.EndToEnd.Tests.Support;

namespace Vae.EndToEnd.Tests.Architecture;

/// <summary>The build step that makes TorchSharp's library load where libstdc++ is older than it asks for: <c>eng/Torch.targets</c>.</summary>
public sealed class TorchLibraryTests : IDisposable
{
    private const string Asked = "GLIBCXX_3.4.32";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Mend_ChangesOneFlagOfACopy_WhenTheVersionIsMissing()
    {
        var packaged = await PackagedAsync();
        var before = await File.ReadAllBytesAsync(packaged, TestContext.Current.CancellationToken);

        // No library of any machine is called that, so none has the version.
        var mended = await MendAsync(packaged, Asked, "libnone.so.1");

        (await File.ReadAllBytesAsync(packaged, TestContext.Current.CancellationToken)).ShouldBe(before, "the package folder belongs to NuGet");
        mended.ShouldNotBeNull().Length.ShouldBe(before.Length);
        var changed = Enumerable.Range(0, before.Length).Where(i => before[i] != mended[i]).ShouldHaveSingleItem();
        (before[changed], mended[changed]).ShouldBe(((byte)0, (byte)2), "vna_flags becomes VER_FLG_WEAK");
        // The entry's hash stands in the four bytes before its flags.
        BitConverter.ToUInt32(mended, changed - 4).ShouldBe(ElfHash(Asked));
    }

    [Fact]
    public async Task Mend_CopiesNothing_WhenTheVersionIsThere() =>
        // Any libstdc++ that .NET runs on has this one.
        (await MendAsync(await PackagedAsync(), "GLIBCXX_3.4.21", "libstdc++.so.6")).ShouldBeNull();

    [Fact]
    public async Task Mend_CopiesNothing_WhenTheLibraryDoesNotAskForTheVersion() =>
        (await MendAsync(await PackagedAsync(), "GLIBCXX_9.9.99", "libnone.so.1")).ShouldBeNull();

    [Fact]
    public void Output_HoldsLinksToLibtorch_NotCopies() =>
        new FileInfo(Path.Combine(AppContext.BaseDirectory, "libtorch_cpu.so")).LinkTarget.ShouldNotBeNull("each output folder would take half a gigabyte");

    private async Task<byte[]?> MendAsync(string source, string version, string provider)
    {
        var destination = Path.Combine(_folder.FullName, "mended.so");
        var (exitCode, output) = await Dotnet.RunAsync(
            "msbuild", "eng/Torch.targets", "-t:WeakenOne", $"-p:WeakenSource={source}", $"-p:WeakenDestination={destination}", $"-p:WeakenVersion={version}", $"-p:WeakenProvider={provider}", "-nologo");
        exitCode.ShouldBe(0, output);
        return File.Exists(destination) ? await File.ReadAllBytesAsync(destination, TestContext.Current.CancellationToken) : null;
    }

    private static async Task<string> PackagedAsync()
    {
        var (exitCode, output) = await Dotnet.RunAsync("msbuild", "src/Vae.Core", "-getProperty:NuGetPackageRoot");
        exitCode.ShouldBe(0, output);
        return Directory.GetFiles(Path.Combine(output.Trim(), "torchsharp"), "libLibTorchSharp.so", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    /// <summary>The hash of a symbol version's name, as the ELF specification gives it.</summary>
    private static uint ElfHash(string name)
    {
        uint hash = 0;
        foreach (var letter in Encoding.ASCII.GetBytes(name))
        {
            hash = (hash << 4) + letter;
            var high = hash & 0xF0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }
}
