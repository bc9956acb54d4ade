namespace TorchSharp;

public static partial class torch
{
    /// <inheritdoc cref="Tensor.sum(ScalarType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
    public static Tensor sum(Tensor input, ScalarType? type = null) => Required(input).sum(type);

    /// <inheritdoc cref="Tensor.sum(long, bool, ScalarType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
    /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) => Required(input).sum(dim, keepdim, type);

    /// <inheritdoc cref="Tensor.sum(ReadOnlySpan{long}, bool, ScalarType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimensions; negative ones count from the last.</param>
    /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
    /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
    public static Tensor sum(Tensor input, ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Required(input).sum(dim, keepdim, type);

    /// <inheritdoc cref="Tensor.mean()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor mean(Tensor input) => Required(input).mean();

    /// <inheritdoc cref="Tensor.mean(long[], bool, ScalarType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dimensions">The dimensions; negative ones count from the last.</param>
    /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
    /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) => Required(input).mean(dimensions, keepdim, type);

    /// <inheritdoc cref="Tensor.var(bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="unbiased">Whether the divisor is n − 1 (Bessel), not n.</param>
    public static Tensor var(Tensor input, bool unbiased = true) => Required(input).var(unbiased);

    /// <inheritdoc cref="Tensor.var(long, bool, bool, ScalarType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dimensions">The dimension; negative ones count from the last.</param>
    /// <param name="unbiased">Whether the divisor is n − 1 (Bessel), not n.</param>
    /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
    /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
    public static Tensor var(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Required(input).var(dimensions, unbiased, keepdim, type);

    /// <inheritdoc cref="Tensor.var(long[], bool, bool, ScalarType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dimensions">The dimensions; negative ones count from the last.</param>
    /// <param name="unbiased">Whether the divisor is n − 1 (Bessel), not n.</param>
    /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
    /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
    public static Tensor var(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Required(input).var(dimensions, unbiased, keepdim, type);

    /// <inheritdoc cref="Tensor.std(bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="unbiased">Whether the divisor is n − 1 (Bessel), not n.</param>
    public static Tensor std(Tensor input, bool unbiased = true) => Required(input).std(unbiased);

    /// <inheritdoc cref="Tensor.std(long, bool, bool, ScalarType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dimensions">The dimension; negative ones count from the last.</param>
    /// <param name="unbiased">Whether the divisor is n − 1 (Bessel), not n.</param>
    /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
    /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
    public static Tensor std(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Required(input).std(dimensions, unbiased, keepdim, type);

    /// <inheritdoc cref="Tensor.std(long[], bool, bool, ScalarType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dimensions">The dimensions; negative ones count from the last.</param>
    /// <param name="unbiased">Whether the divisor is n − 1 (Bessel), not n.</param>
    /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
    /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
    public static Tensor std(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Required(input).std(dimensions, unbiased, keepdim, type);

    /// <inheritdoc cref="Tensor.prod(ScalarType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
    public static Tensor prod(Tensor input, ScalarType? type = null) => Required(input).prod(type);

    /// <inheritdoc cref="Tensor.norm(float)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="p">Order of the norm.</param>
    public static Tensor norm(Tensor input, float p = 2) => Required(input).norm(p);

    /// <inheritdoc cref="Tensor.logsumexp(long, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) => Required(input).logsumexp(dim, keepdim);

    /// <inheritdoc cref="Tensor.cumsum(long, ScalarType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <param name="type">Type of the result; by default the tensor's, for sums and products of integers int64.</param>
    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => Required(input).cumsum(dim, type);

    /// <inheritdoc cref="Tensor.softmax(long, ScalarType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <param name="dtype">Type of the result; the tensor's by default.</param>
    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => Required(input).softmax(dim, dtype);

    /// <inheritdoc cref="Tensor.all()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor all(Tensor input) => Required(input).all();

    /// <inheritdoc cref="Tensor.any()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor any(Tensor input) => Required(input).any();

    /// <inheritdoc cref="Tensor.max()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor max(Tensor input) => Required(input).max();

    /// <inheritdoc cref="Tensor.max(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other tensor.</param>
    public static Tensor max(Tensor input, Tensor other) => Required(input).max(other);

    /// <inheritdoc cref="Tensor.max(long, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
    public static (Tensor values, Tensor indexes) max(Tensor input, long dim, bool keepdim = false) => Required(input).max(dim, keepdim);

    /// <inheritdoc cref="Tensor.argmax()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor argmax(Tensor input) => Required(input).argmax();

    /// <inheritdoc cref="Tensor.argmax(long, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => Required(input).argmax(dim, keepdim);

    /// <inheritdoc cref="Tensor.min()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor min(Tensor input) => Required(input).min();

    /// <inheritdoc cref="Tensor.min(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other tensor.</param>
    public static Tensor min(Tensor input, Tensor other) => Required(input).min(other);

    /// <inheritdoc cref="Tensor.min(long, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
    public static (Tensor values, Tensor indexes) min(Tensor input, long dim, bool keepdim = false) => Required(input).min(dim, keepdim);

    /// <inheritdoc cref="Tensor.argmin()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor argmin(Tensor input) => Required(input).argmin();

    /// <inheritdoc cref="Tensor.argmin(long, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; negative ones count from the last.</param>
    /// <param name="keepdim">Whether the folded dimensions stay, with extent 1.</param>
    public static Tensor argmin(Tensor input, long dim, bool keepdim = false) => Required(input).argmin(dim, keepdim);

    /// <inheritdoc cref="Tensor.sort(long, bool, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension; the last by default.</param>
    /// <param name="descending">Whether the greatest come first.</param>
    /// <param name="stable">Whether equal elements keep their order.</param>
    public static (Tensor values, Tensor indices) sort(Tensor input, long dim = -1, bool descending = false, bool stable = false) => Required(input).sort(dim, descending, stable);

    /// <inheritdoc cref="Tensor.topk(int, int, bool, bool)"/>
    /// <param name="tensor">The tensor.</param>
    /// <param name="k">How many.</param>
    /// <param name="dim">The dimension; the last by default.</param>
    /// <param name="largest">Whether the greatest are taken.</param>
    /// <param name="sorted">Whether they come in order.</param>
    public static (Tensor values, Tensor indices) topk(Tensor tensor, int k, int dim = -1, bool largest = true, bool sorted = true) => Required(tensor).topk(k, dim, largest, sorted);
}
