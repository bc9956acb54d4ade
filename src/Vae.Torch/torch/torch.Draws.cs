namespace TorchSharp;

public static partial class torch
{
    /// <inheritdoc cref="Tensor.bernoulli(Generator)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => Required(input).bernoulli(generator);

    /// <inheritdoc cref="Tensor.multinomial(long, bool, Generator)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="num_samples">How many draws for each row.</param>
    /// <param name="replacement">Whether an index may be drawn again.</param>
    /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) => Required(input).multinomial(num_samples, replacement, generator);
}
