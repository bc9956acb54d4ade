using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Models;

/// <summary>
/// Values and gradients in single precision beside those in double precision, which go another way in libtorch. Errors found without
/// <see cref="Convolutions"/>'s care were of the size of the values, or NaN; rounding is some 1e-6 of them.
/// </summary>
public sealed class ConvolutionsTests : TensorTest
{
    private const double Tolerance = 1e-4;

    public static TheoryData<int, int> Channels()
    {
        var data = new TheoryData<int, int>();
        int[] counts = [1, 2, 3, 4, 5, 8, 15, 16, 17, 24, 32, 40, 48, 64, 96, 130];
        foreach (var from in counts)
        {
            foreach (var into in counts) data.Add(from, into);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void Apply_AgreesWithDoublePrecision(int from, int into)
    {
        using var scope = NewDisposeScope();
        var layer = nn.Conv2d(from, into, kernel_size: 3L, padding: 1L);
        Agree(layer, layer.weight, layer.bias!, from, (x, stride, _) => Convolutions.Apply(layer, x, stride), (x, weight, bias, stride, _) =>
            nn.functional.conv2d(x, weight, bias, strides: [stride, stride], padding: [1, 1]));
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void Transposed_AgreesWithDoublePrecision(int from, int into)
    {
        using var scope = NewDisposeScope();
        var layer = nn.ConvTranspose2d(from, into, kernel_size: 3L, padding: 1L);
        Agree(layer, layer.weight, layer.bias!, from, (x, stride, padding) => Convolutions.Transposed(layer, x, stride, padding), (x, weight, bias, stride, padding) =>
            nn.functional.conv_transpose2d(x, weight, bias, strides: [stride, stride], padding: [1, 1], output_padding: padding));
    }

    private static void Agree(
        nn.Module layer, Tensor weight, Tensor bias, int from, Func<Tensor, long, long[], Tensor> apply, Func<Tensor, Tensor, Tensor, long, long[], Tensor> plain)
    {
        using var module = layer;
        using var generator = new Generator(7);
        foreach (var (stride, padding) in ((long, long[])[])[(1, [0, 0]), (2, [0, 0]), (2, [1, 0])])
        {
            foreach (var count in (long[])[1, 3])
            {
                using var scope = NewDisposeScope();
                var x = randn([count, from, 5, 6], generator: generator).requires_grad_();
                Tensor[] single = [x, weight, bias];
                Tensor[] exact = [.. single.Select(tensor => tensor.detach().to(float64).requires_grad_())];
                var result = apply(x, stride, padding);
                var expected = plain(exact[0], exact[1], exact[2], stride, padding);
                var toward = randn_like(expected);

                var gradients = autograd.grad([(result * toward.to(float32)).sum()], single);
                var exactGradients = autograd.grad([(expected * toward).sum()], exact);

                result.shape.ShouldBe(expected.shape);
                Error(result, expected).ShouldBeLessThan(Tolerance);
                for (var i = 0; i < single.Length; i++) Error(gradients[i], exactGradients[i]).ShouldBeLessThan(Tolerance);
            }
        }
    }

    /// <summary>The greatest difference, as a share of the greatest value; NaN where there is one.</summary>
    private static double Error(Tensor actual, Tensor expected) => ((actual.to(float64) - expected).abs().max() / expected.abs().max()).item<double>();
}
