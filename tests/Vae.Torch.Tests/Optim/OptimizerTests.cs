using TorchSharp;
using TorchSharp.Modules;
using Vae.Torch.Tests.Nn;

namespace Vae.Torch.Tests.Optim;

public sealed class OptimizerTests : NnTest
{
    private static readonly Dictionary<string, Func<Parameter[], torch.optim.Optimizer>> Optimizers = new()
    {
        ["adam"] = p => torch.optim.Adam(p, 0.1),
        ["adam, decay"] = p => torch.optim.Adam(p, 0.1, weight_decay: 0.3),
        ["adam, amsgrad"] = p => torch.optim.Adam(p, 0.1, 0.5, 0.6, amsgrad: true),
        ["adam, uphill"] = p => torch.optim.Adam(p, 0.01, maximize: true),
        ["adamw"] = p => torch.optim.AdamW(p, 0.1, weight_decay: 0.3),
        ["adamw, amsgrad"] = p => torch.optim.AdamW(p, 0.1, 0.5, 0.6, 1e-4, 0.01, amsgrad: true),
        ["sgd"] = p => torch.optim.SGD(p, 0.01),
        ["sgd, momentum"] = p => torch.optim.SGD(p, 0.01, momentum: 0.9, dampening: 0.2, weight_decay: 0.1),
        ["sgd, nesterov"] = p => torch.optim.SGD(p, 0.01, momentum: 0.9, nesterov: true),
        ["sgd, uphill"] = p => torch.optim.SGD(p, 0.01, maximize: true),
    };

    // PyTorch 1.13.1 after four steps on Σ(p − c)² + 0.1 Σq³.
    public static TheoryData<string, double[], double[]> References => new()
    {
        { "adam", [0.88708454, -0.85178906, 1.60129678, 0.39908648], [0.61013293, -3.40099931] },
        { "adam, decay", [0.87607175, -0.85188109, 1.60132074, 0.39891922], [0.60658854, -3.40110469] },
        { "adam, amsgrad", [0.86262828, -0.85234267, 1.60171628, 0.39877763], [0.62802982, -3.40161228] },
        { "adam, uphill", [0.4599601, -1.29001236, 2.04000998, -0.04000737], [1.04004025, -2.96001554] },
        { "adamw", [0.8160156, -0.72689778, 1.39052498, 0.38148189], [0.51780838, -3.03837585] },
        { "adamw, amsgrad", [0.86043596, -0.84799516, 1.59437644, 0.39817312], [0.62523526, -3.38897896] },
        { "sgd", [0.53881592, -1.11414433, 1.82532835, 0.23289551], [0.9881072, -3.11098289] },
        { "sgd, momentum", [0.57326984, -0.97041786, 1.63750708, 0.46275681], [0.96857786, -3.19453669] },
        { "sgd, nesterov", [0.6147207, -0.8484776, 1.48375678, 0.68832433], [0.96417648, -3.34533715] },
        { "sgd, uphill", [0.45878395, -1.39425623, 2.18547249, -0.24729648], [1.01210892, -2.89485168] },
    };

    [Theory, MemberData(nameof(References))]
    public void Steps_EqualPyTorch_OnTheFusedPath(string name, double[] p, double[] q) => ShouldReach(name, torch.float32, p, q, 1e-6);

    [Theory, MemberData(nameof(References))]
    public void Steps_EqualPyTorch_OnTheGenericPath(string name, double[] p, double[] q) => ShouldReach(name, torch.float64, p, q, 2e-6);

