using TorchSharp;

namespace Vae.Torch.Tests.Tensors;

/// <summary>Reference values of special functions: PyTorch 1.13.1, float32.</summary>
public sealed class PointwiseTests : NativeTest
{
    private static readonly float[] s_x = [-1.5f, -0.5f, 0.25f, 2.0f];

    public static TheoryData<string, Func<torch.Tensor, torch.Tensor>, Func<double, double>> Elementary() => new()
    {
        { "abs", t => t.abs(), Math.Abs },
        { "neg", t => -t, x => -x },
        { "exp", t => t.exp(), Math.Exp },
        { "exp2", t => t.exp2(), x => Math.Pow(2, x) },
        { "expm1", t => t.expm1(), x => Math.Exp(x) - 1 },
        { "log1p", t => t.abs().log1p(), x => Math.Log(1 + Math.Abs(x)) },
        { "log", t => t.abs().log(), x => Math.Log(Math.Abs(x)) },
        { "log2", t => t.abs().log2(), x => Math.Log2(Math.Abs(x)) },
        { "log10", t => t.abs().log10(), x => Math.Log10(Math.Abs(x)) },
        { "sqrt", t => t.abs().sqrt(), x => Math.Sqrt(Math.Abs(x)) },
        { "rsqrt", t => t.abs().rsqrt(), x => 1 / Math.Sqrt(Math.Abs(x)) },
        { "square", t => t.square(), x => x * x },
        { "reciprocal", t => t.reciprocal(), x => 1 / x },
        { "sin", t => t.sin(), Math.Sin },
        { "cos", t => t.cos(), Math.Cos },
        { "tan", t => t.tan(), Math.Tan },
        { "atan", t => t.atan(), Math.Atan },
        { "sinh", t => t.sinh(), Math.Sinh },
        { "cosh", t => t.cosh(), Math.Cosh },
        { "tanh", t => t.tanh(), Math.Tanh },
        { "sigmoid", t => t.sigmoid(), x => 1 / (1 + Math.Exp(-x)) },
        { "silu", t => t.silu(), x => x / (1 + Math.Exp(-x)) },
        { "relu", t => t.relu(), x => Math.Max(0, x) },
        { "elu", t => t.elu(), x => x > 0 ? x : Math.Exp(x) - 1 },
        { "leaky_relu", t => t.leaky_relu(0.1), x => x > 0 ? x : 0.1 * x },
        { "softplus", t => t.softplus(), x => Math.Log(1 + Math.Exp(x)) },
        { "sign", t => t.sign(), x => Math.Sign(x) },
        { "floor", t => t.floor(), Math.Floor },
        { "ceil", t => t.ceil(), Math.Ceiling },
        { "trunc", t => t.trunc(), Math.Truncate },
        { "frac", t => t.frac(), x => x - Math.Truncate(x) },
        { "round", t => t.round(), Math.Round },
        { "pow", t => t.pow(3), x => x * x * x },
        { "clamp", t => t.clamp(-1, 1), x => Math.Clamp(x, -1, 1) },
        { "clamp_min", t => t.clamp_min(0), x => Math.Max(x, 0) },
        { "clamp_max", t => t.clamp_max(0), x => Math.Min(x, 0) },
        { "remainder", t => t % 1, x => x - Math.Floor(x) },
        { "fmod", t => t.fmod(1), x => x - Math.Truncate(x) },
        { "number / t", t => 2 / t, x => 2 / x },
        { "number - t", t => 2.5 - t, x => 2.5 - x },
        { "t - number", t => t - 2.5f, x => x - 2.5 },
        { "1 + t * 3", t => 1 + t * 3, x => 1 + x * 3 },
        { "t / number", t => t / 4L, x => x / 4 },
    };

    [Theory]
    [MemberData(nameof(Elementary))]
    public void Function_GivesTheClosedForm(string name, Func<torch.Tensor, torch.Tensor> function, Func<double, double> expected)
    {
        using var scope = torch.NewDisposeScope();
        var actual = function(torch.tensor(s_x)).data<float>().ToArray();
        name.ShouldNotBeEmpty();
        // A few units in the last place of float32.
        ShouldBeClose(actual, [.. s_x.Select(x => expected(x))], 5e-7);
    }

    public static TheoryData<string, Func<torch.Tensor, torch.Tensor>, double[]> Special() => new()
    {
        { "erf", t => t.erf(), [-0.9661051630973816, -0.5204998850822449, 0.27632638812065125, 0.9953222870826721] },
        { "erfc", t => t.erfc(), [1.9661051034927368, 1.5204999446868896, 0.7236735820770264, 0.004677735269069672] },
        { "erfinv", t => (t / 4).erfinv(), [-0.3456171154975891, -0.11123545467853546, 0.05544595047831535, 0.4769362807273865] },
        { "lgamma", t => t.lgamma(), [0.8600470423698425, 1.2655121088027954, 1.288022518157959, 0.0] },
        { "digamma", t => t.digamma(), [0.7031567692756653, 0.03648991510272026, -4.22745418548584, 0.4227842092514038] },
    };

