using TorchSharp;
using TorchSharp.Modules;

namespace Vae.Torch.Tests.Nn;

/// <summary>Inputs that PyTorch can be given too, so that its results can stand here as constants.</summary>
public abstract class NnTest : NativeTest
{
    /// <summary>sin(0.7 i + 0.3) in double precision.</summary>
    protected static torch.Tensor Ramp(params long[] shape) => Waves(shape, i => Math.Sin(i * 0.7 + 0.3));

    /// <summary>The elements in row-major order; the tensor is disposed.</summary>
    protected static double[] Doubles(torch.Tensor tensor)
    {
        using (tensor)
            return tensor.data<double>().ToArray();
    }

    /// <summary>Sets every parameter to a ramp of its shape.</summary>
    protected static T WithRamps<T>(T module) where T : torch.nn.Module
    {
        foreach (Parameter parameter in module.parameters()) Fill(parameter, Ramp(parameter.shape));
        return module;
    }

    protected static void Fill(torch.Tensor target, torch.Tensor values)
    {
        using (torch.no_grad())
        using (values)
            target.copy_(values);
    }

    /// <summary>The value, and the gradient of its sum weighted by cos(0.9 i), within the eight digits of the constants.</summary>
    protected static void ShouldEqual(Func<torch.Tensor, torch.Tensor> function, torch.Tensor input, double[] value, double[] gradient)
    {
        using var scope = torch.NewDisposeScope();
        scope.Attach(input);
        input.requires_grad_();
        torch.Tensor output = function(input);
        Doubles(output.detach()).ShouldBe(value, 2e-8);
        (output * Waves(output.shape, i => Math.Cos(i * 0.9))).sum().backward();
        Doubles(input.grad!).ShouldBe(gradient, 2e-8);
    }

    protected static void ParameterGradientsShouldBe(torch.nn.Module module, params double[][] gradients)
    {
        Parameter[] parameters = [.. module.parameters()];
        parameters.Length.ShouldBe(gradients.Length);
        for (int i = 0; i < parameters.Length; i++) Doubles(parameters[i].grad!).ShouldBe(gradients[i], 2e-8);
    }

    private static torch.Tensor Waves(long[] shape, Func<int, double> value)
    {
        long count = shape.Aggregate(1L, (product, extent) => product * extent);
        using torch.Tensor flat = torch.tensor([.. Enumerable.Range(0, (int)count).Select(value)]);
        using torch.Tensor shaped = flat.reshape(shape);
        return shaped.clone();
    }
}
