using TorchSharp.Utils;
using Vae.Core.Data;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>The residual model: stages of blocks between strided convolutions, and the way back through the same sizes.</summary>
internal sealed class ResNetVae : VaeModel
{
    [ComponentName(Name = "encoder")]
    private readonly ResNetEncoder _encoder;

    [ComponentName(Name = "decoder")]
    private readonly ResNetDecoder _decoder;

    public ResNetVae(ResNetVaeOptions options, ImageShape input)
        : base(options, input)
    {
        _encoder = new ResNetEncoder(options, input);
        _decoder = new ResNetDecoder(options, input);
        RegisterComponents();
    }

    private protected override Heads EncodeImages(Tensor x, Tensor? y) => _encoder.Encode(x, y);

    private protected override Tensor DecodeLatents(Tensor z, Tensor? y) => _decoder.Decode(z, y);
}
