using TorchSharp.Modules;
using Vae.Core.Data;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>
/// The fully connected model. With one hidden layer its keys are those of the PyTorch example it follows
/// (<c>fc1, fc21, fc22, fc3, fc4</c>); with more, layers are counted through: <c>fc1 … fcN</c> with the heads in their place.
/// </summary>
internal sealed class MlpVae : VaeModel
{
    private readonly HiddenActivation _activation;
    private readonly Linear[] _down;
    private readonly Linear _mu;
    private readonly Linear? _logvar;
    private readonly Linear[] _up;

    public MlpVae(MlpVaeOptions options, ImageShape input)
        : base(options, input)
    {
        _activation = options.Activation;
        var hidden = options.HiddenDims;
        var names = Names(hidden.Count).GetEnumerator();

        // Registered in the order in which PyTorch's classes create them: that order fixes keys and initial draws.
        _down = [.. Widths([input.Pixels + options.Classes, .. hidden])];
        _mu = Next(hidden[^1], options.LatentDim);
        if (options.HasSpread) _logvar = Next(hidden[^1], options.LatentDim);
        else names.MoveNext();
        _up = [.. Widths([options.LatentDim + options.Classes, .. hidden.Reverse(), input.Pixels])];

        IEnumerable<Linear> Widths(int[] widths) => widths.Zip(widths.Skip(1), Next);

        Linear Next(int from, int to)
        {
            names.MoveNext();
            var layer = nn.Linear(from, to);
            register_module(names.Current, layer);
            return layer;
        }
    }

    private protected override Heads EncodeImages(Tensor x, Tensor? y)
    {
        using var flat = x.reshape(x.shape[0], Input.Pixels); // [B, C·H·W]
        using var told = Conditioning.Join(flat, y, Options.Classes); // [B, C·H·W + K]
        using var hidden = DenseLayers.Run(told, _down, _activation);
        return new Heads(_mu.call(hidden), _logvar?.call(hidden));
    }

    private protected override Tensor DecodeLatents(Tensor z, Tensor? y)
    {
        using var told = Conditioning.Join(z, y, Options.Classes); // [B, D + K]
        using var hidden = DenseLayers.Run(told, _up.AsSpan(..^1), _activation);
        using var flat = _up[^1].call(hidden); // [B, C·H·W]
        return flat.view(z.shape[0], Input.Channels, Input.Height, Input.Width);
    }

    private static IEnumerable<string> Names(int hiddenLayers) =>
        hiddenLayers == 1
            ? ["fc1", "fc21", "fc22", "fc3", "fc4"]
            : Enumerable.Range(1, (2 * hiddenLayers) + 3).Select(number => $"fc{number}");
}
