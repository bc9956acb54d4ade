namespace TorchSharp;

/// <summary>The dispose scopes of one thread, innermost first.</summary>
internal sealed class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? s_ofThread;

    internal static DisposeScopeManager OfThread => s_ofThread ??= new();

    internal DisposeScope? Current { get; private set; }

    internal static void Register(torch.Tensor tensor) => s_ofThread?.Current?.Attach(tensor);

    internal DisposeScope Open() => Current = new(this, Current);

    internal void Remove(DisposeScope scope)
    {
        if (ReferenceEquals(Current, scope))
        {
            Current = scope.Outer;
            return;
        }

        // Disposed out of order: the scopes inside it go on, around what was around it.
        for (var inner = Current; inner is not null; inner = inner.Outer)
        {
            if (!ReferenceEquals(inner.Outer, scope))
                continue;
            inner.Outer = scope.Outer;
            return;
        }
    }
}

public static partial class torch
{
    /// <summary>The innermost dispose scope of the calling thread; null where there is none.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.OfThread.Current;

    /// <summary>Opens a scope that disposes the tensors created on this thread while it is open.</summary>
    /// <returns>The scope; dispose it on the same thread.</returns>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.OfThread.Open();

    /// <summary>Evaluates an expression in a scope of its own and hands its result to the scope around it.</summary>
    /// <param name="expr">The expression.</param>
    /// <returns>The expression's value; the tensors made on the way are disposed.</returns>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(expr());
    }
}
