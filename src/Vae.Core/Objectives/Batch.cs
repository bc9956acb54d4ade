using static TorchSharp.torch;

namespace Vae.Core.Objectives;

/// <summary>What one step sees. The batch does not own its tensors.</summary>
/// <param name="X">Images <c>[B, C, H, W]</c>, float32 in [0, 1].</param>
/// <param name="Y">
/// Their classes <c>[B, K]</c>, one-hot, float32, for models that are told or learn them; a row of zeros is an image without a label. Null for
/// other models.
/// </param>
public sealed record Batch(Tensor X, Tensor? Y = null);
