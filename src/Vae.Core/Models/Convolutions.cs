using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>
/// Convolutions with a kernel of 3 and a padding of 1, by numbers of channels that oneDNN computes right.
/// </summary>
/// <remarks>
/// oneDNN 3.7.1, in libtorch 2.10, lays channels out in blocks of 16 or 32. On some processors the copy that fills up a block that the channels
/// do not fill goes wrong, and with it the result or the gradient, without an error: values of the right size, or NaN. Two things are not
/// concerned: reading at most 3 channels, which has a way of its own, and writing a number that the blocks do not divide, which only the
/// gradient reads again. So, on the CPU, channels of zeros are added to the numbers that are concerned, here, and taken away from the result.
/// The tests compare values and gradients with double precision for many numbers of channels.
/// </remarks>
internal static class Convolutions
{
    private const long Block = 16;
    private const long WideBlock = 32;
    private const long FewestInBlocks = 4;

    /// <summary><c>[B, C, H, W]</c> to <c>[B, C', ⌈H/stride⌉, ⌈W/stride⌉]</c>; the caller disposes the result and keeps <paramref name="x"/>.</summary>
    public static Tensor Apply(Conv2d layer, Tensor x, long stride = 1)
    {
        // Weights are [C', C, 3, 3]. The gradient reads C' channels.
        var (weight, bias) = (layer.weight, layer.bias);
        var (into, from) = (weight.shape[0], weight.shape[1]);
        var (moreFrom, moreInto) = x.device_type == DeviceType.CPU ? (from < FewestInBlocks ? 0 : Missing(from), Missing(into)) : (0, 0);
        if (moreFrom == 0 && moreInto == 0) return Convolve(x, weight, bias!, stride);

        using var scope = NewDisposeScope();
        var wide = Convolve(Padded(x, [0, 0, 0, 0, 0, moreFrom]), Padded(weight, [0, 0, 0, 0, 0, moreFrom, 0, moreInto]), Padded(bias!, [0, moreInto]), stride);
        return scope.MoveToOuter(wide.narrow(1, 0, into).contiguous());
    }

    /// <summary>
    /// <c>[B, C, h, w]</c> to <c>[B, C', stride·(h − 1) + 1 + p, …]</c>, p from <paramref name="outputPadding"/>; the caller disposes the result and
    /// keeps <paramref name="x"/>.
    /// </summary>
    /// <remarks>By the function: TorchSharp 0.107's module takes the first output padding for both sides.</remarks>
    public static Tensor Transposed(ConvTranspose2d layer, Tensor x, long stride, long[] outputPadding)
    {
        // Weights are [C, C', 3, 3]. The gradient reads C' channels, and the way of few channels serves it too.
        var (weight, bias) = (layer.weight, layer.bias);
        var (from, into) = (weight.shape[0], weight.shape[1]);
        var (moreFrom, moreInto) = x.device_type == DeviceType.CPU ? (Missing(from), into < FewestInBlocks ? 0 : Missing(into)) : (0, 0);
        if (moreFrom == 0 && moreInto == 0)
            return nn.functional.conv_transpose2d(x, weight, bias, strides: [stride, stride], padding: [1, 1], output_padding: outputPadding);

        using var scope = NewDisposeScope();
        var wide = nn.functional.conv_transpose2d(
            Padded(x, [0, 0, 0, 0, 0, moreFrom]), Padded(weight, [0, 0, 0, 0, 0, moreInto, 0, moreFrom]), Padded(bias!, [0, moreInto]),
            strides: [stride, stride], padding: [1, 1], output_padding: outputPadding);
        return scope.MoveToOuter(wide.narrow(1, 0, into).contiguous());
    }

    // For one image libtorch asks for NNPACK first, and writes a warning to standard error each time where the processor has no use for it.
    private static Tensor Convolve(Tensor x, Tensor weight, Tensor bias, long stride) => x.device_type == DeviceType.CPU && x.dtype == ScalarType.Float32 && x.shape[0] == 1
        ? TorchScripts.Convolve(x, weight, bias, stride)
        : nn.functional.conv2d(x, weight, bias, strides: [stride, stride], padding: [1, 1]);

    private static Tensor Padded(Tensor tensor, long[] more) => nn.functional.pad(tensor, more);

    /// <summary>Channels that the last block lacks: to 16 for as many at most, to a multiple of 32 above.</summary>
    private static long Missing(long channels) => channels <= Block ? Block - channels : (WideBlock - (channels % WideBlock)) % WideBlock;
}
