using System.IO.Compression;
using System.Security.Cryptography;
using Vae.Core.Data;
using Vae.TestUtils;

namespace Vae.Core.Tests.Data;

public sealed class IdxReaderTests : IDisposable
{
    private static readonly byte[] TwoImages = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];
    private static readonly byte[] TwoLabels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 9];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_GivesImagesAndLabels_WhenTheFilesArePlainOrGzipped(bool zipped)
    {
        var set = IdxReader.Read(
            File("images", zipped ? Zip(TwoImages) : TwoImages), File("labels", zipped ? Zip(TwoLabels) : TwoLabels));

        set.Shape.ShouldBe(new ImageShape(1, 1, 3));
        set.Count.ShouldBe(2);
        set.Pixels.ToArray().ShouldBe([1, 2, 3, 4, 5, 6]);
        set.Labels!.Value.ToArray().ShouldBe([7, 9]);
        set.Image(1).ToArray().ShouldBe([4, 5, 6]);
    }

    [Fact]
    public void Read_HasNoLabels_WhenNoneAreGiven() => IdxReader.Read(File("images", TwoImages), null).Labels.ShouldBeNull();

    [Fact]
    public void Read_Refuses_AtEveryPointWhereTheFileIsCut()
    {
        for (var length = 0; length < TwoImages.Length; length++)
            Refused(TwoImages[..length]).ShouldContain("truncated");

        var zipped = Zip(TwoImages);
        for (var length = 2; length < zipped.Length; length++)
            Refused(zipped[..length]).ShouldSatisfyAllConditions(m => (m.Contains("truncated") || m.Contains("damaged")).ShouldBeTrue(m));
    }

    [Fact]
    public void Read_Refuses_WhenBytesFollow()
    {
        Refused([.. TwoImages, 0]).ShouldContain("goes on after the 6 bytes");
        Refused([.. Zip(TwoImages), 1, 2, 3, 4]).ShouldContain("followed by other data");
    }

    [Fact]
    public void Read_NamesTheRemedy_WhenTheMagicIsWrong()
    {
        Refused(TwoLabels).ShouldContain("exchange the two");
        Refused([0, 0, 0x0D, 3, .. TwoImages[4..]]).ShouldContain("convert it");
        Refused("PK\u0003\u0004 not IDX"u8.ToArray()).ShouldContain("no IDX file");
        Should.Throw<DatasetInvalidException>(() => IdxReader.Read(File("images", TwoImages), File("labels", TwoImages)))
            .Message.ShouldContain("exchange the two");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_Refuses_WhenADimensionIsZero(int dimension)
    {
        var file = (byte[])TwoImages.Clone();
        file[7 + (4 * dimension)] = 0;

        Refused(file).ShouldContain($"dimension {dimension} is 0");
    }

    [Fact]
    public void Read_Refuses_WhenTheDimensionsOverflow()
    {
        byte[] huge = [0, 0, 8, 3, .. Enumerable.Repeat((byte)255, 12)];
        byte[] product = [0, 0, 8, 3, 0x3F, 0xFF, 0xFF, 0xFF, 0, 0, 0x10, 0, 0, 0, 0x10, 0];

        Refused(huge).ShouldContain("4294967295");
        Refused(product).ShouldContain("announces more than");
    }

    [Fact]
    public void Read_AllocatesWithTheData_WhenTheHeaderLies()
    {
        // 60,000 images of 128 x 128 announced: 983 MB, under the limit. 16 bytes of them are there.
        var path = File("images", [0, 0, 8, 3, 0, 0, 0xEA, 0x60, 0, 0, 0, 128, 0, 0, 0, 128, .. new byte[16]]);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<DatasetInvalidException>(() => IdxReader.Read(path, null)).Message.ShouldContain("it has 16");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 << 20);
    }

    [Fact]
    public void Read_StopsUnpacking_WhenAGzipBombFollowsTheData()
    {
        // 64 MiB of zeros behind two images: one byte of them is enough to refuse.
        var path = File("images", Zip([.. TwoImages, .. new byte[64 << 20]]));

        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<DatasetInvalidException>(() => IdxReader.Read(path, null)).Message.ShouldContain("goes on");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 << 20);
    }

    [Fact]
    public void Read_Refuses_WhenAnnouncedBytesExceedTheLimit() =>
        Should.Throw<DatasetInvalidException>(() => IdxReader.Read(File("images", TwoImages), null, new IdxLimits { MaxBytes = 5 }))
            .Message.ShouldContain("more than 5 bytes");

    [Fact]
    public void Read_Refuses_WhenLabelsAreTooFew() =>
        Should.Throw<DatasetInvalidException>(
            () => IdxReader.Read(File("images", TwoImages), File("labels", [0, 0, 8, 1, 0, 0, 0, 1, 7])))
            .Message.ShouldContain("has 2 images, but 'labels' has 1 labels");

    [Fact]
    public void Read_NamesTheFileWithoutItsFolder_WhenItIsMissing()
    {
        var message = Should.Throw<DatasetInvalidException>(() => IdxReader.Read(Path.Combine(_folder.Path, "absent"), null)).Message;

        message.ShouldContain("'absent'");
        message.ShouldNotContain(_folder.Path);
    }

    [Fact]
    public void Read_GivesTheCanonicalBytes_WhenItReadsMnist()
    {
        var folder = TestData.MnistDirectory();
        Assert.SkipWhen(folder is null, TestData.MnistMissing);

        var mnist = IdxFolder.TryRead(folder!)!;

        (mnist.Name, mnist.Train.Count, mnist.Test.Count).ShouldBe(("mnist", 60_000, 10_000));
        Md5([0, 0, 8, 3, 0, 0, 0xEA, 0x60, 0, 0, 0, 28, 0, 0, 0, 28], mnist.Train.Pixels).ShouldBe("6bbc9ace898e44ae57da46a324031adb");
        Md5([0, 0, 8, 1, 0, 0, 0xEA, 0x60], mnist.Train.Labels!.Value).ShouldBe("a25bea736e30d166cdddb491f175f624");
        Md5([0, 0, 8, 3, 0, 0, 0x27, 0x10, 0, 0, 0, 28, 0, 0, 0, 28], mnist.Test.Pixels).ShouldBe("2646ac647ad5339dbf082846283269ea");
        Md5([0, 0, 8, 1, 0, 0, 0x27, 0x10], mnist.Test.Labels!.Value).ShouldBe("27ae3e4e09519cfbb04c329615203637");
    }

    /// <summary>MD5 of the file as published: header and data.</summary>
    private static string Md5(byte[] header, ReadOnlyMemory<byte> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(header);
        hash.AppendData(data.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private string Refused(byte[] images) =>
        Should.Throw<DatasetInvalidException>(() => IdxReader.Read(File("images", images), null)).Message;

    private string File(string name, byte[] content)
    {
        var path = Path.Combine(_folder.Path, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    private static byte[] Zip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal))
            stream.Write(content);
        return packed.ToArray();
    }
}
