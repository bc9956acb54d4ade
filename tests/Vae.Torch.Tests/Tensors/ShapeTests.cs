using System.Runtime.InteropServices;
using TorchSharp;

namespace Vae.Torch.Tests.Tensors;

public sealed class ShapeTests : NativeTest
{
    private static torch.Tensor Counting(params long[] shape) => torch.arange(shape.Aggregate(1L, (a, b) => a * b)).view(shape);

    [Fact]
    public void Reshapes_KeepTheElements()
    {
        using var scope = torch.NewDisposeScope();
        var x = Counting(2, 3, 4);
        x.view(6, -1).shape.ShouldBe([6, 4]);
        x.flatten(1).shape.ShouldBe([2, 12]);
        x.unflatten(2, 2, 2).shape.ShouldBe([2, 3, 2, 2]);
        x.permute(2, 0, 1).shape.ShouldBe([4, 2, 3]);
        x.transpose(0, 2).shape.ShouldBe([4, 3, 2]);
        x.unsqueeze(-1).squeeze().shape.ShouldBe([2, 3, 4]);
        x.unsqueeze(0).squeeze(0).shape.ShouldBe([2, 3, 4]);
        x.reshape(24).shape.ShouldBe([24]);
        x.view_as(torch.zeros(4, 6)).shape.ShouldBe([4, 6]);
        torch.zeros(3, 1).expand(-1, 4).shape.ShouldBe([3, 4]);
        x.size(-1).ShouldBe(4);
        x.stride().ShouldBe([12, 4, 1]);
        Should.Throw<ArgumentOutOfRangeException>(() => x.size(3)).Message.ShouldContain("3 dimensions");
    }

    [Fact]
    public void Size_ComparesItsExtents()
    {
        torch.Size size = (2, 3, 4);
        (size == new torch.Size([2L, 3L, 4L])).ShouldBeTrue();
        (size != new torch.Size([2L, 3L])).ShouldBeTrue();
        size.Equals((object)new torch.Size(new[] { 2L, 3L, 4L })).ShouldBeTrue();
        size.GetHashCode().ShouldBe(new torch.Size([2L, 3L, 4L]).GetHashCode());
        size.numel().ShouldBe(24);
        default(torch.Size).numel().ShouldBe(1);
        size.Slice(1, 3).ShouldBe([3L, 4L]);
        (size + 5).Length.ShouldBe(4);
        size[2].ShouldBe(4);
        using var x = torch.zeros(24);
        using var y = x.unflatten(0, size);
        y.shape.ShouldBe(size.Shape);
    }

