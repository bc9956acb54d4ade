using System.Diagnostics;
using System.Runtime.InteropServices;
using Vae.Catalog.Models;
using Vae.Catalog.Store;
using Vae.Core.Checkpoints;

namespace Vae.Catalog.Tests.Store;

public sealed class CheckpointStoreTests : IAsyncLifetime, IDisposable
{
    private readonly TestCatalog _catalog = new();
    private ModelVersion _version = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_catalog.VersionsFolder, _version.Sha256);

    private string Weights => Path.Combine(Folder, CheckpointFiles.WeightsName);

    private string Manifest => Path.Combine(Folder, CheckpointFiles.ManifestName);

    public async ValueTask InitializeAsync()
    {
        await _catalog.Publisher.CleanAsync(CancellationToken.None);
        var claim = await _catalog.ClaimAsync();
        _version = (await _catalog.Publisher.PublishAsync(claim, SomeCheckpoint.Of(claim), CancellationToken.None)).ShouldNotBeNull();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public async Task ReadAsync_Refuses_WhenTheFolderIsMissing()
    {
        Directory.Delete(Folder, recursive: true);
        await RefusedAsync();
    }

    [Fact]
    public async Task ReadAsync_Refuses_WhenAFileIsMissing()
    {
        File.Delete(Manifest);
        await RefusedAsync();
    }

    [Fact]
    public async Task ReadAsync_Refuses_WhenTheFolderIsALink()
    {
        Directory.Move(Folder, Folder + "-moved");
        Directory.CreateSymbolicLink(Folder, Folder + "-moved");
        await RefusedAsync();
    }

    [Fact]
    public async Task ReadAsync_Refuses_WhenAFileIsALink()
    {
        File.Move(Weights, Weights + "-moved");
        File.CreateSymbolicLink(Weights, Weights + "-moved");
        await RefusedAsync();
    }

    [Fact]
    public async Task ReadAsync_Refuses_WhenAFileIsAFolder()
    {
        File.Delete(Weights);
        Directory.CreateDirectory(Weights);
        await RefusedAsync();
    }

    [Fact]
    public async Task ReadAsync_RefusesAtOnce_WhenAFileIsAPipe()
    {
        File.Delete(Weights);
        using (var made = Process.Start("mkfifo", [Weights]))
            await made.WaitForExitAsync(Cancellation);
        await RefusedAsync().WaitAsync(TimeSpan.FromSeconds(5), Cancellation);
    }

    [Fact]
    public async Task ReadAsync_RefusesBeforeReading_WhenTheManifestIsTooLarge()
    {
        await using (var file = File.OpenWrite(Manifest))
            file.SetLength((1 << 20) + 1);
        (await RefusedAsync()).Message.ShouldContain("1048577 bytes; at most 1048576");
    }

    [Fact]
    public async Task ReadAsync_RefusesBeforeReading_WhenTheWeightsAreTooLarge()
    {
        // Sparse: takes no disk.
        await using (var file = File.OpenWrite(Weights))
            file.SetLength(2_000_000_001);
        (await RefusedAsync()).Message.ShouldContain("2000000001 bytes");
    }

    [Fact]
    public async Task ReadAsync_CallsNoFileBad_WhenTheProcessHasTooManyOpen()
    {
        const int openFiles = 7;
        // Everything that this needs is loaded before there is nothing left to load it with.
        await _catalog.Checkpoints.ReadAsync(_version, Cancellation);
        await RefusedAsync(_version with { Sha256 = new string('0', 64) });
        GetLimit(openFiles, out var limit).ShouldBe(0);
        Exception? fault;
        SetLimit(openFiles, limit with { Current = 0 }).ShouldBe(0);
        try
        {
            fault = await Record.ExceptionAsync(() => _catalog.Checkpoints.ReadAsync(_version, Cancellation));
        }
        finally
        {
            SetLimit(openFiles, limit).ShouldBe(0);
        }

        fault.ShouldBeOfType<IOException>().Message.ShouldContain("Too many open files");
        (await _catalog.Checkpoints.ReadAsync(_version, Cancellation)).Id.ShouldBe(_version.Sha256);
    }

    [Fact]
    public async Task ReadIntactAsync_GivesWhatWasPublished_AndRefusesAnythingElse()
    {
        (await _catalog.Checkpoints.ReadIntactAsync(_version, Cancellation)).Files.Id.ShouldBe(_version.Sha256);
        await using (var file = File.Open(Weights, FileMode.Open))
        {
            file.Position = file.Length - 1;
            var last = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(last ^ 1));
        }

        await Should.ThrowAsync<CheckpointInvalidException>(() => _catalog.Checkpoints.ReadIntactAsync(_version, Cancellation));
        await File.AppendAllTextAsync(Manifest, " ", Cancellation);
        await Should.ThrowAsync<CheckpointInvalidException>(() => _catalog.Checkpoints.ReadIntactAsync(_version, Cancellation));
    }

    [Theory]
    [InlineData("../../../etc")]
    [InlineData("")]
    [InlineData("ABCDEF")]
    public async Task ReadAsync_Refuses_WhenTheVersionHasNoHash(string sha256) =>
        await Should.ThrowAsync<ArgumentException>(() => _catalog.Checkpoints.ReadAsync(_version with { Sha256 = sha256 }, Cancellation));

    [Theory]
    [InlineData(CheckpointFiles.WeightsName, 0)]
    [InlineData(CheckpointFiles.WeightsName, 8)]
    [InlineData(CheckpointFiles.WeightsName, -1)]
    [InlineData(CheckpointFiles.ManifestName, 0)]
    [InlineData(CheckpointFiles.ManifestName, -1)]
    public async Task ReadAsync_GivesWhatLoadRefuses_WhenAFileWasCut(string name, int length)
    {
        await using (var file = File.OpenWrite(Path.Combine(Folder, name)))
            file.SetLength(length < 0 ? file.Length + length : length);
        var files = await _catalog.Checkpoints.ReadAsync(_version, Cancellation);

        Should.Throw<CheckpointInvalidException>(() => Checkpoint.Load(files, _version.Sha256));
    }

    [Theory]
    [InlineData(2, true, "no such file")]
    [InlineData(6, true, "a socket")]
    [InlineData(20, true, "no folder")]
    [InlineData(21, true, "a folder")]
    [InlineData(40, true, "a link")]
    [InlineData(5, false, "the disk failed")]
    [InlineData(12, false, "no memory")]
    [InlineData(13, false, "no access")]
    [InlineData(24, false, "too many open files")]
    [InlineData(110, false, "the network's share did not answer")]
    [InlineData(116, false, "the network's share went away")]
    public void IsAbsence_IsTrue_OnlyWhenTheFaultIsTheFiles(int error, bool expected, string what) =>
        CheckpointReader.IsAbsence(new IOException(what, error)).ShouldBe(expected, what);

    // SYSLIB1054: generated marshalling would make the whole test project unsafe for two calls.
#pragma warning disable SYSLIB1054
    [DllImport("libc", EntryPoint = "getrlimit")]
    private static extern int GetLimit(int resource, out ResourceLimit limit);

    [DllImport("libc", EntryPoint = "setrlimit")]
    private static extern int SetLimit(int resource, in ResourceLimit limit);
#pragma warning restore SYSLIB1054

    private Task<CheckpointInvalidException> RefusedAsync(ModelVersion? version = null) =>
        Should.ThrowAsync<CheckpointInvalidException>(() => _catalog.Checkpoints.ReadAsync(version ?? _version, Cancellation));

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct ResourceLimit(nuint Current, nuint Greatest);
}
