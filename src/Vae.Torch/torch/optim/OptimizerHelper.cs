using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>What the optimisers share: groups, their parameters' states, and the order of a step.</summary>
public abstract class OptimizerHelper : Optimizer
{
    private readonly List<ParamGroup> _groups = [];
    private readonly List<List<OptimizerState>> _states = [];
    private readonly HashSet<Parameter> _parameters = new(ReferenceEqualityComparer.Instance);

    private protected OptimizerHelper(double learningRate) => DefaultLearningRate = learningRate;

    /// <summary>The groups, for schedules.</summary>
    public override IEnumerable<ILearningRateController> ParamGroups => _groups;

    private protected double DefaultLearningRate { get; }

    private protected IReadOnlyList<ParamGroup> Groups => _groups;

    /// <summary>Drops the gradients of all parameters.</summary>
    public override void zero_grad() => ParameterList.ZeroGrad(parameters(), setToNone: true);

    /// <summary>All parameters, group by group.</summary>
    /// <returns>The modules keep owning them.</returns>
    public override IEnumerable<Parameter> parameters() => _states.SelectMany(states => states.Select(state => state.Parameter));

    /// <summary>Options by group and states by parameter.</summary>
    /// <returns>Views of the optimiser's own: its tensors are not to be disposed, and the next step changes them.</returns>
    public virtual StateDictionary state_dict()
    {
        var all = new StateDictionary();
        for (int g = 0; g < _groups.Count; g++)
        {
            all.Options.Add(_groups[g].Options);
            all.StateIndexRef.Add([.. Enumerable.Range(all.State.Count, _states[g].Count)]);
            all.State.AddRange(_states[g]);
        }
        return all;
    }

    /// <summary>Copies options and states from a dictionary of an optimiser of the same kind and form.</summary>
    /// <param name="state_dict">Its tensors are copied, not kept.</param>
    /// <exception cref="ArgumentException">The number of groups, the number of parameters or the kind of optimiser differs.</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        ArgumentNullException.ThrowIfNull(state_dict);
        List<OptimizerState> mine = [.. _states.SelectMany(states => states)];
        if (state_dict.Options.Count != _groups.Count || state_dict.State.Count != mine.Count)
            throw new ArgumentException(
                $"The state has {state_dict.Options.Count} groups and {state_dict.State.Count} parameters; this optimiser has {_groups.Count} and {mine.Count}.", nameof(state_dict));
        for (int g = 0; g < _groups.Count; g++) CopyOptions(state_dict.Options[g], _groups[g].Options);
        for (int i = 0; i < mine.Count; i++) mine[i].LoadStateDict(state_dict.State[i]);
    }

    /// <summary>Disposes the states.</summary>
    /// <param name="disposing">False when a finaliser calls.</param>
    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (OptimizerState state in _states.SelectMany(states => states)) (state as IDisposable)?.Dispose();
        _states.Clear();
        _groups.Clear();
    }

    private protected abstract void CopyOptions(OptimizerOptions from, OptimizerOptions to);

    // The gradients are recorded by the closure only.
    private protected static Tensor? Run(Func<Tensor>? closure, Action update)
    {
        Tensor? loss = null;
        if (closure is not null)
            using (enable_grad())
                loss = closure();
        update();
        return loss;
    }

    private protected void Add<TState>(ParamGroup group, Func<Parameter, TState> stateOf) where TState : OptimizerState
    {
        group.Options.LearningRate ??= DefaultLearningRate;
        group.Options.InitialLearningRate = group.Options.LearningRate.Value;
        List<Parameter> parameters = [.. group.Parameters];
        if (parameters.FirstOrDefault(parameter => !_parameters.Add(parameter)) is not null)
            throw new ArgumentException("A parameter is in the optimiser more than once.", nameof(group));
        _groups.Add(group);
        _states.Add([.. parameters.Select(stateOf)]);
    }

    private protected IEnumerable<TState> StatesOf<TState>(int group) where TState : OptimizerState => _states[group].Cast<TState>();
}
