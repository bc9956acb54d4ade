using TorchSharp;
using Vae.Core.Data;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Models;

public class ModelGradientTests : TensorTest
{
    [Theory]
    [MemberData(nameof(Every.Architecture), MemberType = typeof(Every))]
    public void Gradient_EqualsFiniteDifferences_InDouble(VaeOptions options, ImageShape shape)
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(options, shape).to(float64);
        var x = Some.Images(2, shape: shape).ToTensor().to(float64);
        Value().backward();

        const double step = 1e-6;
        foreach (var (name, parameter) in model.named_parameters().Where(entry => entry.name != "log_scale"))
        {
            var flat = parameter.detach().view(-1);
            var gradient = parameter.grad.ShouldNotBeNull($"{name} has no part in the result").reshape(-1);
            var index = flat.shape[0] / 2;
            var expected = gradient.narrow(0, index, 1).item<double>();

            // Central differences err by about 1e-9 here, and skip no kink of an activation for these seeds.
            ((Shifted(flat, index, step) - Shifted(flat, index, -step)) / (2 * step))
                .ShouldBe(expected, 1e-6 * Math.Max(1, Math.Abs(expected)), $"{name} at {index}");
        }

        double Shifted(Tensor flat, long index, double by)
        {
            using var inner = NewDisposeScope();
            using var mode = no_grad();
            flat.narrow(0, index, 1).add_(by);
            var value = Value().item<double>();
            flat.narrow(0, index, 1).sub_(by);
            return value;
        }

        // Every output, each with a weight of its own.
        Tensor Value()
        {
            var posterior = model.Encode(x);
            var raw = model.DecodeRaw(posterior.Mu + posterior.Logvar);
            var flat = cat([raw.reshape(-1), posterior.Mu.reshape(-1), posterior.Logvar.reshape(-1)], 0);
            return (flat * arange(flat.shape[0], dtype: float64).cos()).sum();
        }
    }
}
