namespace TorchSharp;

public static partial class torch
{
    /// <inheritdoc cref="Tensor.reshape(long[])"/>
    /// <param name="input">The tensor.</param>
    /// <param name="shape">Extents; one may be −1 for what is left.</param>
    public static Tensor reshape(Tensor input, params long[] shape) => Required(input).reshape(shape);

    /// <inheritdoc cref="Tensor.flatten(long, long)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="start_dim">First of the dimensions that become one.</param>
    /// <param name="end_dim">Last of them; negative ones count from the last.</param>
    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => Required(input).flatten(start_dim, end_dim);

    /// <inheritdoc cref="Tensor.squeeze(long?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The only one that is dropped; null for all.</param>
    public static Tensor squeeze(Tensor input, long? dim = null) => Required(input).squeeze(dim);

    /// <inheritdoc cref="Tensor.unsqueeze(long)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">Its number in the result; negative ones count from the end.</param>
    public static Tensor unsqueeze(Tensor input, long dim) => Required(input).unsqueeze(dim);

    /// <inheritdoc cref="Tensor.transpose(long, long)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim0">The one.</param>
    /// <param name="dim1">The other.</param>
    public static Tensor transpose(Tensor input, long dim0, long dim1) => Required(input).transpose(dim0, dim1);

    /// <inheritdoc cref="Tensor.t()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor t(Tensor input) => Required(input).t();

    /// <inheritdoc cref="Tensor.permute(long[])"/>
    /// <param name="input">The tensor.</param>
    /// <param name="permutation">For each dimension of the result, its number in the tensor.</param>
    public static Tensor permute(Tensor input, params long[] permutation) => Required(input).permute(permutation);

    /// <inheritdoc cref="Tensor.flip(long[])"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions.</param>
    public static Tensor flip(Tensor input, params long[] dims) => Required(input).flip(dims);

    /// <inheritdoc cref="Tensor.repeat_interleave(long, long?, long?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="repeats">How often.</param>
    /// <param name="dim">The dimension; null for the flattened tensor.</param>
    /// <param name="output_size">Not used: the size follows from the others.</param>
    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) => Required(input).repeat_interleave(repeats, dim, output_size);

    /// <inheritdoc cref="Tensor.tril(long)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="diagonal">Which diagonal: 0 the main one, positive ones above it.</param>
    public static Tensor tril(Tensor input, long diagonal = 0) => Required(input).tril(diagonal);

    /// <inheritdoc cref="Tensor.triu(long)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="diagonal">Which diagonal: 0 the main one, positive ones above it.</param>
    public static Tensor triu(Tensor input, long diagonal = 0) => Required(input).triu(diagonal);

    /// <inheritdoc cref="Tensor.diag(long)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="diagonal">Which diagonal: 0 the main one, positive ones above it.</param>
    public static Tensor diag(Tensor input, long diagonal = 0) => Required(input).diag(diagonal);

    /// <inheritdoc cref="Tensor.chunk(long, long)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="chunks">How many.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => Required(input).chunk(chunks, dim);

    /// <inheritdoc cref="Tensor.split(long[], long)"/>
    /// <param name="tensor">The tensor.</param>
    /// <param name="split_size_or_sections">Extents of the parts; they sum to the extent of the dimension.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0) => Required(tensor).split(split_size_or_sections, dim);

    /// <inheritdoc cref="Tensor.unbind(long)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    public static Tensor[] unbind(Tensor input, long dim = 0) => Required(input).unbind(dim);
}
