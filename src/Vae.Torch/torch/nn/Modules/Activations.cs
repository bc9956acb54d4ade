using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>max(0, x).</summary>
public sealed class ReLU : nn.Module<Tensor, Tensor>
{
    internal ReLU(bool inplace) : base(nameof(ReLU)) => this.inplace = inplace;

    /// <summary>True where the input is overwritten.</summary>
    public bool inplace { get; }

    /// <summary>Applies the module.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor tensor) => nn.functional.relu(tensor, inplace);
}

/// <summary>x where it is positive, slope · x elsewhere.</summary>
public sealed class LeakyReLU : nn.Module<Tensor, Tensor>
{
    internal LeakyReLU(double negative_slope, bool inplace) : base(nameof(LeakyReLU)) => (this.negative_slope, this.inplace) = (negative_slope, inplace);

    /// <summary>The slope below zero.</summary>
    public double negative_slope { get; }

    /// <summary>True where the input is overwritten.</summary>
    public bool inplace { get; }

    /// <summary>Applies the module.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor tensor) => nn.functional.leaky_relu(tensor, negative_slope, inplace);
}

/// <summary>x where it is positive, alpha (eˣ − 1) elsewhere.</summary>
public sealed class ELU : nn.Module<Tensor, Tensor>
{
    internal ELU(double alpha, bool inplace) : base(nameof(ELU)) => (this.alpha, this.inplace) = (alpha, inplace);

    /// <summary>The limit below, negated.</summary>
    public double alpha { get; }

    /// <summary>True where the input is overwritten.</summary>
    public bool inplace { get; }

    /// <summary>Applies the module.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor tensor) => nn.functional.elu(tensor, alpha, inplace);
}

/// <summary>x / (1 + e⁻ˣ).</summary>
public sealed class SiLU : nn.Module<Tensor, Tensor>
{
    internal SiLU(bool inplace) : base(nameof(SiLU)) => this.inplace = inplace;

    /// <summary>True where the input is overwritten.</summary>
    public bool inplace { get; }

    /// <summary>Applies the module.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor tensor) => nn.functional.silu(tensor, inplace);
}

/// <summary>1 / (1 + e⁻ˣ).</summary>
public sealed class Sigmoid : nn.Module<Tensor, Tensor>
{
    internal Sigmoid(bool inplace) : base(nameof(Sigmoid)) => this.inplace = inplace;

    /// <summary>True where the input is overwritten.</summary>
    public bool inplace { get; }

    /// <summary>Applies the module.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor tensor) => nn.functional.sigmoid(tensor, inplace);
}

/// <summary>The hyperbolic tangent.</summary>
public sealed class Tanh : nn.Module<Tensor, Tensor>
{
    internal Tanh(bool inplace) : base(nameof(Tanh)) => this.inplace = inplace;

    /// <summary>True where the input is overwritten.</summary>
    public bool inplace { get; }

    /// <summary>Applies the module.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor tensor) => nn.functional.tanh(tensor, inplace);
}

/// <summary>x Φ(x), with the normal distribution function Φ (Hendrycks and Gimpel 2016).</summary>
public sealed class GELU : nn.Module<Tensor, Tensor>
{
    internal GELU(Approximate approximate, bool inplace) : base(nameof(GELU)) => (this.approximate, this.inplace) = (approximate, inplace);

    /// <summary>Which form of the function.</summary>
    public enum Approximate
    {
        /// <summary>Exact, by the error function.</summary>
        none = 0,
        /// <summary>By the formula with tanh.</summary>
        tanh = 1,
    }

    /// <summary>Exact or by the formula with tanh.</summary>
    public Approximate approximate { get; }

    /// <summary>True where the input is overwritten.</summary>
    public bool inplace { get; }

    /// <summary>Applies the module.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor tensor) => nn.functional.gelu(tensor, approximate, inplace);
}

/// <summary>log(1 + e^(beta x)) / beta.</summary>
public sealed class Softplus : nn.Module<Tensor, Tensor>
{
    internal Softplus(double beta, double threshold) : base(nameof(Softplus)) => (this.beta, this.threshold) = (beta, threshold);

    /// <summary>Sharpness.</summary>
    public double beta { get; }

    /// <summary>Above it, beta x is taken for the result times beta.</summary>
    public double threshold { get; }

    /// <summary>Applies the module.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor tensor) => nn.functional.softplus(tensor, beta, threshold);
}

/// <summary>eˣ divided by its sum along a dimension.</summary>
public sealed class Softmax : nn.Module<Tensor, Tensor>
{
    internal Softmax(long dim) : base(nameof(Softmax)) => this.dim = dim;

    /// <summary>The dimension whose elements sum to one.</summary>
    public long dim { get; }

    /// <summary>Applies the module.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor tensor) => nn.functional.softmax(tensor, dim);
}
