namespace TorchSharp.Modules;

/// <summary>Options of a group of parameters; null where the optimiser's own value holds.</summary>
public class OptimizerOptions
{
    /// <summary>The learning rate, or null for the optimiser's.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The learning rate at construction.</summary>
    public double InitialLearningRate { get; set; }
}

/// <summary>What an optimiser keeps for a parameter between steps.</summary>
public abstract class OptimizerState
{
    private protected OptimizerState(Parameter parameter) => Parameter = parameter;

    internal Parameter Parameter { get; }

    /// <summary>Takes over the values of another state.</summary>
    /// <param name="source">A state of the same kind, for a parameter of the same shape; it is copied.</param>
    /// <exception cref="ArgumentException">The state is of another kind.</exception>
    public abstract void LoadStateDict(OptimizerState source);

    private protected static T Like<T>(OptimizerState source) where T : OptimizerState =>
        source as T ?? throw new ArgumentException($"A state of {typeof(T).DeclaringType?.Name} is needed, got one of {source?.GetType().DeclaringType?.Name ?? "nothing"}.", nameof(source));

    // A tensor of the state must not die with the dispose scope in which it happened to be made.
    private protected static torch.Tensor ZerosLike(Parameter parameter)
    {
        using (torch.no_grad())
            return torch.zeros_like(parameter).DetachFromDisposeScope();
    }

    private protected static void Copy(torch.Tensor target, torch.Tensor source)
    {
        // copy_ would broadcast.
        if (!source.shape.AsSpan().SequenceEqual(target.shape))
            throw new ArgumentException(
                $"The state has the shape [{string.Join(", ", source.shape)}], its parameter has [{string.Join(", ", target.shape)}].", nameof(source));
        using (torch.no_grad()) target.copy_(source);
    }
}

/// <summary>Parameters that share options.</summary>
public class ParamGroup : torch.optim.ILearningRateController
{
    /// <summary>Makes an empty group.</summary>
    public ParamGroup()
    {
    }

    /// <summary>The parameters; their module owns them.</summary>
    public IEnumerable<Parameter> Parameters { get; set; } = [];

    /// <summary>What holds for them.</summary>
    public OptimizerOptions Options { get; set; } = new();

    /// <summary>The learning rate of the next step.</summary>
    /// <exception cref="InvalidOperationException">The group has no rate of its own and no optimiser has taken it yet.</exception>
    public double LearningRate
    {
        get => Options.LearningRate ?? throw new InvalidOperationException("The group has no learning rate yet: give it one, or add it to an optimiser.");
        set => Options.LearningRate = value;
    }

    /// <summary>The learning rate from which schedules count.</summary>
    public double InitialLearningRate
    {
        get => Options.InitialLearningRate;
        set => Options.InitialLearningRate = value;
    }
}

/// <summary>Parameters that share options of an optimiser's own kind.</summary>
/// <typeparam name="TOptions">The options.</typeparam>
public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions
{
    private protected ParamGroup(IEnumerable<Parameter> parameters, TOptions options)
    {
        Parameters = [.. parameters];
        base.Options = options;
    }

    /// <summary>What holds for the parameters.</summary>
    public new TOptions Options
    {
        get => (TOptions)base.Options;
        set => base.Options = value;
    }
}
