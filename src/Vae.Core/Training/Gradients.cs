using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>The gradient of all parameters as one vector.</summary>
internal static class Gradients
{
    /// <summary>Its L2 norm; not finite where an element is not, or where the sum of squares leaves single precision.</summary>
    /// <param name="parameters">Parameters; those without a gradient are left out.</param>
    public static double Norm(IReadOnlyList<Parameter> parameters)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var norms = parameters.Select(parameter => parameter.grad).OfType<Tensor>().Select(gradient => gradient.norm()).ToList();
        // Stacked, so that a device is read once.
        return norms.Count == 0 ? 0 : stack(norms).norm().item<float>();
    }

    /// <summary>Multiplies it by a factor.</summary>
    public static void Scale(IReadOnlyList<Parameter> parameters, double factor)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var parameter in parameters) parameter.grad?.mul_(factor);
    }
}
