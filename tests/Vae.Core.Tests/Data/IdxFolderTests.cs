using Vae.Core.Data;
using Vae.TestUtils;

namespace Vae.Core.Tests.Data;

public sealed class IdxFolderTests : IDisposable
{
    private static readonly byte[] OneImage = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 5];
    private static readonly byte[] OneLabel = [0, 0, 8, 1, 0, 0, 0, 1, 3];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryRead_GivesBothSplits_UnderTheFoldersName()
    {
        Put("train-images-idx3-ubyte", OneImage);
        Put("train-labels-idx1-ubyte", OneLabel);
        Put("t10k-images.idx3-ubyte", OneImage);
        Put("t10k-labels.idx1-ubyte", OneLabel);

        var dataset = IdxFolder.TryRead(_folder.Path + Path.DirectorySeparatorChar)!;

        dataset.Name.ShouldBe(Path.GetFileName(_folder.Path));
        dataset.Train.Pixels.ToArray().ShouldBe([5]);
        dataset.Test.Labels!.Value.ToArray().ShouldBe([3]);
    }

    [Fact]
    public void TryRead_IsNull_WhenTheFolderHoldsSomethingElse() => IdxFolder.TryRead(_folder.Path).ShouldBeNull();

    [Fact]
    public void TryRead_NamesTheMissingFile_WhenThereIsNoHeldOutSplit()
    {
        Put("train-images-idx3-ubyte", OneImage);

        Should.Throw<DatasetInvalidException>(() => IdxFolder.TryRead(_folder.Path)).Message.ShouldContain("t10k-images-idx3-ubyte");
    }

    [Fact]
    public void TryRead_Refuses_WhenOnlyOneSplitIsLabelled()
    {
        Put("train-images-idx3-ubyte", OneImage);
        Put("train-labels-idx1-ubyte", OneLabel);
        Put("t10k-images-idx3-ubyte", OneImage);

        Should.Throw<DatasetInvalidException>(() => IdxFolder.TryRead(_folder.Path)).Message.ShouldContain("one of its splits");
    }

    private void Put(string name, byte[] content) => File.WriteAllBytes(Path.Combine(_folder.Path, name), content);
}
