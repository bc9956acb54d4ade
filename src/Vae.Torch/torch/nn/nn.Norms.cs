namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Batch norm of [B, C] or [B, C, L].</summary>
        /// <param name="num_features">Channels of the input.</param>
        /// <param name="eps">Added to the variance. Default: 1e−5.</param>
        /// <param name="momentum">Share of a batch's moments in the running ones. Default: 0.1.</param>
        /// <param name="affine">True for a trained scale and shift. Default: true.</param>
        /// <param name="track_running_stats">True to keep running moments for evaluation. Default: true.</param>
        /// <param name="device">Where the parameters are. Default: the CPU.</param>
        /// <param name="dtype">Their type. Default: 32-bit floating point.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.BatchNorm1d BatchNorm1d(long num_features, double eps = 1e-5, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
            new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

        /// <summary>Batch norm of [B, C, H, W].</summary>
        /// <param name="num_features">Channels of the input.</param>
        /// <param name="eps">Added to the variance. Default: 1e−5.</param>
        /// <param name="momentum">Share of a batch's moments in the running ones. Default: 0.1.</param>
        /// <param name="affine">True for a trained scale and shift. Default: true.</param>
        /// <param name="track_running_stats">True to keep running moments for evaluation. Default: true.</param>
        /// <param name="device">Where the parameters are. Default: the CPU.</param>
        /// <param name="dtype">Their type. Default: 32-bit floating point.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.BatchNorm2d BatchNorm2d(long num_features, double eps = 1e-5, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
            new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

        /// <summary>Group norm.</summary>
        /// <param name="num_groups">A divisor of the channels.</param>
        /// <param name="num_channels">Channels of the input.</param>
        /// <param name="eps">Added to the variance. Default: 1e−5.</param>
        /// <param name="affine">True for a trained scale and shift. Default: true.</param>
        /// <param name="device">Where the parameters are. Default: the CPU.</param>
        /// <param name="dtype">Their type. Default: 32-bit floating point.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1e-5, bool affine = true, Device? device = null, ScalarType? dtype = null) =>
            new(num_groups, num_channels, eps, affine, device, dtype);

        /// <summary>Layer norm over the last dimension.</summary>
        /// <param name="normalized_shape">Its size.</param>
        /// <param name="eps">Added to the variance. Default: 1e−5.</param>
        /// <param name="elementwise_affine">True for a trained scale. Default: true.</param>
        /// <param name="bias">True for a trained shift beside the scale. Default: true.</param>
        /// <param name="device">Where the parameters are. Default: the CPU.</param>
        /// <param name="dtype">Their type. Default: 32-bit floating point.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.LayerNorm LayerNorm(long normalized_shape, double eps = 1e-5, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new([normalized_shape], eps, elementwise_affine, bias, device, dtype);

        /// <summary>Layer norm over the last dimensions.</summary>
        /// <param name="normalized_shape">Their sizes.</param>
        /// <param name="eps">Added to the variance. Default: 1e−5.</param>
        /// <param name="elementwise_affine">True for a trained scale. Default: true.</param>
        /// <param name="bias">True for a trained shift beside the scale. Default: true.</param>
        /// <param name="device">Where the parameters are. Default: the CPU.</param>
        /// <param name="dtype">Their type. Default: 32-bit floating point.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-5, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(normalized_shape, eps, elementwise_affine, bias, device, dtype);
    }
}
