using TorchSharp;
using Vae.Core.Data;

namespace Vae.Core.Tests.Data;

public class ImageSetTensorTests
{
    [Fact]
    public void ToTensor_IsBytesOver255_InTheSameOrder()
    {
        byte[] pixels = [.. Enumerable.Range(0, 768).Select(i => (byte)i)];
        var before = torch.Tensor.TotalCount;

        using (var images = new ImageSet(new ImageShape(3, 8, 16), pixels).ToTensor())
        {
            images.shape.ShouldBe([2, 3, 8, 16]);
            images.dtype.ShouldBe(torch.ScalarType.Float32);
            images.data<float>().ToArray().ShouldBe([.. pixels.Select(v => v / 255f)]);
        }

        torch.Tensor.TotalCount.ShouldBe(before);
    }

    [Fact]
    public void ToTensor_TakesTheSetsOwnBytes_WhenTheyAreAPartOfAnArray()
    {
        var set = new ImageSet(new ImageShape(1, 1, 2), new byte[] { 9, 51, 255, 9 }.AsMemory(1, 2));

        using var images = set.ToTensor();

        images.data<float>().ToArray().ShouldBe([0.2f, 1f]);
    }
}
