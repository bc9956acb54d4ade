using Vae.Core.Data;
using Vae.Core.Imaging;
using Vae.TestUtils;

namespace Vae.Core.Tests.Data;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly ImageFolder _reader = new(new ImageReader(new ImageLimits { MaxBytes = 100_000 }));

    private string Folder => _root.Path;

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Read_TakesFoldersAsLabels_AndHoldsATenthOut()
    {
        for (var i = 0; i < 20; i++)
            Write($"{(i % 2 == 0 ? "cats" : "apes")}/{i}.png", Grey((byte)i));

        var data = _reader.Read(Folder);

        (data.Train.Count, data.Test.Count, data.Classes).ShouldBe((18, 2, 2));
        data.LabelNames.ShouldBe(["apes", "cats"]);
        data.Train.Shape.ShouldBe(new ImageShape(1, 2, 3));
        // Pixel i came from a cat where it is even: bytes and labels are exact and belong together.
        for (var i = 0; i < data.Train.Count; i++)
            data.Train.Labels!.Value.Span[i].ShouldBe(data.Train.Image(i)[0] % 2 == 0 ? (byte)1 : (byte)0);
        var outline = _reader.Outline(Folder);
        (outline with { LabelNames = null }).ShouldBe(DatasetOutline.Of(data) with { LabelNames = null });
        outline.LabelNames.ShouldBe(data.LabelNames);
        _reader.Read(Folder).Sha256.ShouldBe(data.Sha256, "the split is the same every time");
    }

    [Fact]
    public void Read_TakesTrainAndTest_WithTheTrainingLabels()
    {
        Write("train/a/1.png", Grey(1));
        Write("train/b/2.png", Grey(2));
        Write("train/c/3.png", Grey(3));
        Write("test/c/4.png", Grey(4));

        var data = _reader.Read(Folder);

        data.Train.Labels!.Value.ToArray().ShouldBe([0, 1, 2]);
        data.Test.Labels!.Value.ToArray().ShouldBe([2]);
        data.Test.Image(0)[0].ShouldBe((byte)4);
    }

    [Fact]
    public void Read_TakesAFlatFolder_WithoutLabels()
    {
        Write("1.png", Grey(1));
        Write("2.PNG", Grey(2));
        File.WriteAllText(Path.Combine(Folder, "README.txt"), "no image");

        var data = _reader.Read(Folder);

        (data.Train.Count, data.Test.Count, data.Train.Labels.HasValue, data.LabelNames).ShouldBe((1, 1, false, null));
    }

    [Fact]
    public void Read_IsOfColour_WhereOneFileIs()
    {
        Write("1.png", Grey(1));
        Write("2.png", new PixelImage(3, 2, 3, [.. Enumerable.Range(0, 18).Select(i => (byte)i)]));
        Write("3.jpg", Grey(200), ImageFormat.Jpeg);

        var data = _reader.Read(Folder);

        data.Train.Shape.ShouldBe(new ImageShape(3, 2, 3));
        (data.Train.Count + data.Test.Count).ShouldBe(3);
    }

    [Fact]
    public void Read_StaysGrey_WithGreyJpegs()
    {
        Write("1.png", Grey(1));
        Write("2.jpg", Grey(200), ImageFormat.Jpeg);

        _reader.Outline(Folder).Shape.Channels.ShouldBe(1);
    }

    [Fact]
    public void Read_RefusesMixedSizes_NamingThem()
    {
        Write("1.png", Grey(1));
        Write("2.png", Grey(2));
        Write("3.png", new PixelImage(2, 2, 1, new byte[4]));

        Refusal().ShouldContain("2 of 3x2, 1 of 2x2 pixels");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Read_RefusesFewerThanTwo(int images)
    {
        if (images == 1) Write("1.png", Grey(1));
        Refusal().ShouldContain("expected at least 2");
    }

    [Fact]
    public void Read_RefusesHostileFiles_ByNameWithoutFolder()
    {
        Write("1.png", Grey(1));
        File.WriteAllBytes(Path.Combine(Folder, "evil.png"), [.. "GIF89a"u8]);

        var message = Refusal();
        message.ShouldStartWith("The image 'evil.png' is refused: ");
        message.ShouldNotContain(Folder);
    }

    [Fact]
    public void Read_RefusesTruncatedData()
    {
        Write("1.png", Grey(1));
        // Sound structure around data that ends early: the gate passes it, the decoder does not.
        var whole = ImageCodec.Encode(new PixelImage(3, 2, 1, new byte[6]), ImageFormat.Png);
        var end = whole.AsSpan().IndexOf("IDAT"u8);
        whole.AsSpan(end + 8, 4).Fill(0xFF);
        File.WriteAllBytes(Path.Combine(Folder, "torn.png"), whole);

        Refusal().ShouldContain("'torn.png'");
    }

    [Fact]
    public void Read_RefusesLongFiles_BeforeReadingThem()
    {
        Write("1.png", Grey(1));
        using (var file = File.Create(Path.Combine(Folder, "long.png"))) file.SetLength(1L << 40);

        Refusal().ShouldContain("'long.png' has 1099511627776 bytes");
    }

    [Theory]
    [InlineData("1.png", "a/2.png", "both in the folder and in folders of labels")]
    [InlineData("1.png", "train/2.png", "beside the folder train")]
    [InlineData("test/1.png", "test/2.png", "no train beside it")]
    [InlineData("train/a/1.png", "test/b/2.png", "label 'b'")]
    [InlineData("train/a/1.png", "test/2.png", "Only one of train and test")]
    [InlineData("train/1.png", "val/2.png", "left out: 'val'. Move")]
    [InlineData("train/1.png", "bus/2.png", "Where train is itself a label")]
    [InlineData("train/a/1.png", "val/a/2.png", "left out: 'val'. Move")]
    public void Read_RefusesUnclearLayouts(string first, string second, string part)
    {
        Write(first, Grey(1));
        Write(second, Grey(2));
        Refusal().ShouldContain(part);
    }

    [Fact]
    public void Read_LeavesFoldersWithoutImagesAlone_BesideTrain()
    {
        Write("train/1.png", Grey(1));
        Write("train/2.png", Grey(2));
        Directory.CreateDirectory(Path.Combine(Folder, "notes", "old"));

        _reader.Read(Folder).Train.Count.ShouldBe(1);
    }

    [Fact]
    public void Read_KeepsItsLimits()
    {
        for (var i = 0; i < 3; i++)
            Write($"{i}/{i}.png", Grey(1));
        var reader = new ImageReader(new ImageLimits());

        Should.Throw<DatasetInvalidException>(() => new ImageFolder(reader, new() { MaxImages = 2 }).Read(Folder)).Message.ShouldContain("more than 2 images");
        Should.Throw<DatasetInvalidException>(() => new ImageFolder(reader, new() { MaxLabels = 2 }).Read(Folder)).Message.ShouldContain("3 folders of labels");
        Should.Throw<DatasetInvalidException>(() => new ImageFolder(reader, new() { MaxBytes = 17 }).Read(Folder)).Message.ShouldContain("are 18 bytes; at most 17");
    }

    [Fact]
    public void Read_LeavesLinksAlone()
    {
        Write("1.png", Grey(1));
        Write("2.png", Grey(2));
        File.CreateSymbolicLink(Path.Combine(Folder, "3.png"), "/etc/passwd");
        Directory.CreateSymbolicLink(Path.Combine(Folder, "etc"), "/etc");

        _reader.Outline(Folder).TrainCount.ShouldBe(1);
    }

    [Fact]
    public void Stamp_Changes_WhenImagesComeAndGo()
    {
        Write("a/1.png", Grey(1));
        var before = ImageFolder.Stamp(Folder);
        ImageFolder.Stamp(Folder).ShouldBe(before);
        Directory.SetLastWriteTimeUtc(Path.Combine(Folder, "a"), DateTime.UnixEpoch);
        ImageFolder.Stamp(Folder).ShouldNotBe(before);
    }

    private static PixelImage Grey(byte value) => new(3, 2, 1, [.. Enumerable.Repeat(value, 6)]);

    private string Refusal()
    {
        var error = Should.Throw<DatasetInvalidException>(() => _reader.Read(Folder)).Message;
        error.ShouldNotContain(Folder);
        return error;
    }

    private void Write(string name, PixelImage image, ImageFormat format = ImageFormat.Png)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, ImageCodec.Encode(image, format));
    }
}
