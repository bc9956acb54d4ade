using static TorchSharp.torch;

namespace Vae.Core;

/// <summary>
/// The home of TorchScript sources: operators of ATen that TorchSharp 0.107 has no method for, each for a whole list of tensors in one call.
/// </summary>
/// <remarks>
/// Names and arguments are ATen's (<c>native_functions.yaml</c>). A mistake in a source ends the process when it is compiled, so the sources are
/// constants, and each function has a test against the plain formulation. Callers see to shapes: the tensors of one place in all lists are of
/// one shape, type and device. Numbers go as tensors of the host: TorchSharp 0.107 hands a number over by a handle that the garbage collector may
/// free before it is read.
/// </remarks>
internal static class TorchScripts
{
    private const string Source = """
        def measure(terms: List[Tensor], gradients: List[Tensor], limit: Tensor) -> Tuple[Tensor, Tensor]:
            norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(gradients)))
            row = torch.stack(terms + [norm.to(terms[0].dtype)])
            bad = torch.logical_not(torch.isfinite(row).all()).float()
            most = float(limit)
            if most > 0.0:
                torch._foreach_mul_(gradients, torch.clamp(most / norm, max=1.0))
            return row, bad

        def adam(weights: List[Tensor], gradients: List[Tensor], first: List[Tensor], second: List[Tensor], steps: List[Tensor], bad: Tensor,
                 lr: Tensor, weight_decay: Tensor) -> None:
            torch._foreach_add_(steps, 1.0)
            torch._fused_adam_(weights, gradients, first, second, [], steps, lr=float(lr), beta1=0.9, beta2=0.999, weight_decay=float(weight_decay), eps=1e-8,
                               amsgrad=False, maximize=False, grad_scale=None, found_inf=bad)

        def adamw(weights: List[Tensor], gradients: List[Tensor], first: List[Tensor], second: List[Tensor], steps: List[Tensor], bad: Tensor,
                  lr: Tensor, weight_decay: Tensor) -> None:
            torch._foreach_add_(steps, 1.0)
            torch._fused_adamw_(weights, gradients, first, second, [], steps, lr=float(lr), beta1=0.9, beta2=0.999, weight_decay=float(weight_decay), eps=1e-8,
                                amsgrad=False, maximize=False, grad_scale=None, found_inf=bad)

        def sgd(weights: List[Tensor], gradients: List[Tensor], momenta: List[Tensor], bad: Tensor, lr: Tensor, momentum: Tensor,
                weight_decay: Tensor) -> None:
            used: List[Tensor] = []
            if float(momentum) != 0.0:
                used = momenta
            torch._fused_sgd_(weights, gradients, used, weight_decay=float(weight_decay), momentum=float(momentum), lr=float(lr), dampening=0.0, nesterov=False,
                              maximize=False, is_first_step=False, grad_scale=None, found_inf=bad)

        def average(averages: List[Tensor], weights: List[Tensor], decay: Tensor) -> None:
            torch._foreach_mul_(averages, float(decay))
            torch._foreach_add_(averages, weights, alpha=1.0 - float(decay))

        def convolve(x: Tensor, weight: Tensor, bias: Tensor, stride: Tensor) -> Tensor:
            step = int(stride)
            return torch.mkldnn_convolution(x, weight, bias, [1, 1], [step, step], [1, 1], 1)

        """;

    private static readonly Lazy<jit.CompilationUnit> Unit = new(() => jit.compile(Source.ReplaceLineEndings("\n")));

    /// <summary>Looks at a step's terms and gradients without reading them from their device, and shortens the gradients to a limit.</summary>
    /// <param name="terms">Scalars, at least one.</param>
    /// <param name="gradients">Shortened in place, all by one factor, where their norm as one vector is above the limit.</param>
    /// <param name="limit">The greatest norm; 0: any.</param>
    /// <returns>
    /// <c>Row</c>, <c>[T + 1]</c>: the terms, then the gradients' L2 norm before it was shortened. <c>Bad</c>, a scalar: 1 where one of the row is NaN or infinite,
    /// else 0. The caller disposes both.
    /// </returns>
    public static (Tensor Row, Tensor Bad) Measure(Tensor[] terms, Tensor[] gradients, double limit) =>
        ((Tensor, Tensor))Invoke("measure", [terms, gradients], limit)!;

