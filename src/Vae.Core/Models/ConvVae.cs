using TorchSharp.Utils;
using Vae.Core.Data;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>
/// The convolutional model: two strided convolutions to a quarter of the size, a dense bottleneck of 16, and the way back.
/// </summary>
internal sealed class ConvVae : VaeModel
{
    /// <summary>Height and width must be multiples of this: each of two convolutions halves them.</summary>
    public const int SizeStep = 4;

    [ComponentName(Name = "encoder")]
    private readonly ConvEncoder _encoder;

    [ComponentName(Name = "decoder")]
    private readonly ConvDecoder _decoder;

    public ConvVae(ConvVaeOptions options, ImageShape input)
        : base(options, input)
    {
        _encoder = new ConvEncoder(input, options.LatentDim);
        _decoder = new ConvDecoder(input, options.LatentDim);
        RegisterComponents();
    }

    private protected override Heads EncodeImages(Tensor x, Tensor? y) => _encoder.Encode(x);

    private protected override Tensor DecodeLatents(Tensor z, Tensor? y) => _decoder.Decode(z);
}
