using TorchSharp;

namespace Vae.Torch.Tests.Nn;

/// <summary>The product's own forms in single precision against ATen's in double precision.</summary>
public sealed class FusedTests : NnTest
{
    [Theory]
    [InlineData(1), InlineData(17), InlineData(256), InlineData(4099), InlineData(100_352)]
    public void BceWithLogits_EqualsAten(int count)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(count);
        torch.Tensor x = torch.randn(count) * 6, t = torch.rand(count);
        foreach (torch.nn.Reduction reduction in new[] { torch.nn.Reduction.Sum, torch.nn.Reduction.Mean })
        {
            torch.Tensor fused = x.clone().requires_grad_(), exact = x.to(torch.float64).requires_grad_();
            torch.Tensor a = torch.nn.functional.binary_cross_entropy_with_logits(fused, t, reduction: reduction);
            torch.Tensor b = torch.nn.functional.binary_cross_entropy_with_logits(exact, t.to(torch.float64), reduction: reduction);
            // An element's rounding is 2⁻²⁴ of at most 20 and averages out; a factor checks that the output's gradient arrives.
            ((double)a.item<float>()).ShouldBe(b.item<double>(), 5e-7 * b.item<double>());
            (a * 0.5).backward();
            (b * 0.5).backward();
            double scale = reduction == torch.nn.Reduction.Sum ? 0.5 : 0.5 / count;
            Floats(fused.grad!).Select(g => g / scale).ShouldBe(Doubles(exact.grad!).Select(g => g / scale), 4e-7);
        }
    }

    [Fact]
    public void BceWithLogits_HoldsAtTheEnds()
    {
        using var scope = torch.NewDisposeScope();
        float[] logits = [0, -0f, 1e-8f, 86, -86, 88, -88, 120, -120, 1e30f, -1e30f];
        torch.Tensor x = torch.tensor(logits), t = torch.zeros(logits.Length);
        foreach ((float logit, int i) in logits.Select((logit, i) => (logit, i)))
        {
            float loss = torch.nn.functional.binary_cross_entropy_with_logits(x.narrow(0, i, 1), t.narrow(0, i, 1), reduction: torch.nn.Reduction.Sum).item<float>();
            double exact = Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs((double)logit)));
            ((double)loss).ShouldBe(exact, 2e-7 * exact + 1e-37);
        }
    }

    [Fact]
    public void BceWithLogits_PassesNaNOn()
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(new[] { 1f, float.NaN }, requires_grad: true), t = torch.zeros(2);
        torch.Tensor loss = torch.nn.functional.binary_cross_entropy_with_logits(x, t, reduction: torch.nn.Reduction.Sum);
        float.IsNaN(loss.item<float>()).ShouldBeTrue();
        loss.backward();
        float.IsNaN(Floats(x.grad!)[1]).ShouldBeTrue();
    }

    [Fact]
    public void BceWithLogits_GivesTheSameBits_WhateverTheThreads()
    {
        using var scope = torch.NewDisposeScope();
        int threads = torch.get_num_threads();
        torch.manual_seed(0);
        torch.Tensor x = torch.randn(300_000), t = torch.rand(300_000);
        float[] losses = [.. new[] { 1, 2, 1 }.Select(count =>
        {
            torch.set_num_threads(count);
            return torch.nn.functional.binary_cross_entropy_with_logits(x, t).item<float>();
        })];
        torch.set_num_threads(threads);
        losses.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void BceWithLogits_TakesAtensWay_WhenTheFusedOneDoesNotApply()
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor x = Ramp(3, 4).to(torch.float32), t = torch.ones(4, 3).t() * 0.25f;
        torch.Tensor weighted = torch.nn.functional.binary_cross_entropy_with_logits(x, t, torch.ones(4) * 2);
        torch.Tensor plain = torch.nn.functional.binary_cross_entropy_with_logits(x, t.contiguous());
        weighted.item<float>().ShouldBe(2 * plain.item<float>(), 1e-6f);
        torch.Tensor target = t.contiguous().requires_grad_();
        torch.nn.functional.binary_cross_entropy_with_logits(x, target, reduction: torch.nn.Reduction.Sum).backward();
        Floats(target.grad!).ShouldBe(Floats(-x), 1e-6);
    }

    // in, out, kernel, stride, padding, output padding, dilation, groups, height, width
    [Theory]
    [InlineData(4, 6, 3, 2, 1, 1, 1, 1, 7, 5)]
    [InlineData(4, 6, 3, 2, 1, 0, 1, 1, 4, 4)]
    [InlineData(4, 6, 4, 2, 1, 0, 1, 2, 4, 3)]
    [InlineData(3, 12, 2, 2, 0, 0, 1, 1, 3, 3)]
    [InlineData(2, 16, 5, 3, 2, 2, 1, 1, 4, 4)]
    [InlineData(2, 4, 3, 2, 2, 1, 2, 1, 5, 5)]
    [InlineData(8, 1, 3, 1, 1, 0, 1, 1, 9, 7)]
    [InlineData(8, 3, 3, 1, 0, 0, 1, 1, 5, 6)]
    [InlineData(8, 4, 4, 1, 2, 0, 1, 1, 5, 6)]
    [InlineData(4, 8, 3, 1, 1, 0, 1, 1, 5, 6)]
    public void ConvTranspose2d_EqualsAten(int inputs, int outputs, int kernel, int stride, int padding, int extra, int dilation, int groups, int height, int width)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(7);
        torch.Tensor x = torch.randn(3, inputs, height, width), w = torch.randn(inputs, outputs / groups, kernel, kernel), b = torch.randn(outputs);
        torch.Tensor[] single = [x.clone().requires_grad_(), w.clone().requires_grad_(), b.clone().requires_grad_()];
        torch.Tensor[] wide = [.. single.Select(tensor => tensor.detach().to(torch.float64).requires_grad_())];
        torch.Tensor Apply(torch.Tensor[] a, bool native) =>
            torch.nn.functional.ConvTranspose2d(a[0], a[1], a[2], [stride], [padding], [extra], [dilation], groups, native);

        torch.Tensor y = Apply(single, native: false), exact = Apply(wide, native: true);
        y.shape.ShouldBe(exact.shape);
        // Sums of at most a few hundred products of order 1 in single precision.
        Floats(y.contiguous()).Select(v => (double)v).ShouldBe(Doubles(exact.detach().contiguous()), 2e-5);
        torch.Tensor g = torch.randn(y.shape);
        (y * g).sum().backward();
        (exact * g.to(torch.float64)).sum().backward();
        for (int i = 0; i < 3; i++)
            Floats(single[i].grad!.contiguous()).Select(v => (double)v).ShouldBe(Doubles(wide[i].grad!.contiguous()), 1e-4);
    }

    [Fact]
    public void BceWithLogits_GivesSecondDerivatives()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(3);
        torch.Tensor x = torch.randn(40) * 2, t = torch.rand(40), direction = torch.randn(40);
        double[] Second(torch.Tensor logits)
        {
            logits.requires_grad_();
            torch.Tensor loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, t.to(logits.dtype), reduction: torch.nn.Reduction.Sum);
            torch.Tensor first = torch.autograd.grad([loss], [logits], create_graph: true)[0];
            return Doubles(torch.autograd.grad([(first * direction.to(logits.dtype)).sum()], [logits])[0].to(torch.float64));
        }

        Second(x.clone()).ShouldBe(Second(x.to(torch.float64)), 1e-6);
    }

    [Theory]
    [InlineData(4, 12, 2, 1), InlineData(8, 1, 1, 0)]
    public void ConvTranspose2d_GivesSecondDerivatives(int inputs, int outputs, int stride, int extra)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(4);
        torch.Tensor[] start = [torch.randn(2, inputs, 4, 5), torch.randn(inputs, outputs, 3, 3), torch.randn(outputs)];
        double[][] Second(torch.ScalarType type, bool native)
        {
            torch.Tensor[] a = [.. start.Select(tensor => tensor.to(type, copy: true).requires_grad_())];
            torch.Tensor y = torch.nn.functional.ConvTranspose2d(a[0], a[1], a[2], [stride], [1], [extra], null, 1, native);
            IList<torch.Tensor> first = torch.autograd.grad([y.square().sum()], a, retain_graph: true, create_graph: true);
            torch.Tensor sum = first.Select(gradient => gradient.pow(3).mean()).Aggregate((one, other) => one + other);
            return [.. torch.autograd.grad([sum], a).Select(gradient => Doubles(gradient.contiguous().to(torch.float64)))];
        }

        double[][] actual = Second(torch.float32, native: false), exact = Second(torch.float64, native: true);
        for (int i = 0; i < actual.Length; i++)
        {
            double largest = exact[i].Max(Math.Abs);
            // Sums of a few thousand products in single precision.
            actual[i].Select(v => v / largest).ShouldBe(exact[i].Select(v => v / largest), 2e-5);
        }
    }

    [Theory]
    [InlineData(0, 1, 1, 1), InlineData(-1, 1, 1, 1), InlineData(1, -1, 1, 1), InlineData(1, 1, 0, 1), InlineData(1, 2, 1, 0)]
    public void ConvTranspose2d_Throws_WhenAnOptionIsOutOfRange(long groups, long padding, long dilation, long extra)
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor x = torch.zeros(1, 2, 1, 1), w = torch.zeros(2, 2, 3, 3);
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() =>
            torch.nn.functional.conv_transpose2d(x, w, strides: [2], padding: [padding], output_padding: [extra], dilation: [dilation], groups: groups));
    }

    [Fact]
    public void ConvTranspose2d_Throws_WhenTheShapesDoNotFit()
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor x = torch.zeros(1, 3, 4, 4), w = torch.zeros(2, 4, 3, 3), fits = torch.zeros(3, 4, 3, 3), bias = torch.zeros(5);
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => torch.nn.functional.conv_transpose2d(x, w, strides: [2]));
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => torch.nn.functional.conv_transpose2d(x, fits, bias, strides: [2]));
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => torch.nn.functional.conv_transpose2d(x, fits, strides: [2], output_padding: [2]));
        Should.Throw<ArgumentException>(() => torch.nn.functional.conv_transpose2d(x, fits, strides: [2, 2, 2]));
    }
}