    [Theory]
    [InlineData("adam, decay"), InlineData("adam, amsgrad"), InlineData("adamw"), InlineData("sgd, nesterov")]
    public void FusedPath_EqualsTheGenericOne_OverWholeTensors(string name)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(2);
        // Not a multiple of any vector width; the generic path is taken by a tensor that is not contiguous.
        torch.Tensor start = torch.randn(211, 37);
        using Parameter plain = new(start.clone());
        using Parameter strided = new(start.t().contiguous().t());
        strided.is_contiguous().ShouldBeFalse();
        using torch.optim.Optimizer one = Optimizers[name]([plain]), two = Optimizers[name]([strided]);
        for (int i = 0; i < 5; i++)
        {
            torch.Tensor grad = torch.randn(211, 37);
            plain.grad = grad.clone();
            strided.grad = grad.clone();
            one.step();
            two.step();
        }
        Floats(plain.alias()).Select(v => (double)v).ShouldBe(Floats(strided.contiguous()).Select(v => (double)v), 1e-6);
        Floats(plain.alias()).ShouldNotBe(Floats(start));
    }

    [Fact]
    public void Step_LeavesParametersAlone_WhenTheyHaveNoGradient()
    {
        using Parameter with = new(torch.ones(2)), without = new(torch.ones(2));
        using Adam adam = torch.optim.Adam([with, without], 0.1);
        using (torch.Tensor sum = with.sum()) sum.backward();
        adam.step();
        Floats(without.alias()).ShouldBe([1, 1]);
        ShouldBeClose(Floats(with.alias()), [0.9, 0.9]);
        adam.state_dict().State.Cast<Adam.State>().Select(state => state.step).ShouldBe([1, 0]);
        adam.zero_grad();
        with.grad.ShouldBeNull();
    }

    [Fact]
    public void Groups_KeepTheirOwnOptions()
    {
        using Parameter a = new(torch.ones(1)), b = new(torch.ones(1));
        using SGD sgd = torch.optim.SGD([new SGD.ParamGroup([a], 0.5), new SGD.ParamGroup([b], new SGD.Options())], 0.1);
        using (torch.Tensor sum = a + b) sum.backward();
        sgd.step();
        ShouldBeClose(Floats(a.alias()), [0.5]);
        ShouldBeClose(Floats(b.alias()), [0.9]);
        sgd.ParamGroups.Select(group => group.LearningRate).ShouldBe([0.5, 0.1]);
        sgd.parameters().ShouldBe([a, b]);
        Should.Throw<ArgumentException>(() => sgd.add_param_group(new SGD.ParamGroup([a]))).Message.ShouldContain("more than once");
        Should.Throw<ArgumentException>(() => sgd.add_param_group(new Adam.ParamGroup([a]))).Message.ShouldContain("SGD");
    }

    [Theory]
    [InlineData("adam"), InlineData("adam, amsgrad"), InlineData("adamw"), InlineData("sgd, momentum")]
    public void StateDict_ContinuesTheRun(string name)
    {
        using var scope = torch.NewDisposeScope();
        using Parameter p = new(Ramp(9).to(torch.float32));
        using var first = (OptimizerHelper)Optimizers[name]([p]);
        void Step(Parameter parameter, torch.optim.Optimizer optimizer, int seed)
        {
            torch.manual_seed(seed);
            parameter.grad = torch.randn(9);
            optimizer.step();
        }
        for (int i = 0; i < 3; i++) Step(p, first, i);

        using Parameter q = new(p.detach().clone());
        using var second = (OptimizerHelper)Optimizers[name]([q]);
        second.load_state_dict(first.state_dict());
        for (int i = 3; i < 6; i++)
        {
            Step(p, first, i);
            Step(q, second, i);
        }
        Floats(q.alias()).ShouldBe(Floats(p.alias()));
    }

    [Fact]
    public void LoadStateDict_Throws_WhenTheFormDiffers()
    {
        using Parameter a = new(torch.ones(1)), b = new(torch.ones(1));
        using Adam one = torch.optim.Adam([a]), two = torch.optim.Adam([a, b]);
        using AdamW other = torch.optim.AdamW([a]);
        Should.Throw<ArgumentException>(() => one.load_state_dict(two.state_dict())).Message.ShouldContain("2 parameters");
        Should.Throw<ArgumentException>(() => one.load_state_dict(other.state_dict())).Message.ShouldContain("Adam");
    }

    [Fact]
    public void LoadStateDict_Throws_WhenAShapeDiffers()
    {
        using Parameter wide = new(torch.ones(2, 3)), narrow = new(torch.ones(1, 3));
        using Adam one = torch.optim.Adam([wide]), other = torch.optim.Adam([narrow]);
        Should.Throw<ArgumentException>(() => one.load_state_dict(other.state_dict())).Message.ShouldContain("[1, 3]");
    }

    [Fact]
    public void Step_Throws_WhenAStateWasReplacedByOneOfAnotherShape()
    {
        using var scope = torch.NewDisposeScope();
        using Parameter p = new(torch.ones(8));
        using Adam adam = torch.optim.Adam([p]);
        var state = (Adam.State)adam.state_dict().State[0];
        state.exp_avg.Dispose();
        state.exp_avg = torch.zeros(2);
        p.grad = torch.ones(8);
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => adam.step()).Message.ShouldContain("[2]");
        state.step.ShouldBe(0);
        Floats(p.alias()).ShouldAllBe(value => value == 1);
    }

    [Theory]
    [InlineData("adam"), InlineData("adam, amsgrad"), InlineData("sgd"), InlineData("sgd, momentum")]
    public void Step_IsSeenByAutograd_WhenARecordNeedsTheFormerValue(string name)
    {
        using var scope = torch.NewDisposeScope();
        using Parameter p = new(torch.ones(8));
        using torch.optim.Optimizer optimizer = Optimizers[name]([p]);
        torch.Tensor y = p.square().sum();
        p.grad = torch.ones(8);
        optimizer.step();
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => y.backward()).Message.ShouldContain("modified by an inplace operation");
    }

    [Fact]
    public void Options_AreChecked()
    {
        using Parameter a = new(torch.ones(1));
        Should.Throw<ArgumentOutOfRangeException>(() => torch.optim.Adam([a], -1));
        Should.Throw<ArgumentOutOfRangeException>(() => torch.optim.Adam([a], beta1: 1));
        Should.Throw<ArgumentOutOfRangeException>(() => torch.optim.AdamW([a], eps: -1));
        Should.Throw<ArgumentException>(() => torch.optim.SGD([a], 0.1, nesterov: true));
    }

    [Fact]
    public void Closure_ComputesTheLossWithGradients_EvenUnderNoGrad()
    {
        using Parameter a = new(torch.ones(1));
        using SGD sgd = torch.optim.SGD([a], 0.25);
        using (torch.no_grad())
        using (torch.Tensor? loss = sgd.step(() =>
        {
            torch.Tensor squared = a.pow(2);
            squared.backward();
            return squared;
        }))
            loss!.item<float>().ShouldBe(1);
        ShouldBeClose(Floats(a.alias()), [0.5]);
    }

    [Fact]
    public void ClipGradNorm_ScalesToTheLimit_ByTheFormulaOfPyTorch()
    {
        using Parameter a = new(torch.zeros(2)), b = new(torch.zeros(1)), none = new(torch.zeros(1));
        void Set()
        {
            using torch.Tensor x = torch.tensor(new[] { 3f, 4f }), y = torch.tensor(new[] { 12f });
            (a.grad, b.grad) = (x, y);
        }
        Set();
        torch.nn.utils.clip_grad_norm_([a, b, none], 1).ShouldBe(13);
        ShouldBeClose([.. Floats(a.grad!), .. Floats(b.grad!)], [0.23076922, 0.30769229, 0.92307687]);
        Set();
        torch.nn.utils.clip_grad_norm_([a, b], 6, double.PositiveInfinity).ShouldBe(12);
        ShouldBeClose([.. Floats(a.grad!), .. Floats(b.grad!)], [1.49999988, 1.99999988, 5.99999952]);
        Set();
        torch.nn.utils.clip_grad_norm_([a, b], 100).ShouldBe(13);
        Floats(a.grad!).ShouldBe([3, 4]);
        torch.nn.utils.clip_grad_value_([a, b], 3.5);
        Floats(a.grad!).ShouldBe([3, 3.5f]);
        torch.nn.utils.clip_grad_norm_([none], 1).ShouldBe(0);
    }

    private static void ShouldReach(string name, torch.ScalarType dtype, double[] expectedP, double[] expectedQ, double tolerance)
    {
        using var scope = torch.NewDisposeScope();
        using Parameter p = new(torch.tensor(new[] { 0.5, -1.25, 2.0, 0.0 }).to(dtype)), q = new(torch.tensor(new[] { 1.0, -3.0 }).reshape(1, 2).to(dtype));
        torch.Tensor target = torch.tensor(new[] { 1.0, 0.5, -0.25, 3.0 }).to(dtype);
        using torch.optim.Optimizer optimizer = Optimizers[name]([p, q]);
        for (int i = 0; i < 4; i++)
        {
            optimizer.zero_grad();
            ((p - target).pow(2).sum() + q.pow(3).sum() * 0.1).backward();
            optimizer.step();
        }
        Doubles(p.to(torch.float64)).ShouldBe(expectedP, tolerance);
        Doubles(q.to(torch.float64)).ShouldBe(expectedQ, tolerance);
    }
}
