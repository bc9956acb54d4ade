using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>The submodules of this module, in the order of registration.</summary>
            /// <returns>Direct submodules only.</returns>
            public virtual IEnumerable<Module> children() => _children.Values;

            /// <summary>The submodules of this module with their names, in the order of registration.</summary>
            /// <returns>Direct submodules only.</returns>
            public virtual IEnumerable<(string name, Module module)> named_children() =>
                _children.Select(child => (child.Key, child.Value));

            /// <summary>All modules below this one, which is not among them.</summary>
            /// <returns>In the order of <see cref="named_modules"/>.</returns>
            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>All modules below this one, with dotted names; each level stands before the next.</summary>
            /// <returns>This module is not among them, as in TorchSharp.</returns>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach ((string name, Module child) in _children) yield return (name, child);
                foreach ((string name, Module child) in _children)
                    foreach ((string below, Module module) in child.named_modules())
                        yield return ($"{name}.{below}", module);
            }

            /// <summary>The parameters, in the order of <see cref="named_parameters"/>.</summary>
            /// <param name="recurse">False for this module's own only. Default: true.</param>
            /// <returns>Each parameter once; the modules keep owning them.</returns>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(entry => entry.parameter);

            /// <summary>The parameters with dotted names: this module's own first, then each submodule's.</summary>
            /// <param name="recurse">False for this module's own only. Default: true.</param>
            /// <returns>Each parameter once, under the first of its names; the modules keep owning them.</returns>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach ((string prefix, Module module) in WithPrefixes(recurse))
                    foreach ((string name, Parameter parameter) in module._parameters)
                        if (seen.Add(parameter)) yield return (prefix + name, parameter);
            }

            /// <summary>The buffers, in the order of <see cref="named_buffers"/>.</summary>
            /// <param name="recurse">False for this module's own only. Default: true.</param>
            /// <param name="include_nonpersistent">False leaves out what is not in the state dict. Default: true.</param>
            /// <returns>Each buffer once; the modules keep owning them.</returns>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            /// <summary>The buffers with dotted names: this module's own first, then each submodule's.</summary>
            /// <param name="recurse">False for this module's own only. Default: true.</param>
            /// <param name="include_nonpersistent">False leaves out what is not in the state dict. Default: true.</param>
            /// <returns>Each buffer once, under the first of its names; the modules keep owning them.</returns>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach ((string prefix, Module module) in WithPrefixes(recurse))
                    foreach ((string name, (Tensor buffer, bool persistent)) in module._buffers)
                        if ((persistent || include_nonpersistent) && seen.Add(buffer)) yield return (prefix + name, buffer);
            }

            /// <summary>True where this module itself has a buffer of that name.</summary>
            /// <param name="target">A name without dots.</param>
            /// <returns>Whether <see cref="get_buffer"/> finds it.</returns>
            public virtual bool has_buffer(string target) => _buffers.ContainsKey(target);

            /// <summary>True where this module itself has a parameter of that name.</summary>
            /// <param name="target">A name without dots.</param>
            /// <returns>Whether <see cref="get_parameter"/> finds it.</returns>
            public virtual bool has_parameter(string target) => _parameters.ContainsKey(target);

            /// <summary>This module's own buffer of that name.</summary>
            /// <param name="target">A name without dots.</param>
            /// <returns>The buffer, which the module keeps owning, or null.</returns>
            public virtual Tensor? get_buffer(string target) => _buffers.TryGetValue(target, out var found) ? found.Tensor : null;

            /// <summary>This module's own parameter of that name.</summary>
            /// <param name="target">A name without dots.</param>
            /// <returns>The parameter, which the module keeps owning, or null.</returns>
            public virtual Parameter? get_parameter(string target) => _parameters.TryGetValue(target, out Parameter? found) ? found : null;

            /// <summary>Drops or zeroes every gradient.</summary>
            /// <param name="set_to_none">False keeps the gradient tensors and fills them with zeros. Default: true.</param>
            public virtual void zero_grad(bool set_to_none = true) => ParameterList.ZeroGrad(parameters(), set_to_none);

            // This module with the empty prefix, then what is below it, depth first: the order of PyTorch's state dict.
            private IEnumerable<(string Prefix, Module Module)> WithPrefixes(bool recurse)
            {
                yield return ("", this);
                if (!recurse) yield break;
                foreach ((string name, Module child) in _children)
                    foreach ((string prefix, Module module) in child.WithPrefixes(true))
                        yield return ($"{name}.{prefix}", module);
            }
        }
    }
}
