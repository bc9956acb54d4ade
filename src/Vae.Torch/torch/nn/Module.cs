using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Modules, their factories, functionals, initialisers and utilities.</summary>
    public static partial class nn
    {
        /// <summary>
        /// A part of a network: parameters, buffers and submodules under names, in the order in which they were registered.
        /// A module owns what is registered with it and disposes it.
        /// </summary>
        public partial class Module : IDisposable
        {
            private readonly string _name;
            private readonly OrderedDictionary<string, Parameter> _parameters = [];
            private readonly OrderedDictionary<string, (Tensor Tensor, bool Persistent)> _buffers = [];
            private readonly OrderedDictionary<string, Module> _children = [];
            private bool _componentsAreRegistered;
            private bool _disposed;

            /// <summary>Makes a module without components, in training mode.</summary>
            /// <param name="name">What <see cref="GetName"/> returns; not a part of the state-dict keys.</param>
            protected Module(string name) => _name = name;

            /// <summary>The name that was given at construction.</summary>
            /// <returns>A name for messages; it need not be unique.</returns>
            public virtual string GetName() => _name;

            /// <summary>True in training mode, which is where a module starts. Dropout and batch norm read it.</summary>
            public virtual bool training { get; private set; } = true;

            /// <summary>Sets this module and everything below it to training or evaluation mode.</summary>
            /// <param name="train">False for evaluation mode. Default: true.</param>
            public virtual void train(bool train = true)
            {
                training = train;
                foreach (Module child in _children.Values) child.train(train);
            }

            /// <summary>Sets this module and everything below it to evaluation mode.</summary>
            public virtual void eval() => train(false);

            /// <summary>
            /// Registers the modules, parameters and tensors (as buffers) that are in this object's fields, in the order in
            /// which the fields are declared. To be called once, at the end of a derived class's constructor; later calls do nothing.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_componentsAreRegistered) return;
                _componentsAreRegistered = true;
                foreach (FieldInfo field in GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                {
                    string component = field.GetCustomAttribute<ComponentNameAttribute>()?.Name is { Length: > 0 } given ? given : field.Name;
                    switch (field.GetValue(this))
                    {
                        case Module module: register_module(component, module); break;
                        case Parameter parameter: register_parameter(component, parameter); break;
                        case Tensor tensor: register_buffer(component, tensor); break;
                    }
                }
            }

            /// <summary>Adds a parameter, which leaves its dispose scope and is owned by this module from now on.</summary>
            /// <param name="name">Without dots and new among this module's parameters.</param>
            /// <param name="param">The parameter.</param>
            /// <exception cref="ArgumentException">The name is not legal or is taken.</exception>
            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                CheckName(name);
                if (!_parameters.TryAdd(name, param)) throw Taken("parameter", name);
                param.DetachFromDisposeScope();
            }

            /// <summary>Adds a tensor that is state but not trained. It leaves its dispose scope and is owned by this module.</summary>
            /// <param name="name">Without dots and new among this module's buffers.</param>
            /// <param name="tensor">The buffer.</param>
            /// <param name="persistent">False leaves it out of the state dict. Default: true.</param>
            /// <exception cref="ArgumentException">The name is not legal or is taken.</exception>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                CheckName(name);
                if (!_buffers.TryAdd(name, (tensor, persistent))) throw Taken("buffer", name);
                tensor.DetachFromDisposeScope();
            }

            /// <summary>Adds a submodule, which is owned by this module from now on.</summary>
            /// <param name="name">Without dots and new among this module's submodules.</param>
            /// <param name="submodule">The module to add.</param>
            /// <exception cref="ArgumentException">The name is not legal or is taken, or the submodule is this module.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                ArgumentNullException.ThrowIfNull(submodule);
                CheckName(name);
                if (ReferenceEquals(submodule, this)) throw new ArgumentException("A module cannot be its own submodule.", nameof(submodule));
                if (!_children.TryAdd(name, submodule)) throw Taken("submodule", name);
            }

            /// <summary>The same as <see cref="register_module"/>.</summary>
            /// <param name="name">Without dots and new among this module's submodules.</param>
            /// <param name="module">The module to add.</param>
            /// <exception cref="ArgumentException">The name is not legal or is taken.</exception>
            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Forgets the submodules without disposing them, for containers whose content changes.</summary>
            protected void ClearModules() => _children.Clear();

            /// <summary>Calls a function with every submodule, depth first, and with this module last.</summary>
            /// <param name="fn">Given each module once.</param>
            /// <returns>This module.</returns>
            public virtual Module apply(Action<Module> fn)
            {
                ArgumentNullException.ThrowIfNull(fn);
                foreach (Module child in _children.Values) child.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Disposes the parameters, the buffers and the submodules.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes what is registered.</summary>
            /// <param name="disposing">False when a finaliser calls; the tensors' own handles do the work then.</param>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _disposed) return;
                _disposed = true;
                foreach (Parameter parameter in _parameters.Values) parameter.Dispose();
                foreach ((Tensor buffer, _) in _buffers.Values) buffer.Dispose();
                foreach (Module child in _children.Values) child.Dispose();
            }

            private static void CheckName(string name)
            {
                ArgumentException.ThrowIfNullOrEmpty(name);
                if (name.Contains('.', StringComparison.Ordinal))
                    throw new ArgumentException($"'{name}' cannot name a component: the dot separates the levels of a state-dict key.", nameof(name));
            }

            private ArgumentException Taken(string what, string name) =>
                new($"{_name} already has a {what} named '{name}': give this one another name.", nameof(name));
        }
    }
}
