namespace TorchSharp;

/// <summary>
/// Disposes the tensors that its thread creates between its creation and its disposal, those excepted that are moved or
/// detached. Scopes nest and belong to one thread: never hold one across an <c>await</c>.
/// </summary>
/// <remarks>Made by <see cref="torch.NewDisposeScope"/>.</remarks>
public sealed class DisposeScope : IDisposable
{
    private readonly HashSet<IDisposable> _disposables = new(ReferenceEqualityComparer.Instance);
    private DisposeScopeManager? _manager;

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer)
    {
        _manager = manager;
        Outer = outer;
    }

    /// <summary>How many objects the scope would dispose now.</summary>
    public int DisposablesCount => _disposables.Count;

    /// <summary>The objects that the scope would dispose now, in no particular order; a copy.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => [.. _disposables];

    internal DisposeScope? Outer { get; set; }

    /// <summary>Whether the scope would dispose an object.</summary>
    /// <param name="disposable">The object.</param>
    /// <returns>true if it is in this scope itself, not in an outer or inner one.</returns>
    public bool Contains(IDisposable disposable) => _disposables.Contains(disposable);

    /// <summary>Takes an object from the scope that it is in, if any, into this one.</summary>
    /// <param name="disposable">The object.</param>
    public void Attach(IDisposable disposable)
    {
        ArgumentNullException.ThrowIfNull(disposable);
        if (disposable is torch.Tensor tensor)
        {
            tensor.OwningDisposeScope?._disposables.Remove(tensor);
            tensor.OwningDisposeScope = this;
        }

        _disposables.Add(disposable);
    }

    /// <summary>Takes objects from the scopes that they are in into this one.</summary>
    /// <param name="disposables">The objects.</param>
    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    /// <summary>Takes objects from the scopes that they are in into this one.</summary>
    /// <param name="disposables">The objects.</param>
    /// <returns>The objects.</returns>
    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        IDisposable[] all = [.. disposables];
        foreach (var disposable in all)
            Attach(disposable);
        return all;
    }

    /// <summary>Takes an object out of this scope; nothing disposes it then but its owner.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="disposable">The object.</param>
    /// <returns>The object.</returns>
    public T Detach<T>(T disposable) where T : IDisposable => MoveToOther(null, disposable);

    /// <summary>Takes objects out of this scope.</summary>
    /// <param name="disposables">The objects.</param>
    public void Detach(params IDisposable[] disposables) => MoveToOther(null, (IEnumerable<IDisposable>)disposables);

    /// <summary>Takes objects out of this scope.</summary>
    /// <param name="disposables">The objects.</param>
    public void Detach(IEnumerable<IDisposable> disposables) => MoveToOther(null, disposables);

    /// <summary>Hands an object of this scope to the scope around it, or to nobody if this is the outermost.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="disposable">The object.</param>
    /// <returns>The object.</returns>
    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(Outer, disposable);

    /// <summary>Hands two objects of this scope to the scope around it.</summary>
    /// <typeparam name="T1">Type of the first.</typeparam>
    /// <typeparam name="T2">Type of the second.</typeparam>
    /// <param name="first">An object.</param>
    /// <param name="second">Another.</param>
    /// <returns>The objects.</returns>
    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));

    /// <summary>Hands three objects of this scope to the scope around it.</summary>
    /// <typeparam name="T1">Type of the first.</typeparam>
    /// <typeparam name="T2">Type of the second.</typeparam>
    /// <typeparam name="T3">Type of the third.</typeparam>
    /// <param name="first">An object.</param>
    /// <param name="second">Another.</param>
    /// <param name="third">A third.</param>
    /// <returns>The objects.</returns>
    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    /// <summary>Hands objects of this scope to the scope around it.</summary>
    /// <param name="disposables">The objects.</param>
    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(Outer, (IEnumerable<IDisposable>)disposables);

    /// <summary>Hands objects of this scope to the scope around it.</summary>
    /// <param name="disposables">The objects.</param>
    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    /// <summary>Hands an object of this scope to another scope, or to nobody.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="scope">The other scope; null for none.</param>
    /// <param name="disposable">The object; one that is not in this scope stays where it is.</param>
    /// <returns>The object.</returns>
    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        if (!_disposables.Remove(disposable))
            return disposable;
        if (disposable is torch.Tensor tensor)
            tensor.OwningDisposeScope = null;
        scope?.Attach(disposable);
        return disposable;
    }

    /// <summary>Hands objects of this scope to another scope, or to nobody.</summary>
    /// <param name="scope">The other scope; null for none.</param>
    /// <param name="disposables">The objects.</param>
    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        ArgumentNullException.ThrowIfNull(disposables);
        foreach (var disposable in disposables)
            MoveToOther(scope, disposable);
    }

    /// <summary>Disposes what is in the scope now; the scope stays usable.</summary>
    public void DisposeEverything() => DisposeEverythingBut([]);

    /// <summary>Disposes what is in the scope now, except for one object.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="keep">The object that stays in the scope.</param>
    /// <returns>The object.</returns>
    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    /// <summary>Disposes what is in the scope now, except for some objects.</summary>
    /// <param name="inKeep">The objects that stay in the scope.</param>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var kept = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        kept.IntersectWith(_disposables);
        IDisposable[] doomed = [.. _disposables.Where(disposable => !kept.Contains(disposable))];
        _disposables.Clear();
        _disposables.UnionWith(kept);
        foreach (var disposable in doomed)
        {
            // It is no longer in the set: its own disposal need not look for it there.
            if (disposable is torch.Tensor tensor)
                tensor.OwningDisposeScope = null;
            disposable.Dispose();
        }
    }

    /// <summary>Forgets an object that has been disposed by other means.</summary>
    /// <param name="disposable">The object.</param>
    public void MarkAsDisposed(IDisposable disposable)
    {
        _disposables.Remove(disposable);
        if (disposable is torch.Tensor tensor)
            tensor.OwningDisposeScope = null;
    }

    /// <summary>Disposes what is in the scope and ends it; tensors made then belong to the scope around it.</summary>
    public void Dispose()
    {
        DisposeEverything();
        _manager?.Remove(this);
        _manager = null;
    }
}
