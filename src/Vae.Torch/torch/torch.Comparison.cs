namespace TorchSharp;

public static partial class torch
{
    /// <inheritdoc cref="Tensor.eq(Tensor)"/>
    /// <param name="left">The one tensor.</param>
    /// <param name="right">The other.</param>
    public static Tensor eq(Tensor left, Tensor right) => Required(left).eq(right);

    /// <inheritdoc cref="Tensor.ne(Tensor)"/>
    /// <param name="left">The one tensor.</param>
    /// <param name="right">The other.</param>
    public static Tensor ne(Tensor left, Tensor right) => Required(left).ne(right);

    /// <inheritdoc cref="Tensor.lt(Tensor)"/>
    /// <param name="left">The one tensor.</param>
    /// <param name="right">The other.</param>
    public static Tensor lt(Tensor left, Tensor right) => Required(left).lt(right);

    /// <inheritdoc cref="Tensor.le(Tensor)"/>
    /// <param name="left">The one tensor.</param>
    /// <param name="right">The other.</param>
    public static Tensor le(Tensor left, Tensor right) => Required(left).le(right);

    /// <inheritdoc cref="Tensor.gt(Tensor)"/>
    /// <param name="left">The one tensor.</param>
    /// <param name="right">The other.</param>
    public static Tensor gt(Tensor left, Tensor right) => Required(left).gt(right);

    /// <inheritdoc cref="Tensor.ge(Tensor)"/>
    /// <param name="left">The one tensor.</param>
    /// <param name="right">The other.</param>
    public static Tensor ge(Tensor left, Tensor right) => Required(left).ge(right);

    /// <inheritdoc cref="Tensor.logical_and(Tensor)"/>
    /// <param name="left">The one tensor.</param>
    /// <param name="right">The other.</param>
    public static Tensor logical_and(Tensor left, Tensor right) => Required(left).logical_and(right);

    /// <inheritdoc cref="Tensor.logical_or(Tensor)"/>
    /// <param name="left">The one tensor.</param>
    /// <param name="right">The other.</param>
    public static Tensor logical_or(Tensor left, Tensor right) => Required(left).logical_or(right);

    /// <inheritdoc cref="Tensor.logical_xor(Tensor)"/>
    /// <param name="left">The one tensor.</param>
    /// <param name="right">The other.</param>
    public static Tensor logical_xor(Tensor left, Tensor right) => Required(left).logical_xor(right);

    /// <inheritdoc cref="Tensor.bitwise_and(Tensor)"/>
    /// <param name="left">The one tensor.</param>
    /// <param name="right">The other.</param>
    public static Tensor bitwise_and(Tensor left, Tensor right) => Required(left).bitwise_and(right);

    /// <inheritdoc cref="Tensor.bitwise_or(Tensor)"/>
    /// <param name="left">The one tensor.</param>
    /// <param name="right">The other.</param>
    public static Tensor bitwise_or(Tensor left, Tensor right) => Required(left).bitwise_or(right);

    /// <inheritdoc cref="Tensor.bitwise_xor(Tensor)"/>
    /// <param name="left">The one tensor.</param>
    /// <param name="right">The other.</param>
    public static Tensor bitwise_xor(Tensor left, Tensor right) => Required(left).bitwise_xor(right);
}
