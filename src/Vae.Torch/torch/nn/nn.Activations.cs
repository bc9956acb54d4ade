namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>max(0, x).</summary>
        /// <param name="inplace">True to overwrite the input. Default: false.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.ReLU ReLU(bool inplace = false) =>
            new(inplace);

        /// <summary>x where it is positive, slope · x elsewhere.</summary>
        /// <param name="negative_slope">The slope. Default: 0.01.</param>
        /// <param name="inplace">True to overwrite the input. Default: false.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) =>
            new(negative_slope, inplace);

        /// <summary>x where it is positive, alpha (eˣ − 1) elsewhere.</summary>
        /// <param name="alpha">The limit below, negated. Default: 1.</param>
        /// <param name="inplace">True to overwrite the input. Default: false.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.ELU ELU(double alpha = 1.0, bool inplace = false) =>
            new(alpha, inplace);

        /// <summary>x / (1 + e⁻ˣ).</summary>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.SiLU SiLU() =>
            new(false);

        /// <summary>x / (1 + e⁻ˣ).</summary>
        /// <param name="inplace">True to overwrite the input.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.SiLU SiLU(bool inplace) =>
            new(inplace);

        /// <summary>1 / (1 + e⁻ˣ).</summary>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Sigmoid Sigmoid() =>
            new(false);

        /// <summary>1 / (1 + e⁻ˣ).</summary>
        /// <param name="inplace">True to overwrite the input.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Sigmoid Sigmoid(bool inplace) =>
            new(inplace);

        /// <summary>The hyperbolic tangent.</summary>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Tanh Tanh() =>
            new(false);

        /// <summary>The hyperbolic tangent.</summary>
        /// <param name="inplace">True to overwrite the input. Default: false.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Tanh Tanh(bool inplace = false) =>
            new(inplace);

        /// <summary>x Φ(x), exact.</summary>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.GELU GELU() =>
            new(Modules.GELU.Approximate.none, false);

        /// <summary>x Φ(x), exact.</summary>
        /// <param name="inplace">True to overwrite the input.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.GELU GELU(bool inplace) =>
            new(Modules.GELU.Approximate.none, inplace);

        /// <summary>x Φ(x).</summary>
        /// <param name="approximate">Exact or by the formula with tanh.</param>
        /// <param name="inplace">True to overwrite the input. Default: false.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.GELU GELU(Modules.GELU.Approximate approximate, bool inplace = false) =>
            new(approximate, inplace);

        /// <summary>log(1 + e^(beta x)) / beta.</summary>
        /// <param name="beta">Sharpness. Default: 1.</param>
        /// <param name="threshold">Where the function becomes linear. Default: 20.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Softplus Softplus(double beta = 1.0, double threshold = 20.0) =>
            new(beta, threshold);

        /// <summary>eˣ divided by its sum along a dimension.</summary>
        /// <param name="dim">The dimension whose elements sum to one.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Softmax Softmax(long dim) =>
            new(dim);

        /// <summary>Dropout, active in training only.</summary>
        /// <param name="p">Probability of a zero, in [0, 1]. Default: 0.5.</param>
        /// <param name="inplace">True to overwrite the input. Default: false.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Dropout Dropout(double p = 0.5, bool inplace = false) =>
            new(p, inplace);
    }
}
