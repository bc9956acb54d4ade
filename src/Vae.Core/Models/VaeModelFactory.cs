using Vae.Core.Data;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>Builds models.</summary>
public static class VaeModelFactory
{
    /// <summary>Builds a model on the CPU, in training mode, with parameters drawn as PyTorch draws them by default.</summary>
    /// <param name="options">The architecture.</param>
    /// <param name="input">Shape of the images.</param>
    /// <param name="generator">
    /// A CPU generator, the only source of the initial values: seeded with 0 it gives what PyTorch's class has after
    /// <c>torch.manual_seed(0)</c>. It moves on by one draw a weight or bias of a dense or convolution layer.
    /// </param>
    /// <returns>The model; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are out of range, or do not fit the images.</exception>
    public static VaeModel Create(VaeOptions options, ImageShape input, Generator generator)
    {
        var violations = ModelLimits.Check(options, input);
        if (violations.Count > 0)
        {
            throw new ArgumentException(
                string.Join(' ', violations.Select(violation => $"{violation.Field}: {violation.Message} Got {violation.Actual}.")), nameof(options));
        }

        var model = CreateUndrawn(options, input);
        ParameterInitialization.Draw(model, generator);
        return model;
    }

    /// <summary>Builds a model whose parameters the caller overwrites. The options have passed <see cref="ModelLimits"/>.</summary>
    internal static VaeModel CreateUndrawn(VaeOptions options, ImageShape input)
    {
        // TorchSharp 0.107's convolutions leave a tensor behind when they are made: the scope takes it. What the model keeps belongs to no scope.
        using var scope = NewDisposeScope();
        var model = Make(options, input);
        scope.Detach([.. model.parameters(), .. model.buffers()]);
        LiveTensors.Made(model);
        return model;
    }

    private static VaeModel Make(VaeOptions options, ImageShape input) => options switch
    {
        MlpVaeOptions mlp => new MlpVae(mlp, input),
        LeakyMlpVaeOptions leaky => new LeakyMlpVae(leaky, input),
        ConvVaeOptions conv => new ConvVae(conv, input),
        ResNetVaeOptions resnet => new ResNetVae(resnet, input),
        ClusterVaeOptions cluster => new ClusterVae(cluster, input),
        M2VaeOptions m2 => new M2Vae(m2, input),
        _ => throw new ArgumentException($"There is no architecture '{options.Architecture}'.", nameof(options)),
    };
}
