using System.Runtime.InteropServices;
using TorchSharp;

namespace Vae.Torch.Tests.Autograd;

public sealed class GradientTests : NativeTest
{
    [Fact]
    public void Backward_GivesTheDerivative()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { 1f, 2f, 3f }, requires_grad: true);
        x.grad.ShouldBeNull();
        x.pow(3).sum().backward();
        Floats(x.grad!).ShouldBe([3, 12, 27]);
        (x * 2).sum().backward();
        Floats(x.grad!).ShouldBe([5, 14, 29]);
        x.grad!.zero_();
        Floats(x.grad!).ShouldBe([0, 0, 0]);
        x.grad = null;
        x.grad.ShouldBeNull();
        x.is_leaf.ShouldBeTrue();
    }

    [Fact]
    public void Backward_WeightsTheOutputs()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { 1f, 2f }, requires_grad: true);
        (x * x).backward([torch.tensor(new[] { 1f, 10f })]);
        Floats(x.grad!).ShouldBe([2, 40]);
    }

    [Fact]
    public void Backward_Throws_WhenThereIsNothingToDifferentiate()
    {
        using var scope = torch.NewDisposeScope();
        Should.Throw<ExternalException>(() => torch.zeros(1).sum().backward()).Message.ShouldContain("does not require grad");
        Should.Throw<ExternalException>(() => torch.zeros(2, requires_grad: true).exp().backward()).Message.ShouldContain("scalar");
        Should.Throw<ExternalException>(() => torch.zeros(2, dtype: torch.int64).requires_grad_());
        Should.Throw<ExternalException>(() => torch.zeros(2).grad = torch.zeros(3)).Message.ShouldContain("[3]");
    }

    [Fact]
    public void Grad_GivesSecondDerivatives()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(2.0, requires_grad: true);
        var first = torch.autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        first.item<double>().ShouldBe(12);
        torch.autograd.grad([first], [x])[0].item<double>().ShouldBe(12);
        x.grad.ShouldBeNull();
    }

    [Fact]
    public void Modes_TurnRecordingOffAndOn()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(1, requires_grad: true);
        torch.is_grad_enabled().ShouldBeTrue();
        using (torch.no_grad())
        {
            torch.is_grad_enabled().ShouldBeFalse();
            (x * 2).requires_grad.ShouldBeFalse();
            using (torch.enable_grad())
                (x * 2).requires_grad.ShouldBeTrue();
            torch.is_grad_enabled().ShouldBeFalse();
        }

        torch.is_grad_enabled().ShouldBeTrue();
        using (torch.set_grad_enabled(false))
            torch.is_grad_enabled().ShouldBeFalse();
        using (torch.inference_mode())
        {
            torch.is_inference_mode_enabled().ShouldBeTrue();
            (x * 2).requires_grad.ShouldBeFalse();
        }

        torch.is_inference_mode_enabled().ShouldBeFalse();
        (x * 2).requires_grad.ShouldBeTrue();
    }

    [Fact]
    public void Detach_CutsTheRecord()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, requires_grad: true);
        var y = (x * 3).detach();
        y.requires_grad.ShouldBeFalse();
        (x * y).sum().backward();
        Floats(x.grad!).ShouldBe([3, 3]);
    }

    [Fact]
    public void TrainingStep_LeavesNothing()
    {
        var before = NativeHandles.Live;
        using var weight = torch.randn(4, 3, requires_grad: true);
        for (var step = 0; step < 20; step++)
        {
            using var scope = torch.NewDisposeScope();
            torch.randn(8, 4).mm(weight).tanh().square().mean().backward();
            using (torch.no_grad())
                weight.add_(weight.grad!, -0.1);
            weight.grad!.zero_();
        }

        NativeHandles.Live.ShouldBe(before + 1);
    }
}
