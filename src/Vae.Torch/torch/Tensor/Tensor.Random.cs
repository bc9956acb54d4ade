using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Overwrites the elements with draws from the uniform distribution over [from, to).</summary>
        /// <param name="from">Lower end.</param>
        /// <param name="to">Upper end.</param>
        /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
        /// <returns>This tensor.</returns>
        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            Check(THSTensor_uniform_(NativeHandle, from, to, Generator.HandleOf(generator)));
            return this;
        }

        /// <summary>Overwrites the elements with draws from a normal distribution.</summary>
        /// <param name="mean">Mean.</param>
        /// <param name="std">Standard deviation, at least 0.</param>
        /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
        /// <returns>This tensor.</returns>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null)
        {
            Check(THSTensor_normal_(NativeHandle, mean, std, Generator.HandleOf(generator)));
            return this;
        }

        /// <summary>Draws 1 with the probability that each element is, else 0.</summary>
        /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
        /// <returns>A new tensor of the same shape and type.</returns>
        public Tensor bernoulli(Generator? generator = null)
        {
            Check(THSTensor_bernoulli(NativeHandle, Generator.HandleOf(generator), out var result));
            return FromNative(result);
        }

        /// <summary>Overwrites the elements with 1 with a given probability, else with 0.</summary>
        /// <param name="p">The probability.</param>
        /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
        /// <returns>This tensor.</returns>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null)
        {
            Check(THSTensor_bernoulli_(NativeHandle, p, Generator.HandleOf(generator)));
            return this;
        }

        /// <summary>Overwrites the elements with 1 with the given probabilities, else with 0.</summary>
        /// <param name="p">The probabilities, broadcast to the shape of the tensor.</param>
        /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
        /// <returns>This tensor.</returns>
        public Tensor bernoulli_(Tensor p, Generator? generator = null)
        {
            Check(THSTensor_bernoulli_tensor_(NativeHandle, Required(p).NativeHandle, Generator.HandleOf(generator)));
            return this;
        }

        /// <summary>Overwrites the elements with draws from the exponential distribution with density λ · exp(−λx).</summary>
        /// <param name="lambda">The rate λ, above 0.</param>
        /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
        /// <returns>This tensor.</returns>
        public Tensor exponential_(double lambda = 1, Generator? generator = null)
        {
            Check(THSTensor_exponential_(NativeHandle, lambda, Generator.HandleOf(generator)));
            return this;
        }

        /// <summary>Draws indices with probabilities in proportion to the elements of each row.</summary>
        /// <param name="num_samples">How many draws for each row.</param>
        /// <param name="replacement">Whether an index may be drawn again.</param>
        /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
        /// <returns>int64 indices.</returns>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null)
        {
            Check(THSTensor_multinomial(NativeHandle, num_samples, replacement ? 1 : 0, Generator.HandleOf(generator), out var result));
            return FromNative(result);
        }
    }
}
