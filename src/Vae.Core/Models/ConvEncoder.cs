using TorchSharp.Modules;
using TorchSharp.Utils;
using Vae.Core.Data;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>The encoder of <see cref="ConvVae"/>.</summary>
internal sealed class ConvEncoder : nn.Module
{
    /// <summary>Channels between the last convolution and the dense layers, in encoder and decoder.</summary>
    public const int InnerChannels = 64;

    private const int Bottleneck = 16;

    [ComponentName(Name = "conv1")]
    private readonly Conv2d _conv1;

    [ComponentName(Name = "conv2")]
    private readonly Conv2d _conv2;

    [ComponentName(Name = "fc")]
    private readonly Linear _fc;

    [ComponentName(Name = "fc_mu")]
    private readonly Linear _mu;

    [ComponentName(Name = "fc_logvar")]
    private readonly Linear _logvar;

    public ConvEncoder(ImageShape input, int latentDim)
        : base("encoder")
    {
        _conv1 = nn.Conv2d(input.Channels, 32, kernel_size: 3L, stride: 2L, padding: 1L);
        _conv2 = nn.Conv2d(32, InnerChannels, kernel_size: 3L, stride: 2L, padding: 1L);
        _fc = nn.Linear(InnerChannels * (input.Height / ConvVae.SizeStep) * (input.Width / ConvVae.SizeStep), Bottleneck);
        _mu = nn.Linear(Bottleneck, latentDim);
        _logvar = nn.Linear(Bottleneck, latentDim);
        RegisterComponents();
    }

    /// <summary>Images <c>[B, C, H, W]</c> to heads <c>[B, D]</c>.</summary>
    public Heads Encode(Tensor x)
    {
        using var half = _conv1.call(x); // [B, 32, H/2, W/2]
        half.relu_();
        using var quarter = _conv2.call(half); // [B, 64, H/4, W/4]
        quarter.relu_();
        using var flat = quarter.flatten(1); // [B, 64·H/4·W/4]
        using var hidden = _fc.call(flat); // [B, 16]
        hidden.relu_();
        return new Heads(_mu.call(hidden), _logvar.call(hidden));
    }
}
