using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

public partial class SGD
{
    /// <summary>Options of a group; null where the optimiser's own value holds.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>Share of the last step in the next.</summary>
        public double? momentum;

        /// <summary>What the gradient lacks in the momentum.</summary>
        public double? dampening;

        /// <summary>Added to the gradient, times the parameter.</summary>
        public double? weight_decay;

        /// <summary>True for Nesterov's momentum.</summary>
        public bool? nesterov;

        /// <summary>True to go uphill.</summary>
        public bool? maximize;
    }

    /// <summary>Parameters that share options.</summary>
    public class ParamGroup : ParamGroup<Options>, IMomentum
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
        /// <param name="momentum">Share of the last step in the next. Default: 0.</param>
        /// <param name="dampening">What the gradient lacks in the momentum. Default: 0.</param>
        /// <param name="weight_decay">Added to the gradient, times the parameter. Default: 0.</param>
        /// <param name="nesterov">True for Nesterov's momentum. Default: false.</param>
        /// <param name="maximize">True to go uphill. Default: false.</param>
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize })
        {
        }

        /// <summary>The momentum of the next step.</summary>
        /// <exception cref="InvalidOperationException">It is open until an optimiser takes the group.</exception>
        public double Momentum
        {
            get => Options.momentum ?? throw new InvalidOperationException("The group has no momentum yet: give it one, or add it to an optimiser.");
            set => Options.momentum = value;
        }
    }

    /// <summary>The momentum of one parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>The decayed sum of gradients, of the parameter's shape and dtype; null until a step with momentum. The optimiser owns it.</summary>
        public Tensor? momentum_buffer;

        internal State(Parameter parameter) : base(parameter)
        {
        }

        // False until a step has written the buffer: the first one takes the gradient as it is.
        internal bool Started { get; set; }

        internal void Prepare() => momentum_buffer ??= ZerosLike(Parameter);

        /// <summary>Takes over the values of another state.</summary>
        /// <param name="source">A state of SGD, for a parameter of the same shape; it is copied.</param>
        /// <exception cref="ArgumentException">The state is of another kind.</exception>
        public override void LoadStateDict(OptimizerState source)
        {
            State other = Like<State>(source);
            if (ReferenceEquals(other, this)) return;
            Started = other.Started;
            momentum_buffer?.Dispose();
            momentum_buffer = null;
            if (other.momentum_buffer is null) return;
            Prepare();
            Copy(momentum_buffer!, other.momentum_buffer);
        }

        /// <summary>Disposes the buffer.</summary>
        public void Dispose() => momentum_buffer?.Dispose();
    }
}
