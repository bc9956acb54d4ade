using TorchSharp;

namespace Vae.Torch.Tests.Tensors;

public sealed class ReductionTests : NativeTest
{
    private static torch.Tensor Matrix() => torch.tensor(new[,] { { 1f, 5f, 3f }, { 4f, 2f, 9f } });

    [Fact]
    public void Sum_FoldsAllOrTheDimensions()
    {
        using var scope = torch.NewDisposeScope();
        var x = Matrix();
        Floats(x.sum()).ShouldBe([24]);
        // Not sum(0): as in TorchSharp, a literal 0 is the type of the sum there.
        Floats(x.sum(0L)).ShouldBe([5, 7, 12]);
        Floats(x.sum(-1)).ShouldBe([9, 15]);
        x.sum([0, 1], keepdim: true).shape.ShouldBe([1, 1]);
        x.sum(0, type: torch.float64).dtype.ShouldBe(torch.float64);
        torch.tensor(new[] { true, true }).sum().item<long>().ShouldBe(2);
    }

    [Fact]
    public void Moments_AreThoseOfTheDefinition()
    {
        using var scope = torch.NewDisposeScope();
        var x = Matrix();
        Floats(x.mean()).ShouldBe([4]);
        Floats(x.mean([0L])).ShouldBe([2.5f, 3.5f, 6]);
        // Squares of the deviations from 4: 9 + 1 + 1 + 0 + 4 + 25 = 40.
        ShouldBeClose(Floats(x.var()), [8]);
        ShouldBeClose(Floats(x.var(unbiased: false)), [40 / 6.0]);
        ShouldBeClose(Floats(x.std()), [Math.Sqrt(8)]);
        ShouldBeClose(Floats(x.std(0, unbiased: false)), [1.5, 1.5, 3]);
        Floats(x.var([1L], unbiased: false, keepdim: true)).Length.ShouldBe(2);
    }

    [Fact]
    public void Products_Norms_And_Exponentials()
    {
        using var scope = torch.NewDisposeScope();
        var x = Matrix();
        Floats(x.prod()).ShouldBe([1080]);
        Floats(x.prod(1)).ShouldBe([15, 72]);
        ShouldBeClose(Floats(x.norm()), [Math.Sqrt(136)]);
        ShouldBeClose(Floats(x.norm(1, p: 1)), [9, 15]);
        ShouldBeClose(Floats(x.logsumexp(1)), [Math.Log(Math.E + Math.Exp(5) + Math.Exp(3)), Math.Log(Math.Exp(4) + Math.Exp(2) + Math.Exp(9))]);
        Floats(x.cumsum(1)).ShouldBe([1, 6, 9, 4, 6, 15]);
        Floats(x.cumprod(1)).ShouldBe([1, 5, 15, 4, 8, 72]);
        ShouldBeClose(Floats(x.softmax(1).sum(1)), [1, 1]);
        ShouldBeClose(Floats(x.log_softmax(1).exp()), [.. Floats(x.softmax(1)).Select(value => (double)value)]);
    }

    [Fact]
    public void Extremes_TellWhereTheyAre()
    {
        using var scope = torch.NewDisposeScope();
        var x = Matrix();
        Floats(x.max()).ShouldBe([9]);
        Floats(x.min()).ShouldBe([1]);
        var (values, indexes) = x.max(1);
        Floats(values).ShouldBe([5, 9]);
        Longs(indexes).ShouldBe([1, 2]);
        Longs(x.min(1).indexes).ShouldBe([0, 1]);
        Longs(x.argmax()).ShouldBe([5]);
        Longs(x.argmin(0)).ShouldBe([0, 1, 0]);
        Floats(x.amax(0, 1)).ShouldBe([9]);
        Floats(x.amin([1L], keepdim: true)).ShouldBe([1, 2]);
    }

    [Fact]
    public void Orders_SortAndRank()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { 3f, 1f, 2f, 4f });
        var (values, indices) = x.sort(descending: true);
        Floats(values).ShouldBe([4, 3, 2, 1]);
        Longs(indices).ShouldBe([3, 0, 2, 1]);
        Longs(x.argsort()).ShouldBe([1, 2, 0, 3]);
        Floats(x.topk(2).values).ShouldBe([4, 3]);
        Floats(x.median()).ShouldBe([2]);
        Floats(x.quantile(torch.tensor(new[] { 0.25f, 0.5f }))).ShouldBe([1.75f, 2.5f]);
        Longs(torch.tensor(new[] { 0L, 2L, 2L }).bincount(null, 4)).ShouldBe([1, 0, 2, 0]);
        Floats(x.histc(2, 0, 4)).ShouldBe([1, 3]);
    }

    [Fact]
    public void AllAny_AreLogical()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[,] { { true, false }, { true, true } });
        x.all().item<bool>().ShouldBeFalse();
        x.any().item<bool>().ShouldBeTrue();
        Bools(x.all(1)).ShouldBe([false, true]);
        Bools(x.any(0)).ShouldBe([true, true]);
    }
}
