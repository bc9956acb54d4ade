using TorchSharp;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Objectives;

public class ElboObjectiveTests : TensorTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(4)]
    public void Terms_AreTheSumsOfTheClosedForms(double beta)
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model();
        var x = Some.Images(3).ToTensor();
        using var generator = new Generator(1);
        using var same = new Generator(1);

        var terms = new ElboObjective(new ObjectiveOptions { Beta = beta }).Evaluate(model, new Batch(x), generator);

        var posterior = model.Encode(x);
        var means = model.Decode(posterior.Sample(same)).data<float>().ToArray();
        var recon = -x.data<float>().ToArray().Zip(means, (t, p) => (t * Math.Log(p)) + ((1 - t) * Math.Log(1 - p))).Sum();
        var kl = posterior.Mu.data<float>().ToArray().Zip(
            posterior.Logvar.data<float>().ToArray(), (mu, logvar) => 0.5 * ((mu * mu) + Math.Exp(logvar) - 1 - logvar)).Sum();

        // 48 pixels of float32 logits: relative 1e-6 of the sum.
        ((double)terms.Recon.item<float>()).ShouldBe(recon, 1e-5 * recon);
        ((double)terms.Kl.item<float>()).ShouldBe(kl, 1e-5 * kl);
        ((double)terms.Loss.item<float>()).ShouldBe(recon + (beta * kl), 1e-5 * recon);
    }

    public static TheoryData<string> Architectures { get; } = ["mlp", "conv"];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Gradient_EqualsFiniteDifferences_InDouble(string architecture)
    {
        using var scope = NewDisposeScope();
        var shape = architecture == "mlp" ? Some.Shape : Some.ConvShape;
        using var model = Some.Model(architecture == "mlp" ? Some.MlpOptions : Some.ConvOptions, shape).to(float64);
        var x = Some.Images(2, shape: shape).ToTensor().to(float64);
        var objective = new ElboObjective(new ObjectiveOptions { Beta = 0.7 });

        using (var generator = new Generator(4)) objective.Evaluate(model, new Batch(x), generator).Loss.backward();

        const double step = 1e-6;
        foreach (var (name, parameter) in model.named_parameters())
        {
            var flat = parameter.detach().view(-1);
            var gradient = parameter.grad!.reshape(-1).data<double>().ToArray();
            foreach (var index in new[] { 0, gradient.Length / 2, gradient.Length - 1 })
            {
                var up = Shifted(step);
                var down = Shifted(-step);

                // Central differences err by about 1e-9 of the loss's size (some 20) here, and skip no kink of ReLU for these seeds.
                ((up - down) / (2 * step)).ShouldBe(gradient[index], 1e-6 * Math.Max(1, Math.Abs(gradient[index])), $"{name} at {index}");

                double Shifted(double by)
                {
                    using var inner = NewDisposeScope();
                    using var mode = no_grad();
                    using var generator = new Generator(4);
                    flat.narrow(0, index, 1).add_(by);
                    var loss = objective.Evaluate(model, new Batch(x), generator).Loss.item<double>();
                    flat.narrow(0, index, 1).sub_(by);
                    return loss;
                }
            }
        }
    }

    [Fact]
    public void Evaluate_LeavesThreeScalars_OutsideAnyScope()
    {
        using var model = Some.Model();
        using var x = Some.Images(3).ToTensor();
        using var generator = new Generator(1);
        var before = Tensor.TotalCount;

        using var terms = new ElboObjective(new ObjectiveOptions()).Evaluate(model, new Batch(x), generator);

        (Tensor.TotalCount - before).ShouldBe(3);
    }
}
