using TorchSharp;

namespace Vae.Torch.Tests.Random;

/// <summary>Reference values: PyTorch 1.13.1, CPU, seed 0.</summary>
public sealed class GeneratorTests : NativeTest
{
    public static TheoryData<string, Func<torch.Generator?, torch.Tensor>, double[]> Draws() => new()
    {
        { "randn", g => torch.randn(5, generator: g), [1.5409960746765137, -0.293428897857666, -2.1787893772125244, 0.5684312582015991, -1.0845223665237427] },
        { "randn, sixteen or more", g => torch.randn(20, generator: g).slice(0, 0, 5, 1), [-1.1258398294448853, -1.152360200881958, -0.2505785822868347, -0.4338788092136383, 0.5988394618034363] },
        { "rand", g => torch.rand(5, generator: g), [0.49625658988952637, 0.7682217955589294, 0.08847743272781372, 0.13203048706054688, 0.30742281675338745] },
        { "randperm", g => torch.randperm(10, generator: g).@float(), [4, 1, 7, 5, 3, 9, 0, 8, 6, 2] },
        { "randint", g => torch.randint(0, 100, [6], generator: g).@float(), [44, 39, 33, 60, 63, 79] },
        { "bernoulli", g => torch.full(10, 0.5).bernoulli(g), [1, 0, 1, 1, 1, 0, 1, 0, 1, 0] },
        { "normal_", g => torch.empty(3).normal_(2, 3, g), [6.622988224029541, 1.119713306427002, -4.536368370056152] },
        { "uniform_", g => torch.empty(3).uniform_(-1, 1, g), [-0.007486820220947266, 0.5364435911178589, -0.8230451345443726] },
        { "exponential_", g => torch.empty(3).exponential_(2, g), [1.754163146018982, 0.6151923537254333, 0.3075220584869385] },
        { "multinomial", g => torch.tensor(new[] { 0.1f, 0.2f, 0.3f, 0.4f }).multinomial(6, true, g).@float(), [3, 3, 2, 3, 3, 3] },
    };

    [Theory]
    [MemberData(nameof(Draws))]
    public void DefaultGenerator_DrawsAsPyTorch_WhenSeeded(string name, Func<torch.Generator?, torch.Tensor> draw, double[] expected)
    {
        using var scope = torch.NewDisposeScope();
        name.ShouldNotBeEmpty();
        torch.manual_seed(0);
        ShouldBeClose(draw(null).data<float>().ToArray(), expected, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Draws))]
    public void OwnGenerator_DrawsAsTheDefaultOne(string name, Func<torch.Generator?, torch.Tensor> draw, double[] expected)
    {
        using var scope = torch.NewDisposeScope();
        name.ShouldNotBeEmpty();
        using var generator = new torch.Generator(0);
        torch.manual_seed(99);
        ShouldBeClose(draw(generator).data<float>().ToArray(), expected, 1e-6);
    }

    [Fact]
    public void State_BringsTheStreamBack()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(7);
        Floats(torch.randn(3, generator: generator));
        var state = generator.get_state();
        var first = Floats(torch.randn(5, generator: generator));
        generator.set_state(state);
        Floats(torch.randn(5, generator: generator)).ShouldBe(first);
        generator.initial_seed().ShouldBe(7);
        generator.manual_seed(8).initial_seed().ShouldBe(8);
        Floats(torch.randn(5, generator: generator)).ShouldNotBe(first);
    }

    [Fact]
    public void RngState_IsThatOfTheDefaultGenerator()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(5).initial_seed().ShouldBe(5);
        torch.initial_seed().ShouldBe(5);
        var state = torch.get_rng_state();
        var first = Floats(torch.rand(4));
        torch.set_rng_state(state);
        Floats(torch.rand(4)).ShouldBe(first);
        Floats(torch.rand_like(torch.zeros(2))).ShouldAllBe(value => value >= 0 && value < 1);
        Floats(torch.zeros(2).randn_like()).Length.ShouldBe(2);
    }

    [Fact]
    public void State_IsRefused_WhenItIsNone()
    {
        using var generator = new torch.Generator();
        using var garbage = torch.zeros(3, dtype: torch.uint8);
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => generator.set_state(garbage));
        generator.Dispose();
        Should.Throw<ObjectDisposedException>(() => generator.initial_seed());
    }

    [Fact]
    public void Seeds_AreTakenAs64Bits()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(ulong.MaxValue);
        generator.initial_seed().ShouldBe(-1);
        var drawn = Floats(torch.rand(3, generator: generator));
        torch.manual_seed(-1);
        Floats(torch.rand(3)).ShouldBe(drawn);
    }
}
