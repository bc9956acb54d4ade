using System.Runtime.CompilerServices;
using TorchSharp;

namespace Vae.Torch.Tests.Tensors;

public sealed class LifetimeTests : NativeTest
{
    [Fact]
    public void TotalCount_CountsLiveTensors()
    {
        var before = torch.Tensor.TotalCount;
        var x = torch.zeros(1);
        var y = x + 1;
        torch.Tensor.TotalCount.ShouldBe(before + 2);
        torch.Tensor.PeakCount.ShouldBeGreaterThanOrEqualTo(before + 2);
        x.Dispose();
        x.Dispose();
        torch.Tensor.TotalCount.ShouldBe(before + 1);
        y.Dispose();
        torch.Tensor.TotalCount.ShouldBe(before);
    }

    [Fact]
    public void Use_Throws_WhenDisposed()
    {
        var x = torch.zeros(1);
        x.Dispose();
        x.IsInvalid.ShouldBeTrue();
        Should.Throw<ObjectDisposedException>(() => x.shape);
        Should.Throw<ObjectDisposedException>(() => x + 1);
        Should.Throw<ObjectDisposedException>(() => x.add_(1));
        Should.Throw<ObjectDisposedException>(() => torch.cat([x]));
        using var y = torch.zeros(1);
        Should.Throw<ObjectDisposedException>(() => y.add(x));
        x.ToString().ShouldBe("[], disposed");
    }

    [Fact]
    public void FailedCalls_LeaveNothing()
    {
        using var x = torch.zeros(2);
        using var y = torch.zeros(3);
        for (var i = 0; i < 100; i++)
            Should.Throw<System.Runtime.InteropServices.ExternalException>(() => x + y).Message.ShouldContain("must match");
    }

    [Fact]
    public void Tensor_IsFreed_WhenCollected()
    {
        var before = torch.Tensor.TotalCount;
        Forget();
        for (var i = 0; i < 10 && torch.Tensor.TotalCount > before; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        torch.Tensor.TotalCount.ShouldBe(before);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget() => torch.zeros(1).shape.ShouldBe([1]);
    }

    [Fact]
    public void Decoupled_BelongsToItsNewOwner()
    {
        var before = torch.Tensor.TotalCount;
        var x = torch.ones(2);
        var address = x.DecoupleFromNativeHandle();
        x.IsInvalid.ShouldBeTrue();
        torch.Tensor.TotalCount.ShouldBe(before);
        Floats(torch.Tensor.FromNative(address)).ShouldBe([1, 1]);
    }

    [Fact]
    public void Scope_DisposesWhatWasMadeInIt()
    {
        torch.CurrentDisposeScope.ShouldBeNull();
        using var outside = torch.zeros(1);
        torch.Tensor inside;
        using (var scope = torch.NewDisposeScope())
        {
            torch.CurrentDisposeScope.ShouldBeSameAs(scope);
            inside = outside + 1;
            scope.Contains(inside).ShouldBeTrue();
            scope.Contains(outside).ShouldBeFalse();
            scope.DisposablesCount.ShouldBe(1);
            (inside * 2).Dispose();
            scope.DisposablesCount.ShouldBe(1);
        }

        inside.IsInvalid.ShouldBeTrue();
        outside.IsInvalid.ShouldBeFalse();
        torch.CurrentDisposeScope.ShouldBeNull();
    }

    [Fact]
    public void Scopes_Nest()
    {
        using var outer = torch.NewDisposeScope();
        torch.Tensor moved, detached, dropped;
        using (var inner = torch.NewDisposeScope())
        {
            moved = inner.MoveToOuter(torch.zeros(1));
            detached = torch.zeros(1).DetachFromDisposeScope();
            dropped = torch.zeros(1);
            torch.zeros(1).MoveToOuterDisposeScope();
            outer.DisposablesCount.ShouldBe(2);
        }

        dropped.IsInvalid.ShouldBeTrue();
        moved.IsInvalid.ShouldBeFalse();
        outer.Contains(moved).ShouldBeTrue();
        outer.Contains(detached).ShouldBeFalse();
        outer.DisposeEverythingBut(moved);
        moved.IsInvalid.ShouldBeFalse();
        outer.DisposablesView.ShouldBe([moved]);
        detached.MoveToOtherDisposeScope(moved);
        outer.Contains(detached).ShouldBeTrue();
    }

    [Fact]
    public void Scopes_Survive_WhenDisposedOutOfOrder()
    {
        var outer = torch.NewDisposeScope();
        var inner = torch.NewDisposeScope();
        outer.Dispose();
        torch.CurrentDisposeScope.ShouldBeSameAs(inner);
        var x = torch.zeros(1);
        inner.Dispose();
        x.IsInvalid.ShouldBeTrue();
        torch.CurrentDisposeScope.ShouldBeNull();
    }

    [Fact]
    public void WrappedScope_KeepsTheResultOnly()
    {
        var before = torch.Tensor.TotalCount;
        using var result = torch.WrappedTensorDisposeScope(() => (torch.ones(2) + 1) * 2);
        torch.Tensor.TotalCount.ShouldBe(before + 1);
        result.data<float>().ToArray().ShouldBe([4, 4]);
    }

    [Fact]
    public async Task Scope_BelongsToItsThread()
    {
        var made = await Task.Run(() => torch.zeros(1), TestContext.Current.CancellationToken);
        made.IsInvalid.ShouldBeFalse();
        made.Dispose();
    }
}
