using TorchSharp.Utils;
using Vae.Core.Data;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>The convolutional model: strided convolutions, a dense bottleneck, and the way back through the same sizes.</summary>
internal sealed class ConvVae : VaeModel
{
    [ComponentName(Name = "encoder")]
    private readonly ConvEncoder _encoder;

    [ComponentName(Name = "decoder")]
    private readonly ConvDecoder _decoder;

    public ConvVae(ConvVaeOptions options, ImageShape input)
        : base(options, input)
    {
        _encoder = new ConvEncoder(options, input);
        _decoder = new ConvDecoder(options, input);
        RegisterComponents();
    }

    private protected override Heads EncodeImages(Tensor x, Tensor? y) => _encoder.Encode(x, y);

    private protected override Tensor DecodeLatents(Tensor z, Tensor? y) => _decoder.Decode(z, y);
}
