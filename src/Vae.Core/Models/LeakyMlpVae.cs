using TorchSharp.Utils;
using Vae.Core.Data;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>
/// The fully connected model with leaky ReLU and heads of two layers. Its keys are those of a PyTorch class with named sequences:
/// <c>encoder.mlp0 …</c>, <c>fc_mean.0, fc_mean.2, fc_var.0, fc_var.2</c>, <c>decoder.mlp0 …</c> (counted from 0 again) and <c>out.1</c>.
/// </summary>
internal sealed class LeakyMlpVae : VaeModel
{
    private const HiddenActivation Hidden = HiddenActivation.LeakyRelu;

    // The numbers are places in a sequence of Linear, LeakyReLU, Linear; and of Flatten, Linear.
    private static readonly string[] HeadNames = ["0", "2"];
    private static readonly string[] OutNames = ["1"];

    private readonly long _planes;

    [ComponentName(Name = "encoder")]
    private readonly DenseStack _encoder;

    [ComponentName(Name = "fc_mean")]
    private readonly DenseStack _mean;

    [ComponentName(Name = "fc_var")]
    private readonly DenseStack? _var;

    [ComponentName(Name = "decoder")]
    private readonly DenseStack _decoder;

    [ComponentName(Name = "out")]
    private readonly DenseStack _out;

    /// <exception cref="ArgumentException"><see cref="LeakyMlpVaeOptions.DecodeDim"/> fills no whole number of planes of the image's height and width.</exception>
    public LeakyMlpVae(LeakyMlpVaeOptions options, ImageShape input)
        : base(options, input)
    {
        var (hidden, latent) = (options.HiddenDims, options.LatentDim);
        var decoded = options.DecodeDim ?? input.Pixels;
        var area = input.Height * input.Width;
        if (decoded < area || decoded % area != 0)
        {
            throw new ArgumentException(
                $"Decoded values must fill whole planes of {input.Height} × {input.Width} = {area} values; got {decoded}.", nameof(options));
        }

        _planes = decoded / area;
        string[] names = [.. Enumerable.Range(0, hidden.Count).Select(layer => $"mlp{layer}")];
        _encoder = new DenseStack([input.Pixels + options.Classes, .. hidden], names);
        _mean = new DenseStack([hidden[^1], latent, latent], HeadNames);
        _var = options.HasSpread ? new DenseStack([hidden[^1], latent, latent], HeadNames) : null;
        _decoder = new DenseStack([latent + options.Classes, .. hidden.Reverse()], names);
        _out = new DenseStack([hidden[0], decoded], OutNames);
        RegisterComponents();
    }

    private protected override Heads EncodeImages(Tensor x, Tensor? y)
    {
        using var flat = x.reshape(x.shape[0], Input.Pixels); // [B, C·H·W]
        using var told = Conditioning.Join(flat, y, Options.Classes); // [B, C·H·W + K]
        using var hidden = _encoder.Run(told, Hidden);
        return new Heads(_mean.RunOpen(hidden, Hidden), _var?.RunOpen(hidden, Hidden));
    }

    private protected override Tensor DecodeLatents(Tensor z, Tensor? y)
    {
        using var told = Conditioning.Join(z, y, Options.Classes); // [B, D + K]
        using var hidden = _decoder.Run(told, Hidden);
        using var flat = _out.RunOpen(hidden, Hidden); // [B, decoded]
        return flat.view(z.shape[0], _planes, Input.Height, Input.Width);
    }
}
