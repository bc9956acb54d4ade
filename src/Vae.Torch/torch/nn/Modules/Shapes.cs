using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Returns its input: another handle on the same data.</summary>
public sealed class Identity : nn.Module<Tensor, Tensor>
{
    internal Identity() : base(nameof(Identity))
    {
    }

    /// <summary>Applies the module.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor tensor) => tensor.alias();
}

/// <summary>In training, sets elements to zero with probability p and divides the others by 1 − p.</summary>
public sealed class Dropout : nn.Module<Tensor, Tensor>
{
    internal Dropout(double p, bool inplace) : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);

    /// <summary>In [0, 1].</summary>
    public double p { get; }

    /// <summary>True where the input is overwritten.</summary>
    public bool inplace { get; }

    /// <summary>Applies the module.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor tensor) => nn.functional.dropout(tensor, p, training, inplace);
}

/// <summary>Joins dimensions into one.</summary>
public sealed class Flatten : nn.Module<Tensor, Tensor>
{
    internal Flatten(long start_dim, long end_dim) : base(nameof(Flatten)) => (this.start_dim, this.end_dim) = (start_dim, end_dim);

    /// <summary>The first to join.</summary>
    public long start_dim { get; }

    /// <summary>The last to join.</summary>
    public long end_dim { get; }

    /// <summary>Applies the module.</summary>
    /// <param name="input">Any shape.</param>
    /// <returns>One dimension in the place of several.</returns>
    public override Tensor forward(Tensor input) => input.flatten(start_dim, end_dim);
}

/// <summary>Splits a dimension.</summary>
public sealed class Unflatten : nn.Module<Tensor, Tensor>
{
    internal Unflatten(long dim, long[] unflattened_size) : base(nameof(Unflatten)) => (this.dim, this.unflattened_size) = (dim, unflattened_size);

    /// <summary>The one to split.</summary>
    public long dim { get; }

    /// <summary>The sizes that take its place; one may be −1.</summary>
    public long[] unflattened_size { get; }

    /// <summary>Applies the module.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <returns>Several dimensions in the place of one.</returns>
    public override Tensor forward(Tensor tensor) => tensor.unflatten(dim, unflattened_size);
}

/// <summary>Moves channels into space.</summary>
public sealed class PixelShuffle : nn.Module<Tensor, Tensor>
{
    internal PixelShuffle(long upscale_factor) : base(nameof(PixelShuffle)) => this.upscale_factor = upscale_factor;

    /// <summary>r.</summary>
    public long upscale_factor { get; }

    /// <summary>Applies the module.</summary>
    /// <param name="input">[…, C r², H, W].</param>
    /// <returns>[…, C, H r, W r].</returns>
    public override Tensor forward(Tensor input) => nn.functional.pixel_shuffle(input, upscale_factor);
}
