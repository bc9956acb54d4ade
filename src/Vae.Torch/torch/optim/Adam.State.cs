using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

public partial class Adam
{
    /// <summary>Options of a group; null where the optimiser's own value holds.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>Decay of the first moment, in [0, 1).</summary>
        public double? beta1;

        /// <summary>Decay of the second moment, in [0, 1).</summary>
        public double? beta2;

        /// <summary>Added to the root of the second moment.</summary>
        public double? eps;

        /// <summary>Added to the gradient, times the parameter.</summary>
        public double? weight_decay;

        /// <summary>True to divide by the largest second moment so far; fixed once the group is in an optimiser.</summary>
        public bool? amsgrad;

        /// <summary>True to go uphill.</summary>
        public bool? maximize;
    }

    /// <summary>Parameters that share options.</summary>
    public class ParamGroup : ParamGroup<Options>, IBetas
    {
        /// <summary>A group; what the options leave open is taken from the optimiser.</summary>
        /// <param name="parameters">The parameters.</param>
        /// <param name="options">What holds for them.</param>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        /// <summary>A group with all its options.</summary>
        /// <param name="parameters">The parameters.</param>
        /// <param name="lr">The learning rate. Default: 1e−3.</param>
        /// <param name="beta1">Decay of the first moment, in [0, 1). Default: 0.9.</param>
        /// <param name="beta2">Decay of the second moment, in [0, 1). Default: 0.999.</param>
        /// <param name="eps">Added to the root of the second moment. Default: 1e−8.</param>
        /// <param name="weight_decay">Added to the gradient, times the parameter. Default: 0.</param>
        /// <param name="amsgrad">True to divide by the largest second moment so far. Default: false.</param>
        /// <param name="maximize">True to go uphill. Default: false.</param>
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
        {
        }

        /// <summary>Decay of the first and of the second moment.</summary>
        /// <exception cref="InvalidOperationException">They are open until an optimiser takes the group.</exception>
        public (double, double) Betas
        {
            get => (Options.beta1 ?? throw Open(), Options.beta2 ?? throw Open());
            set => (Options.beta1, Options.beta2) = value;
        }

        private static InvalidOperationException Open() => new("The group has no decay rates yet: give it some, or add it to an optimiser.");
    }

    /// <summary>The moments of one parameter's gradient.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>Steps that have been taken.</summary>
        public long step;

        /// <summary>The decayed mean of the gradient, of the parameter's shape and dtype; the optimiser owns it.</summary>
        public Tensor exp_avg;

        /// <summary>The decayed mean of the gradient's square; the optimiser owns it.</summary>
        public Tensor exp_avg_sq;

        /// <summary>The largest of these means so far, or null without amsgrad; the optimiser owns it.</summary>
        public Tensor? max_exp_avg_sq;

        internal State(Parameter parameter, bool amsgrad) : base(parameter)
        {
            exp_avg = ZerosLike(parameter);
            exp_avg_sq = ZerosLike(parameter);
            max_exp_avg_sq = amsgrad ? ZerosLike(parameter) : null;
        }

        /// <summary>Takes over the values of another state.</summary>
        /// <param name="source">A state of Adam, for a parameter of the same shape; it is copied.</param>
        /// <exception cref="ArgumentException">The state is of another kind, or only one of the two has the largest mean.</exception>
        public override void LoadStateDict(OptimizerState source)
        {
            State other = Like<State>(source);
            if (other.max_exp_avg_sq is null != max_exp_avg_sq is null)
                throw new ArgumentException("Only one of the two states is of amsgrad.", nameof(source));
            step = other.step;
            Copy(exp_avg, other.exp_avg);
            Copy(exp_avg_sq, other.exp_avg_sq);
            if (max_exp_avg_sq is not null) Copy(max_exp_avg_sq, other.max_exp_avg_sq!);
        }

        /// <summary>Disposes the moments.</summary>
        public void Dispose()
        {
            exp_avg.Dispose();
            exp_avg_sq.Dispose();
            max_exp_avg_sq?.Dispose();
        }
    }
}
