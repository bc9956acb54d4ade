using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules one after the other. Without names they are registered as "0", "1", ….</summary>
public class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<nn.IModule<Tensor, Tensor>> _modules = [];

    internal Sequential() : base(nameof(Sequential))
    {
    }

    /// <summary>Chains modules, named by their position.</summary>
    /// <param name="modules">In the order in which they run; this module owns them.</param>
    protected internal Sequential(params nn.Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
    {
        foreach (nn.Module<Tensor, Tensor> module in modules) append(module);
    }

    /// <summary>Chains named modules.</summary>
    /// <param name="modules">In the order in which they run; this module owns them.</param>
    protected internal Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules) : base(nameof(Sequential))
    {
        foreach ((string name, nn.Module<Tensor, Tensor> submodule) in modules) append(name, submodule);
    }

    /// <summary>How many modules there are.</summary>
    public int Count => _modules.Count;

    /// <summary>A module by position.</summary>
    /// <param name="index">From 0.</param>
    public nn.IModule<Tensor, Tensor> this[int index] => _modules[index];

    /// <summary>Adds a module at the end, named by its position.</summary>
    /// <param name="module">The module, which this one owns from now on.</param>
    /// <returns>This module.</returns>
    public Sequential append(nn.IModule<Tensor, Tensor> module) => append(_modules.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module);

    /// <summary>Adds a module at the end.</summary>
    /// <param name="name">Without dots and new here.</param>
    /// <param name="module">The module, which this one owns from now on.</param>
    /// <returns>This module.</returns>
    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        register_module(name, module as nn.Module ?? throw new ArgumentException("Only modules can be chained.", nameof(module)));
        _modules.Add(module);
        return this;
    }

    /// <summary>Runs the modules in turn and disposes what lies between them.</summary>
    /// <param name="tensor">The first module's input.</param>
    /// <returns>The last module's output; of an empty sequence another handle on the input.</returns>
    public override Tensor forward(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (_modules.Count == 0) return tensor.alias();
        Tensor current = tensor;
        foreach (nn.IModule<Tensor, Tensor> module in _modules)
        {
            Tensor next = module.call(current);
            if (!ReferenceEquals(current, tensor) && !ReferenceEquals(current, next)) current.Dispose();
            current = next;
        }
        return current;
    }
}
