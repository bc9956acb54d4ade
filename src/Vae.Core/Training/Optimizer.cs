using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>Moves all weights of a model by one native call a step. Its tensors belong to the scope that is open when it is made.</summary>
internal sealed class Optimizer
{
    private readonly Tensor[] _weights;
    private readonly TrainingOptions _options;
    private readonly TorchScripts.AdamState? _moments;
    private readonly Tensor[]? _momenta;

    /// <param name="model">The model, on the device that it stays on.</param>
    /// <param name="options">Which optimiser, and its constants.</param>
    public Optimizer(VaeModel model, TrainingOptions options)
    {
        _options = options;
        _weights = [.. model.parameters()];
        using var frozen = no_grad();
        if (options.Optimizer == OptimizerKind.Sgd) _momenta = [.. _weights.Select(weight => zeros_like(weight))];
        else _moments = TorchScripts.AdamState.Of(_weights);
    }

    /// <summary>The weights that it moves, in the order of <see cref="Step"/>'s gradients.</summary>
    public IReadOnlyList<Tensor> Weights => _weights;

    /// <summary>One step.</summary>
    /// <param name="gradients">One for each weight; invalid where the loss does not depend on it: that weight stays.</param>
    /// <param name="bad">A scalar: 1 leaves everything as it is.</param>
    /// <param name="learningRate">The step size.</param>
    public void Step(Tensor[] gradients, Tensor bad, double learningRate)
    {
        using var frozen = no_grad();
        var given = Array.ConvertAll(gradients, gradient => !gradient.IsInvalid);
        var (weights, present) = (Where(_weights, given), Where(gradients, given));
        if (_momenta is not null)
        {
            TorchScripts.Sgd(weights, present, Where(_momenta, given), bad, learningRate, _options.Momentum, _options.WeightDecay);
            return;
        }

        var moments = new TorchScripts.AdamState(Where(_moments!.First, given), Where(_moments.Second, given), Where(_moments.Steps, given));
        if (_options.Optimizer == OptimizerKind.AdamW) TorchScripts.AdamW(weights, present, moments, bad, learningRate, _options.WeightDecay);
        else TorchScripts.Adam(weights, present, moments, bad, learningRate, _options.WeightDecay);
    }

    private static Tensor[] Where(Tensor[] tensors, bool[] given) => Array.TrueForAll(given, one => one) ? tensors : [.. tensors.Where((_, i) => given[i])];
}
