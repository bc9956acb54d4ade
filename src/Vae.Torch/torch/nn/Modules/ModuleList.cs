using System.Collections;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules in a list, registered as "0", "1", …. The list owns what is in it when it is disposed.</summary>
/// <typeparam name="T">Their common type.</typeparam>
public class ModuleList<T> : nn.Module, IEnumerable<T> where T : nn.Module
{
    private readonly List<T> _items = [];

    /// <summary>Makes a list.</summary>
    /// <param name="modules">Its modules, in order.</param>
    public ModuleList(params T[] modules) : base(nameof(ModuleList<>)) => append(modules);

    /// <summary>How many modules there are.</summary>
    public int Count => _items.Count;

    /// <summary>A module by position.</summary>
    /// <param name="index">From 0.</param>
    public T this[int index] => _items[index];

    /// <summary>Adds a module at the end.</summary>
    /// <param name="item">The module, which this one owns from now on.</param>
    public void Add(T item)
    {
        register_module(_items.Count.ToString(CultureInfo.InvariantCulture), item);
        _items.Add(item);
    }

    /// <summary>Adds modules at the end.</summary>
    /// <param name="parameters">The modules, in order.</param>
    public void append(params T[] parameters) => extend(parameters);

    /// <summary>Adds modules at the end.</summary>
    /// <param name="modules">The modules, in order.</param>
    public void extend(IEnumerable<T> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach (T module in modules) Add(module);
    }

    /// <summary>Goes through the modules in order.</summary>
    /// <returns>Valid while the list is not changed.</returns>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
