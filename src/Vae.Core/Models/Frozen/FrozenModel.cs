namespace Vae.Core.Models.Frozen;

/// <summary>Chooses the way through a model.</summary>
internal static class FrozenModel
{
    /// <summary>
    /// A frozen model on the CPU takes a path on which every row stands by itself; one in training, or on another device, goes through
    /// libtorch in one pass.
    /// </summary>
    public static ILatentPath PathOf(VaeModel model)
    {
        var serving = model.parameters().All(parameter => !parameter.requires_grad && parameter.device.type == TorchSharp.DeviceType.CPU);
        return serving && model is MlpVae mlp && IsPlain((MlpVaeOptions)mlp.Options)
            ? new FrozenMlp(mlp, Kernels.Fastest)
            : new TorchPath(model, rowByRow: serving);
    }

    /// <summary>What <see cref="FrozenMlp"/> computes: ReLU, a sigmoid, a Gaussian's two heads, pixels as they come, nothing beside the layers.</summary>
    private static bool IsPlain(MlpVaeOptions options) => options is
    {
        Activation: HiddenActivation.Relu,
        Output: OutputActivation.Sigmoid,
        Range: PixelRange.Unit,
        Posterior: PosteriorKind.Gaussian,
        Classes: 0,
        LearnedScale: false,
    };
}
