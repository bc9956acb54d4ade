namespace TorchSharp;

public static partial class torch
{
    /// <inheritdoc cref="Tensor.select(long, long)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <param name="index">Its index; negative ones count from the last.</param>
    public static Tensor select(Tensor input, long dim, long index) => Required(input).select(dim, index);

    /// <inheritdoc cref="Tensor.narrow(long, long, long)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <param name="start">Index of the first part.</param>
    /// <param name="length">How many.</param>
    public static Tensor narrow(Tensor input, long dim, long start, long length) => Required(input).narrow(dim, start, length);

    /// <inheritdoc cref="Tensor.index_select(long, Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <param name="index">Indices, of type int64.</param>
    public static Tensor index_select(Tensor input, long dim, Tensor index) => Required(input).index_select(dim, index);

    /// <inheritdoc cref="Tensor.gather(long, Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <param name="index">Indices, of type int64.</param>
    public static Tensor gather(Tensor input, long dim, Tensor index) => Required(input).gather(dim, index);

    /// <inheritdoc cref="Tensor.scatter(long, Tensor, Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <param name="index">Indices, of type int64.</param>
    /// <param name="src">The elements that are put, in the shape of the indices.</param>
    public static Tensor scatter(Tensor input, long dim, Tensor index, Tensor src) => Required(input).scatter(dim, index, src);

    /// <inheritdoc cref="Tensor.masked_select(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="mask">Truth values, broadcast to the shape of the tensor.</param>
    public static Tensor masked_select(Tensor input, Tensor mask) => Required(input).masked_select(mask);

    /// <inheritdoc cref="Tensor.nonzero()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor nonzero(Tensor input) => Required(input).nonzero();
}
