namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module that returns its input.</summary>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Identity Identity() =>
            new();

        /// <summary>Joins dimensions into one.</summary>
        /// <param name="start_dim">The first to join. Default: 1, after the batch.</param>
        /// <param name="end_dim">The last to join. Default: −1, the last.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Flatten Flatten(long start_dim = 1, long end_dim = -1) =>
            new(start_dim, end_dim);

        /// <summary>Splits a dimension.</summary>
        /// <param name="dim">The one to split.</param>
        /// <param name="unflattened_size">The sizes that take its place.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Unflatten Unflatten(long dim, long[] unflattened_size) =>
            new(dim, unflattened_size);

        /// <summary>Moves channels into space: [B, C r², H, W] becomes [B, C, H r, W r].</summary>
        /// <param name="upscale_factor">r.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.PixelShuffle PixelShuffle(long upscale_factor) =>
            new(upscale_factor);

        /// <summary>Enlarges images.</summary>
        /// <param name="size">The new [H, W]; exactly one of this and the factor is given.</param>
        /// <param name="scale_factor">One factor for both dimensions or one for each.</param>
        /// <param name="mode">Default: the nearest sample.</param>
        /// <param name="align_corners">True maps corner samples onto corner samples. Default: the mode's own way.</param>
        /// <param name="recompute_scale_factor">True computes with the factor of the rounded sizes. Default: false.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Upsample Upsample(long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool? align_corners = null, bool? recompute_scale_factor = null) =>
            new(size, scale_factor, mode, align_corners, recompute_scale_factor);
    }
}