    /// <summary>One step of Adam (Kingma &amp; Ba 2015), β₁ 0.9, β₂ 0.999, ε 1e-8, with the decay in the gradient (PyTorch's <c>torch.optim.Adam</c>); none where it is bad.</summary>
    /// <param name="weights">Moved in place.</param>
    /// <param name="gradients">One for each weight.</param>
    /// <param name="state">The moments so far, moved in place.</param>
    /// <param name="bad">A scalar: 1 leaves weights and moments as they are.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="weightDecay">What is added to the gradient, as a share of the weight.</param>
    public static void Adam(Tensor[] weights, Tensor[] gradients, AdamState state, Tensor bad, double learningRate, double weightDecay) =>
        Invoke("adam", [weights, gradients, state.First, state.Second, state.Steps, bad], learningRate, weightDecay);

    /// <summary>The same with the decay apart from the gradient (Loshchilov &amp; Hutter 2019; PyTorch's <c>torch.optim.AdamW</c>).</summary>
    public static void AdamW(Tensor[] weights, Tensor[] gradients, AdamState state, Tensor bad, double learningRate, double weightDecay) =>
        Invoke("adamw", [weights, gradients, state.First, state.Second, state.Steps, bad], learningRate, weightDecay);

    /// <summary>One step of gradient descent: m ← momentum·m + gradient + decay·w, w ← w − rate·m (PyTorch's <c>torch.optim.SGD</c>); none where it is bad.</summary>
    /// <param name="weights">Moved in place.</param>
    /// <param name="gradients">One for each weight.</param>
    /// <param name="momenta">One for each weight, zeros before the first step; moved in place.</param>
    /// <param name="bad">A scalar: 1 leaves weights and momenta as they are.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="momentum">0 to below 1.</param>
    /// <param name="weightDecay">What is added to the gradient, as a share of the weight.</param>
    public static void Sgd(Tensor[] weights, Tensor[] gradients, Tensor[] momenta, Tensor bad, double learningRate, double momentum, double weightDecay) =>
        Invoke("sgd", [weights, gradients, momenta, bad], learningRate, momentum, weightDecay);

    /// <summary>a ← decay·a + (1 − decay)·w for every average, in place.</summary>
    public static void Average(Tensor[] averages, Tensor[] weights, double decay) => Invoke("average", [averages, weights], decay);

    /// <summary>A convolution with a padding of 1 by oneDNN, which libtorch passes over for one small image.</summary>
    /// <param name="x"><c>[B, C, H, W]</c>, on the CPU.</param>
    /// <param name="weight"><c>[C', C, 3, 3]</c></param>
    /// <param name="bias"><c>[C']</c></param>
    /// <param name="stride">Of both sides.</param>
    /// <returns><c>[B, C', ⌈H/stride⌉, ⌈W/stride⌉]</c>; the caller disposes it.</returns>
    public static Tensor Convolve(Tensor x, Tensor weight, Tensor bias, long stride) => (Tensor)Invoke("convolve", [x, weight, bias], stride)!;

    private static object? Invoke(string function, object[] tensors, params double[] numbers)
    {
        Tensor[] asTensors = Array.ConvertAll(numbers, number => tensor(number, dtype: ScalarType.Float64));
        try
        {
            return Unit.Value.invoke(function, [.. tensors, .. asTensors]);
        }
        finally
        {
            // What was handed over is used by address.
            GC.KeepAlive(tensors);
            foreach (var one in asTensors) one.Dispose();
        }
    }

    /// <summary>What Adam remembers.</summary>
    /// <param name="First">Means of the gradients, one for each weight.</param>
    /// <param name="Second">Means of their squares, one for each weight.</param>
    /// <param name="Steps">How many steps each weight has made: float32 scalars on its device.</param>
    public sealed record AdamState(Tensor[] First, Tensor[] Second, Tensor[] Steps)
    {
        /// <summary>Before the first step.</summary>
        public static AdamState Of(Tensor[] weights) => new(
            [.. weights.Select(weight => zeros_like(weight))], [.. weights.Select(weight => zeros_like(weight))], [.. weights.Select(weight => zeros([], device: weight.device))]);
    }
}