    [Fact]
    public void View_SharesMemory()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.zeros(4);
        x.view(2, 2).fill_(3);
        x.data<float>().ToArray().ShouldBe([3, 3, 3, 3]);
    }

    [Fact]
    public void View_Throws_WhenElementsDoNotFit()
    {
        using var x = torch.zeros(4);
        Should.Throw<ExternalException>(() => x.view(3)).Message.ShouldContain("invalid for input of size 4");
    }

    [Fact]
    public void Data_FollowsTheStrides()
    {
        using var scope = torch.NewDisposeScope();
        var x = Counting(2, 3).t();
        x.is_contiguous().ShouldBeFalse();
        x.data<long>().ToArray().ShouldBe([0, 3, 1, 4, 2, 5]);
        x.data<long>()[2, 1].ShouldBe(5);
        x.data<long>().CopyFrom([10, 11], tensorIndex: 4);
        x.contiguous().data<long>().ToArray().ShouldBe([0, 3, 1, 4, 10, 11]);
        var part = new long[2];
        x.data<long>().CopyTo(part, tensorIndex: 1);
        part.ShouldBe([3, 1]);
    }

    [Fact]
    public void Joining_AndSplitting_AreInverse()
    {
        using var scope = torch.NewDisposeScope();
        var x = Counting(6, 2);
        torch.cat(x.chunk(3)).allclose(x).ShouldBeTrue();
        torch.cat(x.split(4)).allclose(x).ShouldBeTrue();
        x.split(4)[1].shape.ShouldBe([2, 2]);
        x.split([1L, 5L])[1].shape.ShouldBe([5, 2]);
        torch.stack(x.unbind(1), 1).allclose(x).ShouldBeTrue();
        Should.Throw<ExternalException>(() => torch.cat([x, torch.zeros(1, 3)]));
        Should.Throw<ExternalException>(() => torch.cat(new List<torch.Tensor>()));
    }

    [Fact]
    public void Repeats_AndFlips()
    {
        using var scope = torch.NewDisposeScope();
        var x = Counting(3);
        Longs(x.repeat(2)).ShouldBe([0, 1, 2, 0, 1, 2]);
        Longs(x.repeat_interleave(2)).ShouldBe([0, 0, 1, 1, 2, 2]);
        Longs(x.flip(0)).ShouldBe([2, 1, 0]);
        Longs(Counting(2, 2).tril()).ShouldBe([0, 0, 2, 3]);
        Longs(Counting(2, 2).triu(1)).ShouldBe([0, 1, 0, 0]);
        Longs(Counting(2, 2).diag()).ShouldBe([0, 3]);
        var grid = torch.meshgrid([x, Counting(2)]);
        Longs(grid[0].contiguous()).ShouldBe([0, 0, 1, 1, 2, 2]);
        Longs(grid[1].contiguous()).ShouldBe([0, 1, 0, 1, 0, 1]);
    }

    [Fact]
    public void Selection_PicksParts()
    {
        using var scope = torch.NewDisposeScope();
        var x = Counting(3, 4);
        var index = torch.tensor(new[] { 2L, 0L });
        Longs(x.select(0, -1)).ShouldBe([8, 9, 10, 11]);
        Longs(x.narrow(1, 1, 2)).ShouldBe([1, 2, 5, 6, 9, 10]);
        Longs(x.slice(1, 0, 99, 3)).ShouldBe([0, 3, 4, 7, 8, 11]);
        Longs(x.index_select(0, index)).ShouldBe([8, 9, 10, 11, 0, 1, 2, 3]);
        Longs(x.gather(1, torch.tensor(new[,] { { 3L }, { 2L }, { 1L } }))).ShouldBe([3, 6, 9]);
        Longs(x.masked_select(x > 9)).ShouldBe([10, 11]);
        Longs(x.masked_fill(x > 1, 0).sum()).ShouldBe([1]);
        Longs((x > 10).nonzero()).ShouldBe([2, 3]);
        Should.Throw<ExternalException>(() => x.index_select(0, torch.tensor(new[] { 3L })));
    }

    [Fact]
    public void Indexers_ReadAndWrite()
    {
        using var scope = torch.NewDisposeScope();
        var x = Counting(3, 4);
        x[1, 2].item<long>().ShouldBe(6);
        x[-1].shape.ShouldBe([4]);
        Longs(x[1.., 0]).ShouldBe([4, 8]);
        Longs(x[torch.TensorIndex.Ellipsis, ^1]).ShouldBe([3, 7, 11]);
        Longs(x[torch.TensorIndex.Colon, torch.TensorIndex.Slice(step: 2)]).ShouldBe([0, 2, 4, 6, 8, 10]);
        x[torch.TensorIndex.None].shape.ShouldBe([1, 3, 4]);
        Longs(x[torch.tensor(new[] { 2L, 0L })]).ShouldBe([8, 9, 10, 11, 0, 1, 2, 3]);
        Longs(x[torch.TensorIndex.Tensor(torch.tensor(new[] { 0L, 1L })), torch.TensorIndex.Tensor(torch.tensor(new[] { 3L, 2L }))]).ShouldBe([3, 6]);
        Longs(x[x < 2]).ShouldBe([0, 1]);
        x[0] = torch.zeros(4, dtype: torch.int64);
        x[.., 0] = torch.tensor(-1L);
        x.index_put_(5, 2, 3);
        Longs(x).ShouldBe([-1, 0, 0, 0, -1, 5, 6, 7, -1, 9, 10, 5]);
    }

    [Fact]
    public void Scattering_PutsAndAdds()
    {
        using var scope = torch.NewDisposeScope();
        var index = torch.tensor(new[,] { { 1L }, { 0L } });
        Floats(torch.zeros(2, 2).scatter_(1, index, torch.ones(2, 1))).ShouldBe([0, 1, 1, 0]);
        Floats(torch.ones(2, 2).scatter_add_(1, index, torch.ones(2, 1))).ShouldBe([1, 2, 2, 1]);
        Floats(torch.zeros(3).index_add_(0, torch.tensor(new[] { 1L, 1L }), torch.ones(2), 0.5)).ShouldBe([0, 1, 0]);
        Floats(torch.zeros(3).index_copy_(0, torch.tensor(new[] { 2L }), torch.ones(1))).ShouldBe([0, 0, 1]);
    }
}
