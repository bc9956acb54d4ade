using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>
/// An exponential moving average of a model's parameters: a ← d·a + (1 − d)·w after each step. At the n-th step d is at most
/// (1 + n) ÷ (10 + n), so that the first weights, drawn at random, are soon forgotten. Its tensors belong to the scope that is open when it is made.
/// </summary>
/// <remarks>Polyak and Juditsky 1992; the bound on d is that of TensorFlow's ExponentialMovingAverage with num_updates.</remarks>
internal sealed class WeightAverage
{
    private readonly double _decay;
    private readonly Tensor[] _weights;
    private readonly Tensor[] _averages;
    private long _steps;

    /// <summary>Begins with the model's present weights.</summary>
    /// <param name="model">The model; the average follows its parameters, not its buffers.</param>
    /// <param name="decay">d; above 0, below 1.</param>
    public WeightAverage(VaeModel model, double decay)
    {
        _decay = decay;
        _weights = [.. model.parameters()];
        using var frozen = no_grad();
        _averages = [.. _weights.Select(weight => weight.clone())];
    }

    /// <summary>The decay of the n-th step.</summary>
    /// <param name="decay">The decay that it approaches.</param>
    /// <param name="step">n, from 1.</param>
    public static double DecayAt(double decay, long step) => Math.Min(decay, (1.0 + step) / (10.0 + step));

    /// <summary>Takes the weights in after a step.</summary>
    public void Update()
    {
        var decay = DecayAt(_decay, ++_steps);
        using var frozen = no_grad();
        TorchScripts.Average(_averages, _weights, decay);
    }

    /// <summary>Exchanges the model's weights and their average; a second call undoes it.</summary>
    public void Swap()
    {
        using var frozen = no_grad();
        for (var i = 0; i < _weights.Length; i++)
        {
            using var weight = _weights[i].clone();
            _weights[i].copy_(_averages[i]);
            _averages[i].copy_(weight);
        }
    }
}
