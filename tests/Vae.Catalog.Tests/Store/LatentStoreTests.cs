using Microsoft.Extensions.Logging.Abstractions;
using Vae.Catalog.Store;
using Vae.TestUtils;

namespace Vae.Catalog.Tests.Store;

public sealed class LatentStoreTests : IDisposable
{
    private const int HeaderLength = 48;

    private static readonly LatentKey Key = KeyOf('a');
    private static readonly float[] Means = [1, -2, float.Epsilon, 0.1f, 5e20f, -0f];

    private readonly TemporaryFolder _data = new();

    private string Folder => Path.Combine(_data.Path, "latents");

    private string File => Path.Combine(Folder, $"{Key.ModelSha256}-{Key.DatasetSha256}-{Key.Split}.f32");

    public void Dispose() => _data.Dispose();

    [Fact]
    public void TryRead_GivesWhatWasWritten()
    {
        Store().TryRead(Key, 3, 2).ShouldBeNull("nothing was written yet");

        Store().Write(Key, Means, 2);

        Store().TryRead(Key, 3, 2).ShouldBe(Means);
        Store().TryRead(Key with { Split = "train" }, 3, 2).ShouldBeNull();
        Directory.GetFiles(Folder).ShouldHaveSingleItem();
        System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Write_KeepsTheFile_WhenThereIsOne()
    {
        Store().Write(Key, Means, 2);
        Store().Write(Key, Means, 2);

        Store().TryRead(Key, 3, 2).ShouldBe(Means);
        Directory.GetFiles(Folder).ShouldHaveSingleItem();
    }

    [Fact]
    public void TryRead_DeletesTheFile_WhereAnyByteIsWrong()
    {
        Store().Write(Key, Means, 2);
        var whole = System.IO.File.ReadAllBytes(File);
        whole.Length.ShouldBe(HeaderLength + (Means.Length * 4));
        for (var i = 0; i < whole.Length; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[i] ^= 1;
            Refused(damaged);
        }

        Refused([]);
        Refused(whole[..^1]);
        Refused([.. whole, 0]);
    }

    [Fact]
    public void TryRead_Refuses_WhenTheShapeIsAnother()
    {
        Store().Write(Key, Means, 2);
        Store().TryRead(Key, 2, 3).ShouldBeNull("as many values, but in other rows");
    }

    [Fact]
    public void TryRead_FollowsNoLink()
    {
        Store().Write(Key, Means, 2);
        var elsewhere = Path.Combine(_data.Path, "elsewhere");
        System.IO.File.Move(File, elsewhere);
        System.IO.File.CreateSymbolicLink(File, elsewhere);

        Store().TryRead(Key, 3, 2).ShouldBeNull();
    }

    [Fact]
    public void Write_DeletesTheOldest_WhenThereIsNoRoom()
    {
        long each = HeaderLength + (Means.Length * 4);
        var store = Store(bytes: 2 * each);
        foreach (var (hash, age) in ((char, int)[])[('a', 2), ('b', 3)])
        {
            store.Write(KeyOf(hash), Means, 2);
            System.IO.File.SetLastWriteTimeUtc(Directory.GetFiles(Folder, $"{hash}*").Single(), Now.AddMinutes(-age));
        }

        store.Write(KeyOf('c'), Means, 2);

        store.TryRead(KeyOf('b'), 3, 2).ShouldBeNull();
        store.TryRead(KeyOf('a'), 3, 2).ShouldBe(Means);
        store.TryRead(KeyOf('c'), 3, 2).ShouldBe(Means);
        Store(bytes: each - 1).Write(KeyOf('d'), Means, 2);
        store.TryRead(KeyOf('d'), 3, 2).ShouldBeNull("one that is larger than all the room is not written");
        store.TryRead(KeyOf('c'), 3, 2).ShouldBe(Means);
    }

    [Fact]
    public void Write_DeletesWhatDeadWritersLeft()
    {
        Store().Write(Key, Means, 2);
        var (dead, alive) = (Path.Combine(Folder, "1.tmp"), Path.Combine(Folder, "2.tmp"));
        foreach (var path in (string[])[dead, alive])
            System.IO.File.WriteAllText(path, "x");
        System.IO.File.SetLastWriteTimeUtc(dead, Now.AddHours(-2));

        Store().Write(KeyOf('b'), Means, 2);

        System.IO.File.Exists(dead).ShouldBeFalse();
        System.IO.File.Exists(alive).ShouldBeTrue();
    }

    [Fact]
    public void Write_IsNoFailure_WhenTheFolderCannotBeMade()
    {
        System.IO.File.WriteAllText(Folder, "a file");

        Store().Write(Key, Means, 2);

        Store().TryRead(Key, 3, 2).ShouldBeNull();
    }

    [Theory]
    [InlineData("../../../etc/passwd", "test")]
    [InlineData("", "test")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "../x")]
    public void Key_MustBeHashesAndASplit(string hash, string split)
    {
        Should.Throw<ArgumentException>(() => Store().TryRead(new LatentKey(hash, Key.DatasetSha256, split), 1, 1));
        Should.Throw<ArgumentException>(() => Store().Write(new LatentKey(hash, Key.DatasetSha256, split), [1], 1));
    }

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static LatentKey KeyOf(char hash) => new(new string(hash, 64), new string('0', 64), "test");

    private void Refused(byte[] content)
    {
        System.IO.File.WriteAllBytes(File, content);
        Store().TryRead(Key, 3, 2).ShouldBeNull();
        System.IO.File.Exists(File).ShouldBeFalse();
    }

    private LatentStore Store(long bytes = 1 << 20) =>
        new(new CatalogOptions { DataDirectory = _data.Path, LatentCacheBytes = bytes }, TimeProvider.System, NullLogger<LatentStore>.Instance);
}
