using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Limits on gradients.</summary>
        public static class utils
        {
            /// <summary>Scales all gradients so that their joint norm is at most a limit (Pascanu et al. 2013).</summary>
            /// <param name="tensors">Parameters; those without a gradient are left out.</param>
            /// <param name="max_norm">The limit.</param>
            /// <param name="norm_type">The order p of the norm; infinity for the largest element. Default: 2.</param>
            /// <returns>The norm before scaling. Where it is not a number, so are the gradients afterwards, as in PyTorch.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2) =>
                ParameterList.ClipNorm(tensors, max_norm, norm_type);

            /// <summary>Limits every element of the gradients to [−clip_value, clip_value].</summary>
            /// <param name="tensors">Parameters; those without a gradient are left out.</param>
            /// <param name="clip_value">The limit, not negative.</param>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value) =>
                ParameterList.ClipValue(tensors, clip_value);
        }
    }
}
