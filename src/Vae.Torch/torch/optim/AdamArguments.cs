namespace TorchSharp.Modules;

internal static class AdamArguments
{
    internal static void Check(double lr, double beta1, double beta2, double eps, double weightDecay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lr);
        ArgumentOutOfRangeException.ThrowIfNegative(eps);
        ArgumentOutOfRangeException.ThrowIfNegative(weightDecay);
        CheckDecay(beta1, nameof(beta1));
        CheckDecay(beta2, nameof(beta2));
    }

    private static void CheckDecay(double beta, string name)
    {
        if (!(beta is >= 0 and < 1)) throw new ArgumentOutOfRangeException(name, beta, "A decay rate lies in [0, 1).");
    }
}
