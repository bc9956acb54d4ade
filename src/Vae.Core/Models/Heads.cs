using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>The encoder's two last layers, each <c>[B, D]</c>: what the posterior is made from. The receiver disposes them.</summary>
/// <param name="Mu">Of the location.</param>
/// <param name="Spread">Of the spread; log σ² for a Gaussian. Null where the spread is fixed: <see cref="VaeOptions.HasSpread"/>.</param>
internal readonly record struct Heads(Tensor Mu, Tensor? Spread);
