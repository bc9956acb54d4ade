using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>A chain of dense layers, an activation after each.</summary>
internal static class DenseLayers
{
    /// <param name="input"><c>[B, F]</c>, which stays the caller's.</param>
    /// <param name="layers">At least one.</param>
    /// <param name="activation">After each layer.</param>
    /// <returns>The last layer's values; the caller disposes them.</returns>
    public static Tensor Run(Tensor input, ReadOnlySpan<Linear> layers, HiddenActivation activation)
    {
        var hidden = input;
        foreach (var layer in layers)
        {
            var next = Activations.Apply(layer.call(hidden), activation);
            if (!ReferenceEquals(hidden, input)) hidden.Dispose();
            hidden = next;
        }

        return hidden;
    }
}
