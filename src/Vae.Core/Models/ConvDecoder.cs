using TorchSharp.Modules;
using TorchSharp.Utils;
using Vae.Core.Data;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>The decoder of <see cref="ConvVae"/>.</summary>
internal sealed class ConvDecoder : nn.Module
{
    private readonly int _height;
    private readonly int _width;

    [ComponentName(Name = "fc")]
    private readonly Linear _fc;

    [ComponentName(Name = "deconv1")]
    private readonly ConvTranspose2d _deconv1;

    [ComponentName(Name = "deconv2")]
    private readonly ConvTranspose2d _deconv2;

    [ComponentName(Name = "deconv3")]
    private readonly ConvTranspose2d _deconv3;

    public ConvDecoder(ImageShape input, int latentDim)
        : base("decoder")
    {
        const int inner = ConvEncoder.InnerChannels;
        (_height, _width) = (input.Height / ConvVae.SizeStep, input.Width / ConvVae.SizeStep);

        _fc = nn.Linear(latentDim, inner * _height * _width);
        _deconv1 = nn.ConvTranspose2d(inner, inner, kernel_size: 3L, stride: 2L, padding: 1L, output_padding: 1L);
        _deconv2 = nn.ConvTranspose2d(inner, 32, kernel_size: 3L, stride: 2L, padding: 1L, output_padding: 1L);
        _deconv3 = nn.ConvTranspose2d(32, input.Channels, kernel_size: 3L, stride: 1L, padding: 1L);
        RegisterComponents();
    }

    /// <summary>Latents <c>[B, D]</c> to logits <c>[B, C, H, W]</c>.</summary>
    public Tensor Decode(Tensor z)
    {
        using var flat = _fc.call(z);
        flat.relu_();
        using var quarter = flat.view(z.shape[0], ConvEncoder.InnerChannels, _height, _width); // [B, 64, H/4, W/4]
        using var half = _deconv1.call(quarter); // [B, 64, H/2, W/2]
        half.relu_();
        using var full = _deconv2.call(half); // [B, 32, H, W]
        full.relu_();
        return _deconv3.call(full);
    }
}
