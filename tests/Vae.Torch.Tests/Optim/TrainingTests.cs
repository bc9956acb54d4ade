using TorchSharp;
using TorchSharp.Modules;
using Vae.Torch.Tests.Nn;

namespace Vae.Torch.Tests.Optim;

/// <summary>Whole steps: forward, loss, backward, optimiser.</summary>
public sealed class TrainingTests : NnTest
{
    [Theory]
    [InlineData("mlp"), InlineData("conv")]
    public void Step_LeavesNoTensors_AndTheLossFalls(string model)
    {
        torch.manual_seed(0);
        using torch.nn.Module<torch.Tensor, torch.Tensor> network = model == "mlp" ? new Mlp() : new Conv();
        using Adam adam = torch.optim.Adam(network.parameters());
        using torch.Tensor x = model == "mlp" ? torch.rand(16, 784) : torch.rand(16, 1, 28, 28);
        float first = Step(network, adam, x);
        long live = torch.Tensor.TotalCount;
        float last = 0;
        for (int i = 0; i < 5; i++)
        {
            last = Step(network, adam, x);
            torch.Tensor.TotalCount.ShouldBe(live, $"step {i}");
        }
        last.ShouldBeLessThan(first);
    }

    [Theory]
    [InlineData("mlp"), InlineData("conv")]
    public void Training_GivesTheSameBits_WhenTheSeedIsTheSame(string model)
    {
        float[] Run()
        {
            torch.manual_seed(5);
            using torch.nn.Module<torch.Tensor, torch.Tensor> network = model == "mlp" ? new Mlp() : new Conv();
            using AdamW adam = torch.optim.AdamW(network.parameters());
            using torch.Tensor x = model == "mlp" ? torch.rand(16, 784) : torch.rand(16, 1, 28, 28);
            for (int i = 0; i < 3; i++) Step(network, adam, x);
            return [.. network.parameters().SelectMany(parameter => Floats(parameter.alias()))];
        }
        Run().ShouldBe(Run());
    }

    private static float Step(torch.nn.Module<torch.Tensor, torch.Tensor> network, torch.optim.Optimizer optimizer, torch.Tensor x)
    {
        using var scope = torch.NewDisposeScope();
        optimizer.zero_grad();
        torch.Tensor loss = torch.nn.functional.binary_cross_entropy_with_logits(network.call(x), x, reduction: torch.nn.Reduction.Sum);
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }
}
