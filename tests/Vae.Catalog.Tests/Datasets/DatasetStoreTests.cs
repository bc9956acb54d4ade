using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.Extensions.Logging.Abstractions;
using Vae.Catalog.Datasets;
using Vae.Core.Data;
using Vae.Core.Imaging;
using Vae.TestUtils;

namespace Vae.Catalog.Tests.Datasets;

public sealed class DatasetStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DatasetStore _store;

    public DatasetStoreTests() =>
        _store = new DatasetStore(new CatalogOptions { DataDirectory = "unused", DatasetsDirectory = _folder.Path }, NullLogger<DatasetStore>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ListAsync_GivesBuiltInAndFolders_ByName()
    {
        WriteIdx("mnist", trainCount: 5, testCount: 2);
        WriteIdx("Fashion", trainCount: 4, testCount: 3, labels: false);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        WriteIdx("no valid name", 1, 1);

        var shape = new ImageShape(1, 3, 2);
        (await _store.ListAsync(Cancellation)).ShouldBe(
        [
            new DatasetInfo("digits", new ImageShape(1, 28, 28), 20_000, 4_000, HasLabels: true, "built-in", Sha256: null),
            new DatasetInfo("fashion", shape, 4, 3, HasLabels: false, "folder", Sha256: null),
            new DatasetInfo("mnist", shape, 5, 2, HasLabels: true, "folder", Sha256: null),
        ]);
    }

    [Fact]
    public async Task ListAsync_FindsTheDatasetInTheFolderItself()
    {
        WriteIdx(".", 5, 2);
        var store = new DatasetStore(
            new CatalogOptions { DataDirectory = "unused", DatasetsDirectory = _folder.Path }, NullLogger<DatasetStore>.Instance);
        var name = Path.GetFileName(_folder.Path).ToLowerInvariant();

        (await store.FindAsync(name, Cancellation)).ShouldNotBeNull().TrainCount.ShouldBe(5);
        store.Dispose();
    }

    [Fact]
    public async Task ListAsync_LeavesOut_FoldersThatMayNotBeRead()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read every folder");
        WriteIdx("mnist", 5, 2);
        var closed = Directory.CreateDirectory(Path.Combine(_folder.Path, "lost+found"), UnixFileMode.None).FullName;

        var names = (await _store.ListAsync(Cancellation)).Select(info => info.Name);

        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        names.ShouldBe(["digits", "mnist"]);
    }

    [Fact]
    public async Task ListAsync_LeavesOut_WhatHasWrongHeaders()
    {
        WriteIdx("good", 5, 2);
        WriteIdx("bad", 5, 2);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "bad", "t10k-images-idx3-ubyte"), "not IDX", Cancellation);

        (await _store.ListAsync(Cancellation)).Select(info => info.Name).ShouldBe(["digits", "good"]);
    }

    [Fact]
    public async Task LoadAsync_DecodesOnce_UntilTheFilesChange()
    {
        WriteIdx("mnist", 5, 2);
        var first = await _store.LoadAsync("mnist", Cancellation);
        (await _store.LoadAsync("mnist", Cancellation)).ShouldBeSameAs(first);
        (await _store.FindAsync("mnist", Cancellation)).ShouldNotBeNull().Sha256.ShouldBe(first.Sha256);

        WriteIdx("mnist", 6, 2);
        var second = await _store.LoadAsync("mnist", Cancellation);
        second.Train.Count.ShouldBe(6);
        second.Sha256.ShouldNotBe(first.Sha256);
        first.Train.Count.ShouldBe(5);
    }

    [Fact]
    public async Task LoadAsync_KeepsTheTwoUsedLast()
    {
        foreach (var name in new[] { "a", "b", "c" })
            WriteIdx(name, 5, 2);
        var a = await _store.LoadAsync("a", Cancellation);
        var b = await _store.LoadAsync("b", Cancellation);
        (await _store.LoadAsync("a", Cancellation)).ShouldBeSameAs(a);
        await _store.LoadAsync("c", Cancellation);

        (await _store.LoadAsync("a", Cancellation)).ShouldBeSameAs(a);
        (await _store.LoadAsync("b", Cancellation)).ShouldNotBeSameAs(b);
    }

    [Fact]
    public async Task LoadAsync_Throws_WhenTheFilesAreNotWhatTheirHeadersSay()
    {
        WriteIdx("mnist", 5, 2);
        var images = Path.Combine(_folder.Path, "mnist", "t10k-images-idx3-ubyte");
        await using (var file = File.OpenWrite(images))
            file.SetLength(file.Length - 1);

        var error = await Should.ThrowAsync<DatasetInvalidException>(() => _store.LoadAsync("mnist", Cancellation));
        error.Message.ShouldNotContain(_folder.Path);
    }

    [Fact]
    public async Task ListAsync_FindsFoldersOfImages_WithTheirLabels()
    {
        WriteImages("Pets/cat", 3, 1);
        WriteImages("Pets/dog", 2, 2);
        WriteImages("flat", 2, 3);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "nothing", "inside"));

        var pets = (await _store.FindAsync("pets", Cancellation)).ShouldNotBeNull();
        (pets.TrainCount, pets.TestCount, pets.HasLabels, pets.Source, pets.Shape).ShouldBe((4, 1, true, "images", new ImageShape(1, 2, 3)));
        pets.LabelNames.ShouldBe(["cat", "dog"]);
        (await _store.ListAsync(Cancellation)).Select(info => info.Name).ShouldBe(["digits", "flat", "pets"]);
        (await _store.LoadAsync("pets", Cancellation)).Classes.ShouldBe(2);
        (await _store.FindAsync("pets", Cancellation)).ShouldNotBeNull().LabelNames.ShouldBe(["cat", "dog"], "also after it was read");
    }

    [Fact]
    public async Task LoadAsync_SaysWhy_WhenImagesHaveSeveralSizes()
    {
        WriteImages("mixed", 2, 1);
        WriteImages("mixed", 1, 9, width: 4);

        (await _store.FindAsync("mixed", Cancellation)).ShouldBeNull();
        (await Should.ThrowAsync<DatasetInvalidException>(() => _store.ProfileAsync("mixed", Cancellation))).Message.ShouldContain("2 of 3x2, 1 of 4x2");
    }

    [Fact]
    public async Task ProfileAsync_LooksOnce_UntilTheFilesChange()
    {
        WriteIdx("mnist", 5, 2);
        var first = await _store.ProfileAsync("mnist", Cancellation);
        (first.TrainCount, first.ConstantImages).ShouldBe((5, 5));
        (await _store.ProfileAsync("mnist", Cancellation)).ShouldBeSameAs(first);

        // The profile outlives the images that it was made from.
        await _store.LoadAsync("digits", Cancellation);
        WriteIdx("other", 5, 2);
        await _store.LoadAsync("other", Cancellation);
        (await _store.ProfileAsync("mnist", Cancellation)).ShouldBeSameAs(first);

        WriteIdx("mnist", 6, 2);
        (await _store.ProfileAsync("mnist", Cancellation)).TrainCount.ShouldBe(6);
        await Should.ThrowAsync<DatasetNotFoundException>(() => _store.ProfileAsync("nothing", Cancellation));
    }

    [Fact]
    public async Task LookAsync_TellsWhatWasLookedAt()
    {
        WriteIdx("mnist", 5, 2);
        var look = await _store.LookAsync("mnist", Cancellation);
        look.Sha256.ShouldBe((await _store.LoadAsync("mnist", Cancellation)).Sha256);
        look.Profile.ShouldBeSameAs(await _store.ProfileAsync("mnist", Cancellation));
    }

    [Fact]
    public async Task LookAsync_CanBeLeft_AndGoesOn()
    {
        using var leaving = new CancellationTokenSource();
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => _store.LookAsync("digits", leaving.Token));

        // The next who asks finds the same read, or its result.
        var dataset = await _store.LoadAsync("digits", Cancellation);
        (await _store.LookAsync("digits", leaving.Token)).Sha256.ShouldBe(dataset.Sha256, "what is known needs no wait");
    }

    [Fact]
    public async Task LoadAsync_ReadsABadFolderOnce_UntilItsFilesChange()
    {
        WriteImages("pets", 2, 1);
        var bad = Path.Combine(_folder.Path, "pets", "1.png");
        var good = await File.ReadAllBytesAsync(bad, Cancellation);
        await File.WriteAllTextAsync(bad, "no image", Cancellation);
        var first = await Should.ThrowAsync<DatasetInvalidException>(() => _store.LoadAsync("pets", Cancellation));

        // In place, which the stamp does not show: only a second look at the files could see it.
        await File.WriteAllBytesAsync(bad, good, Cancellation);
        (await Should.ThrowAsync<DatasetInvalidException>(() => _store.LookAsync("pets", Cancellation))).Message.ShouldBe(first.Message);

        Directory.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "pets"), DateTime.UnixEpoch);
        (await _store.LookAsync("pets", Cancellation)).Profile.TrainCount.ShouldBe(1);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("")]
    [InlineData("../mnist")]
    [InlineData("mnist/../mnist")]
    [InlineData("./mnist")]
    [InlineData("/etc")]
    [InlineData("MNIST")]
    [InlineData("mnist\0")]
    public async Task Lookup_FindsNothing_WhenTheNameIsNotOfTheListing(string name)
    {
        WriteIdx("mnist", 5, 2);
        (await _store.FindAsync(name, Cancellation)).ShouldBeNull();
        await Should.ThrowAsync<DatasetNotFoundException>(() => _store.LoadAsync(name, Cancellation));
    }

    [Fact]
    public async Task ListAsync_GivesBuiltInOnly_WhenTheFolderDoesNotExist()
    {
        using var store = new DatasetStore(
            new CatalogOptions { DataDirectory = "unused", DatasetsDirectory = Path.Combine(_folder.Path, "nowhere") }, NullLogger<DatasetStore>.Instance);
        (await store.ListAsync(Cancellation)).Select(info => info.Name).ShouldBe(["digits"]);
    }

    [Fact]
    public async Task ListAsync_FindsMnist()
    {
        var mnist = TestData.MnistDirectory();
        Assert.SkipWhen(mnist is null, TestData.MnistMissing);
        using var store = new DatasetStore(
            new CatalogOptions { DataDirectory = "unused", DatasetsDirectory = Path.GetDirectoryName(mnist) }, NullLogger<DatasetStore>.Instance);

        (await store.FindAsync("mnist", Cancellation)).ShouldBe(
            new DatasetInfo("mnist", new ImageShape(1, 28, 28), 60_000, 10_000, HasLabels: true, "folder", Sha256: null));
    }

    private void WriteImages(string name, int count, byte first, int width = 3)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;
        for (var i = 0; i < count; i++)
        {
            var pixels = new byte[width * 2];
            pixels[0] = (byte)(first + i);
            File.WriteAllBytes(Path.Combine(folder, $"{first + i}.png"), ImageCodec.Encode(new PixelImage(width, 2, 1, pixels), ImageFormat.Png));
        }
    }

    private void WriteIdx(string name, int trainCount, int testCount, bool labels = true)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;
        foreach (var (split, count) in new[] { ("train", trainCount), ("t10k", testCount) })
        {
            File.WriteAllBytes(Path.Combine(folder, $"{split}-images-idx3-ubyte"), Idx(0x803, [count, 3, 2]));
            if (!labels)
                continue;
            using var packed = new GZipStream(File.Create(Path.Combine(folder, $"{split}-labels-idx1-ubyte.gz")), CompressionLevel.Fastest);
            packed.Write(Idx(0x801, [count]));
        }
    }

    private static byte[] Idx(int magic, int[] dimensions)
    {
        var header = 4 * (1 + dimensions.Length);
        var file = new byte[header + dimensions.Aggregate((one, next) => one * next)];
        BinaryPrimitives.WriteInt32BigEndian(file, magic);
        for (var i = 0; i < dimensions.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 * (i + 1)), dimensions[i]);
        return file;
    }
}
