using static TorchSharp.NativeMethods;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent with PyTorch's momentum. A step is one native call a group and, for contiguous float32 on CPU, one pass over memory.</summary>
public partial class SGD : OptimizerHelper, IMomentum
{
    private readonly Options _defaults;

    /// <summary>One group with the given options.</summary>
    /// <param name="parameters">What to train; the module keeps owning it.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="momentum">Share of the last step in the next. Default: 0.</param>
    /// <param name="dampening">What the gradient lacks in the momentum. Default: 0.</param>
    /// <param name="weight_decay">Added to the gradient, times the parameter. Default: 0.</param>
    /// <param name="nesterov">True for Nesterov's momentum. Default: false.</param>
    /// <param name="maximize">True to go uphill. Default: false.</param>
    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        : this([new ParamGroup(parameters, new Options())], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <summary>Several groups; what a group leaves open is taken from the other arguments.</summary>
    /// <param name="parameters">The groups.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="momentum">Share of the last step in the next. Default: 0.</param>
    /// <param name="dampening">What the gradient lacks in the momentum. Default: 0.</param>
    /// <param name="weight_decay">Added to the gradient, times the parameter. Default: 0.</param>
    /// <param name="nesterov">True for Nesterov's momentum. Default: false.</param>
    /// <param name="maximize">True to go uphill. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is negative.</exception>
    /// <exception cref="ArgumentException">Nesterov's momentum is asked for with dampening or without momentum.</exception>
    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) : base(lr)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegative(lr);
        ArgumentOutOfRangeException.ThrowIfNegative(momentum);
        ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException("Nesterov's momentum needs a momentum above zero and no dampening.", nameof(nesterov));
        _defaults = new Options { momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize };
        foreach (ParamGroup group in parameters) add_param_group(group);
    }

    /// <summary>The momentum: of the first group when read, of all when written.</summary>
    public double Momentum
    {
        get => ((ParamGroup)Groups[0]).Momentum;
        set { foreach (IMomentum group in Groups.Cast<IMomentum>()) group.Momentum = value; }
    }

    /// <summary>Adds a group; what it leaves open is taken from this optimiser's options.</summary>
    /// <param name="param_group">A <see cref="ParamGroup"/> of this class.</param>
    /// <exception cref="ArgumentException">The group is of another kind or has a parameter that is here already.</exception>
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        Options options = (param_group as ParamGroup)?.Options
            ?? throw new ArgumentException($"A group of SGD is needed, got {param_group?.GetType().FullName ?? "null"}.", nameof(param_group));
        options.momentum ??= _defaults.momentum;
        options.dampening ??= _defaults.dampening;
        options.weight_decay ??= _defaults.weight_decay;
        options.nesterov ??= _defaults.nesterov;
        options.maximize ??= _defaults.maximize;
        Add(param_group, parameter => new State(parameter));
    }

    /// <summary>Changes every parameter that has a gradient.</summary>
    /// <param name="closure">Computes the loss and its gradients first. Default: they are there already.</param>
    /// <returns>What the closure returned, or null.</returns>
    public override Tensor? step(Func<Tensor>? closure = null) => Run(closure, () =>
    {
        for (int g = 0; g < Groups.Count; g++) Update((ParamGroup)Groups[g], [.. StatesOf<State>(g)]);
    });

    private static void Update(ParamGroup group, State[] states)
    {
        Options o = group.Options;
        bool hasMomentum = o.momentum != 0;
        if (hasMomentum)
            foreach (State state in states) state.Prepare();
        int[] started = Array.ConvertAll(states, state => state.Started ? 1 : 0);
        using var parameters = new TensorHandleList(states.Select(state => state.Parameter));
        using var buffers = new TensorHandleList(hasMomentum ? states.Select(state => state.momentum_buffer!) : null);
        int status = THSOptim_sgd_step(
            parameters.Pointers, hasMomentum ? buffers.Pointers : null, started, states.Length, group.LearningRate,
            o.momentum!.Value, o.dampening!.Value, o.weight_decay!.Value, o.nesterov == true ? 1 : 0, o.maximize == true ? 1 : 0);
        if (hasMomentum)
            for (int i = 0; i < states.Length; i++) states[i].Started = started[i] != 0;
        Check(status);
    }

    private protected override void CopyOptions(OptimizerOptions from, OptimizerOptions to)
    {
        if (from is not Options source || to is not Options target)
            throw new ArgumentException($"Options of SGD are needed, got {from.GetType().FullName}.", nameof(from));
        (target.LearningRate, target.InitialLearningRate) = (source.LearningRate, source.InitialLearningRate);
        (target.momentum, target.dampening, target.weight_decay) = (source.momentum, source.dampening, source.weight_decay);
        (target.nesterov, target.maximize) = (source.nesterov, source.maximize);
    }
}
