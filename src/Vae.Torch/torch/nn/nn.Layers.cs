namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A linear layer with PyTorch's initial values: both from ±1/√in, the weight first.</summary>
        /// <param name="inputSize">Size of the input's last dimension.</param>
        /// <param name="outputSize">Size of the output's last dimension.</param>
        /// <param name="hasBias">True to add a trained shift. Default: true.</param>
        /// <param name="device">Where the parameters are. Default: the CPU.</param>
        /// <param name="dtype">Their type. Default: 32-bit floating point.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
            new(inputSize, outputSize, hasBias, device, dtype);

        /// <summary>A linear layer with given parameters.</summary>
        /// <param name="weight">[out, in].</param>
        /// <param name="bias">[out]. Default: none.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Linear Linear(Modules.Parameter weight, Modules.Parameter? bias = null) =>
            new(weight, bias);

        /// <summary>A convolution with PyTorch's initial values: both from ±1/√(in / groups · k²), the weight first.</summary>
        /// <param name="in_channels">Channels of the input.</param>
        /// <param name="out_channels">Channels of the output.</param>
        /// <param name="kernel_size">Of height and width.</param>
        /// <param name="stride">Of height and width. Default: 1.</param>
        /// <param name="padding">On each side of height and width. Default: 0.</param>
        /// <param name="dilation">Distance of the kernel's elements. Default: 1.</param>
        /// <param name="padding_mode">How the input continues beyond its edge. Default: with zeros.</param>
        /// <param name="groups">Independent groups of channels. Default: 1.</param>
        /// <param name="bias">True to add a trained shift to each channel. Default: true.</param>
        /// <param name="device">Where the parameters are. Default: the CPU.</param>
        /// <param name="dtype">Their type. Default: 32-bit floating point.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            Conv2d(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding), (dilation, dilation), padding_mode, groups, bias, device, dtype);

        /// <summary>A convolution with a kernel that need not be square.</summary>
        /// <param name="in_channels">Channels of the input.</param>
        /// <param name="out_channels">Channels of the output.</param>
        /// <param name="kernel_size">Of height and width.</param>
        /// <param name="stride">Of height and width. Default: 1.</param>
        /// <param name="padding">On each side of height and width. Default: 0.</param>
        /// <param name="dilation">Distance of the kernel's elements. Default: 1.</param>
        /// <param name="padding_mode">How the input continues beyond its edge. Default: with zeros.</param>
        /// <param name="groups">Independent groups of channels. Default: 1.</param>
        /// <param name="bias">True to add a trained shift to each channel. Default: true.</param>
        /// <param name="device">Where the parameters are. Default: the CPU.</param>
        /// <param name="dtype">Their type. Default: 32-bit floating point.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(
                new(in_channels, out_channels, Modules.ConvolutionShape.Pair(kernel_size))
                {
                    Stride = Modules.ConvolutionShape.Pair(stride, 1),
                    Padding = Modules.ConvolutionShape.Pair(padding, 0),
                    Dilation = Modules.ConvolutionShape.Pair(dilation, 1),
                    Mode = padding_mode,
                    Groups = groups,
                },
                bias, device, dtype);

        /// <summary>A convolution whose padding is given by name.</summary>
        /// <param name="in_channels">Channels of the input.</param>
        /// <param name="out_channels">Channels of the output.</param>
        /// <param name="kernel_size">Of height and width.</param>
        /// <param name="padding">Padding by name.</param>
        /// <param name="stride">Of height and width. Default: 1.</param>
        /// <param name="dilation">Distance of the kernel's elements. Default: 1.</param>
        /// <param name="padding_mode">How the input continues beyond its edge. Default: with zeros.</param>
        /// <param name="groups">Independent groups of channels. Default: 1.</param>
        /// <param name="bias">True to add a trained shift to each channel. Default: true.</param>
        /// <param name="device">Where the parameters are. Default: the CPU.</param>
        /// <param name="dtype">Their type. Default: 32-bit floating point.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(
                new(in_channels, out_channels, [kernel_size, kernel_size])
                {
                    Stride = [stride, stride],
                    Padding = null,
                    PaddingType = padding,
                    Dilation = [dilation, dilation],
                    Mode = padding_mode,
                    Groups = groups,
                },
                bias, device, dtype);

        /// <summary>A transposed convolution with PyTorch's initial values: both from ±1/√(out / groups · k²), the weight first.</summary>
        /// <param name="in_channels">Channels of the input.</param>
        /// <param name="out_channels">Channels of the output.</param>
        /// <param name="kernel_size">Of height and width.</param>
        /// <param name="stride">Of height and width. Default: 1.</param>
        /// <param name="padding">Taken off each side. Default: 0.</param>
        /// <param name="output_padding">Added at the end, smaller than the stride. Default: 0.</param>
        /// <param name="dilation">Distance of the kernel's elements. Default: 1.</param>
        /// <param name="padding_mode">Zeros only.</param>
        /// <param name="groups">Independent groups of channels. Default: 1.</param>
        /// <param name="bias">True to add a trained shift to each channel. Default: true.</param>
        /// <param name="device">Where the parameters are. Default: the CPU.</param>
        /// <param name="dtype">Their type. Default: 32-bit floating point.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            ConvTranspose2d(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding), (output_padding, output_padding), (dilation, dilation), padding_mode, groups, bias, device, dtype);

        /// <summary>A transposed convolution with a kernel that need not be square.</summary>
        /// <param name="in_channels">Channels of the input.</param>
        /// <param name="out_channels">Channels of the output.</param>
        /// <param name="kernel_size">Of height and width.</param>
        /// <param name="stride">Of height and width. Default: 1.</param>
        /// <param name="padding">Taken off each side. Default: 0.</param>
        /// <param name="output_padding">Added at the end, smaller than the stride. Default: 0.</param>
        /// <param name="dilation">Distance of the kernel's elements. Default: 1.</param>
        /// <param name="padding_mode">Zeros only.</param>
        /// <param name="groups">Independent groups of channels. Default: 1.</param>
        /// <param name="bias">True to add a trained shift to each channel. Default: true.</param>
        /// <param name="device">Where the parameters are. Default: the CPU.</param>
        /// <param name="dtype">Their type. Default: 32-bit floating point.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? output_padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(
                new(in_channels, out_channels, Modules.ConvolutionShape.Pair(kernel_size))
                {
                    Stride = Modules.ConvolutionShape.Pair(stride, 1),
                    Padding = Modules.ConvolutionShape.Pair(padding, 0),
                    OutputPadding = Modules.ConvolutionShape.Pair(output_padding, 0),
                    Dilation = Modules.ConvolutionShape.Pair(dilation, 1),
                    Mode = padding_mode,
                    Groups = groups,
                },
                bias, device, dtype);
    }
}