    [Theory]
    [MemberData(nameof(Special))]
    public void Function_GivesTheReferenceValue(string name, Func<torch.Tensor, torch.Tensor> function, double[] expected)
    {
        using var scope = torch.NewDisposeScope();
        name.ShouldNotBeEmpty();
        ShouldBeClose(function(torch.tensor(s_x)).data<float>().ToArray(), expected, 2e-6);
    }

    [Fact]
    public void InPlace_ChangesTheTensorAndReturnsIt()
    {
        using var tensor = torch.tensor(new[] { 1f, 4f });
        tensor.sqrt_().ShouldBeSameAs(tensor);
        tensor.add_(1).mul_(2).sub_(1).div_(3).neg_();
        tensor.data<float>().ToArray().ShouldBe([-1, -5f / 3]);
        tensor.clamp_(min: -1.5).data<float>().ToArray().ShouldBe([-1, -1.5f]);
        tensor.fill_(7).data<float>().ToArray().ShouldBe([7, 7]);
        tensor.zero_().data<float>().ToArray().ShouldBe([0, 0]);
    }

    [Fact]
    public void Binary_Broadcasts()
    {
        using var scope = torch.NewDisposeScope();
        var column = torch.tensor(new[] { 1f, 2f }).unsqueeze(1);
        var row = torch.tensor(new[] { 10f, 20f, 30f });
        Floats(column + row).ShouldBe([11, 21, 31, 12, 22, 32]);
        Floats(column * row).ShouldBe([10, 20, 30, 20, 40, 60]);
        Floats(row - column).ShouldBe([9, 19, 29, 8, 18, 28]);
        Floats(row / column).ShouldBe([10, 20, 30, 5, 10, 15]);
        Floats(column.add(row, 0.1)).ShouldBe([2, 3, 4, 3, 4, 5]);
        Floats(torch.maximum(column * 10, row)).ShouldBe([10, 20, 30, 20, 20, 30]);
        Floats(torch.minimum(column * 10, row)).ShouldBe([10, 10, 10, 10, 20, 20]);
    }

    [Fact]
    public void Div_Rounds_WhenAsked()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { -7f, 7f });
        Floats(x.div(2, torch.RoundingMode.floor)).ShouldBe([-4, 3]);
        Floats(x.div(2, torch.RoundingMode.trunc)).ShouldBe([-3, 3]);
    }

    [Fact]
    public void Comparisons_GiveTruthValues()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { 1f, 2f, 3f });
        var y = torch.tensor(new[] { 3f, 2f, 1f });
        Bools(x < y).ShouldBe([true, false, false]);
        Bools(x <= y).ShouldBe([true, true, false]);
        Bools(x > 1).ShouldBe([false, true, true]);
        Bools(2 >= x).ShouldBe([true, true, false]);
        Bools(x.eq(y)).ShouldBe([false, true, false]);
        Bools(x.ne(2)).ShouldBe([true, false, true]);
        Bools((x > 1) & (y > 1)).ShouldBe([false, true, false]);
        Bools((x > 2) | (y > 2)).ShouldBe([true, false, true]);
        Bools(~(x > 1) ^ (y > 2)).ShouldBe([false, false, false]);
    }

    [Fact]
    public void Finiteness_IsTold()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { 1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity });
        Bools(x.isnan()).ShouldBe([false, true, false, false]);
        Bools(x.isinf()).ShouldBe([false, false, true, true]);
        Bools(x.isfinite()).ShouldBe([true, false, false, false]);
        Floats(x.nan_to_num(0, posinf: 9)).ShouldBe([1, 0, 9, -float.MaxValue]);
    }

    [Fact]
    public void Where_PicksByCondition()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { 1f, 2f, 3f });
        Floats(torch.where(x > 2, x, -x)).ShouldBe([-1, -2, 3]);
        Floats(torch.lerp(x, x * 3, torch.tensor(0.5f))).ShouldBe([2, 4, 6]);
        Floats(x.addcmul(x, x, 0.5)).ShouldBe([1.5f, 4, 7.5f]);
        Floats(x.addcdiv(x, x, 2)).ShouldBe([3, 4, 5]);
    }

    [Fact]
    public void Allclose_UsesBothTolerances()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { 1f, 100f });
        torch.allclose(x, torch.tensor(new[] { 1f, 100.0009f })).ShouldBeTrue();
        torch.allclose(x, torch.tensor(new[] { 1f, 100.01f })).ShouldBeFalse();
        torch.allclose(x, torch.tensor(new[] { 1f, 100.01f }), rtol: 0, atol: 0.02).ShouldBeTrue();
        var nan = torch.tensor(float.NaN);
        nan.allclose(nan).ShouldBeFalse();
        nan.allclose(nan, equal_nan: true).ShouldBeTrue();
    }
}
