using System.Runtime.InteropServices;
using TorchSharp;

namespace Vae.Torch.Tests.Tensors;

public sealed class ProductTests : NativeTest
{
    [Fact]
    public void Products_AreThoseOfTheDefinition()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.tensor(new[,] { { 1f, 2f }, { 3f, 4f } });
        var b = torch.tensor(new[,] { { 0f, 1f }, { 1f, 0f } });
        var v = torch.tensor(new[] { 1f, -1f });
        Floats(a.mm(b)).ShouldBe([2, 1, 4, 3]);
        Floats(a.matmul(v)).ShouldBe([-1, -1]);
        Floats(a.mv(v)).ShouldBe([-1, -1]);
        Floats(v.dot(v)).ShouldBe([2]);
        Floats(v.outer(v)).ShouldBe([1, -1, -1, 1]);
        Floats(torch.stack([a, b]).bmm(torch.stack([b, a]))).ShouldBe([2, 1, 4, 3, 3, 4, 1, 2]);
        Floats(v.addmm(a, b, beta: 2, alpha: 0.5f)).ShouldBe([3, -1.5f, 4, -0.5f]);
        Floats(torch.einsum("ij,j->i", a, v)).ShouldBe([-1, -1]);
        torch.stack([a, b]).matmul(a).shape.ShouldBe([2, 2, 2]);
    }

    [Theory]
    [InlineData(new long[] { 2, 3 }, new long[] { 2, 3 })]
    [InlineData(new long[] { 3 }, new long[] { 4 })]
    [InlineData(new long[] { }, new long[] { 4 })]
    [InlineData(new long[] { 5, 2, 3 }, new long[] { 2 })]
    public void Matmul_ThrowsBeforeNativeCode_WhenShapesDoNotAgree(long[] left, long[] right)
    {
        using var a = torch.zeros(left);
        using var b = torch.zeros(right);
        var error = Should.Throw<ArgumentException>(() => a.matmul(b));
        error.Message.ShouldContain($"[{string.Join(", ", left)}]");
        error.Message.ShouldContain($"[{string.Join(", ", right)}]");
    }

    [Fact]
    public void Mm_And_Bmm_Throw_WhenShapesDoNotAgree()
    {
        using var scope = torch.NewDisposeScope();
        Should.Throw<ArgumentException>(() => torch.zeros(2, 3).mm(torch.zeros(2, 3)));
        Should.Throw<ArgumentException>(() => torch.zeros(2).mm(torch.zeros(2, 3)));
        Should.Throw<ArgumentException>(() => torch.zeros(2, 2, 3).bmm(torch.zeros(3, 3, 2)));
        Should.Throw<ExternalException>(() => torch.zeros(4, 2, 2).matmul(torch.zeros(3, 2, 2)));
    }

    [Fact]
    public void Eigh_GivesThePairsInAscendingOrder()
    {
        using var scope = torch.NewDisposeScope();
        var matrix = torch.tensor(new[,] { { 2f, 1f }, { 1f, 3f } });
        var (values, vectors) = torch.linalg.eigh(matrix);
        // (5 ± √5) / 2
        ShouldBeClose(Floats(values.clone()), [(5 - Math.Sqrt(5)) / 2, (5 + Math.Sqrt(5)) / 2]);
        torch.allclose(matrix.mm(vectors), vectors * values, atol: 1e-6).ShouldBeTrue();
    }

    [Fact]
    public void Svd_GivesTheFactors()
    {
        using var scope = torch.NewDisposeScope();
        var matrix = torch.tensor(new[,] { { 3f, 0f }, { 4f, 5f }, { 0f, 0f } });
        var (u, s, vh) = torch.linalg.svd(matrix, fullMatrices: false);
        // Singular values of [[3, 0], [4, 5]]: √45 and √5.
        ShouldBeClose(Floats(s.clone()), [Math.Sqrt(45), Math.Sqrt(5)]);
        torch.allclose((u * s).mm(vh), matrix, atol: 1e-5).ShouldBeTrue();
    }

    [Fact]
    public void Linalg_SolvesSmallMatrices()
    {
        using var scope = torch.NewDisposeScope();
        var matrix = torch.tensor(new[,] { { 4f, 2f }, { 2f, 3f } });
        ShouldBeClose(Floats(torch.linalg.det(matrix)), [8]);
        ShouldBeClose(Floats(torch.linalg.inv(matrix)), [0.375, -0.25, -0.25, 0.5]);
        ShouldBeClose(Floats(torch.linalg.cholesky(matrix)), [2, 0, 1, Math.Sqrt(2)]);
        Should.Throw<ExternalException>(() => torch.linalg.inv(torch.zeros(2, 2))).Message.ShouldContain("singular");
    }
}
