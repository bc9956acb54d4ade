using static TorchSharp.NativeMethods;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019), with PyTorch's formula. A step is one native call a group and, for contiguous float32 on CPU, one pass over memory.</summary>
public partial class AdamW : OptimizerHelper, IBetas
{
    private readonly Options _defaults;

    /// <summary>One group with the given options.</summary>
    /// <param name="parameters">What to train; the module keeps owning it.</param>
    /// <param name="lr">The learning rate. Default: 1e−3.</param>
    /// <param name="beta1">Decay of the first moment, in [0, 1). Default: 0.9.</param>
    /// <param name="beta2">Decay of the second moment, in [0, 1). Default: 0.999.</param>
    /// <param name="eps">Added to the root of the second moment. Default: 1e−8.</param>
    /// <param name="weight_decay">The share of the learning rate by which parameters shrink each step; not a part of the gradient. Default: 0.</param>
    /// <param name="amsgrad">True to divide by the largest second moment so far. Default: false.</param>
    /// <param name="maximize">True to go uphill. Default: false.</param>
    public AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup(parameters, new Options())], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <summary>Several groups; what a group leaves open is taken from the other arguments.</summary>
    /// <param name="parameters">The groups.</param>
    /// <param name="lr">The learning rate. Default: 1e−3.</param>
    /// <param name="beta1">Decay of the first moment, in [0, 1). Default: 0.9.</param>
    /// <param name="beta2">Decay of the second moment, in [0, 1). Default: 0.999.</param>
    /// <param name="eps">Added to the root of the second moment. Default: 1e−8.</param>
    /// <param name="weight_decay">The share of the learning rate by which parameters shrink each step; not a part of the gradient. Default: 0.</param>
    /// <param name="amsgrad">True to divide by the largest second moment so far. Default: false.</param>
    /// <param name="maximize">True to go uphill. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public AdamW(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) : base(lr)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        AdamArguments.Check(lr, beta1, beta2, eps, weight_decay);
        _defaults = new Options { beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize };
        foreach (ParamGroup group in parameters) add_param_group(group);
    }

    /// <summary>Decay of the first and of the second moment: of the first group when read, of all when written.</summary>
    public (double, double) Betas
    {
        get => ((ParamGroup)Groups[0]).Betas;
        set { foreach (IBetas group in Groups.Cast<IBetas>()) group.Betas = value; }
    }

    /// <summary>Adds a group; what it leaves open is taken from this optimiser's options.</summary>
    /// <param name="param_group">A <see cref="ParamGroup"/> of this class.</param>
    /// <exception cref="ArgumentException">The group is of another kind or has a parameter that is here already.</exception>
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        Options options = (param_group as ParamGroup)?.Options
            ?? throw new ArgumentException($"A group of AdamW is needed, got {param_group?.GetType().FullName ?? "null"}.", nameof(param_group));
        options.beta1 ??= _defaults.beta1;
        options.beta2 ??= _defaults.beta2;
        options.eps ??= _defaults.eps;
        options.weight_decay ??= _defaults.weight_decay;
        options.amsgrad ??= _defaults.amsgrad;
        options.maximize ??= _defaults.maximize;
        Add(param_group, parameter => new State(parameter, options.amsgrad == true));
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
        bool amsgrad = o.amsgrad == true;
        long[] steps = Array.ConvertAll(states, state => state.step);
        using var parameters = new TensorHandleList(states.Select(state => state.Parameter));
        using var first = new TensorHandleList(states.Select(state => state.exp_avg));
        using var second = new TensorHandleList(states.Select(state => state.exp_avg_sq));
        using var largest = new TensorHandleList(amsgrad ? states.Select(state => state.max_exp_avg_sq!) : null);
        int status = THSOptim_adam_step(
            parameters.Pointers, first.Pointers, second.Pointers, amsgrad ? largest.Pointers : null, steps, states.Length,
            group.LearningRate, o.beta1!.Value, o.beta2!.Value, o.eps!.Value, o.weight_decay!.Value, o.maximize == true ? 1 : 0, decoupled: 1);
        for (int i = 0; i < states.Length; i++) states[i].step = steps[i];
        Check(status);
    }

    private protected override void CopyOptions(OptimizerOptions from, OptimizerOptions to)
    {
        if (from is not Options source || to is not Options target)
            throw new ArgumentException($"Options of AdamW are needed, got {from.GetType().FullName}.", nameof(from));
        (target.LearningRate, target.InitialLearningRate) = (source.LearningRate, source.InitialLearningRate);
        (target.beta1, target.beta2, target.eps) = (source.beta1, source.beta2, source.eps);
        (target.weight_decay, target.amsgrad, target.maximize) = (source.weight_decay, source.amsgrad, source.maximize);
    }
}
