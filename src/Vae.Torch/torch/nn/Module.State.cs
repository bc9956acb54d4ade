using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// The parameters and persistent buffers by dotted name, in the order of PyTorch: of each module its parameters, its
            /// buffers, then its submodules.
            /// </summary>
            /// <param name="destination">What to add to. Default: a new dictionary.</param>
            /// <param name="prefix">Stands before every name, with a dot between. Default: nothing.</param>
            /// <returns>The dictionary. Its tensors are the module's own, not copies: they are not to be disposed.</returns>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach ((string key, Tensor value) in StateEntries())
                    destination[string.IsNullOrEmpty(prefix) ? key : $"{prefix}.{key}"] = value;
                return destination;
            }

            /// <summary>
            /// Copies values into the parameters and persistent buffers of the same names, converting dtype and device where they
            /// differ. Nothing is copied when an exception is thrown.
            /// </summary>
            /// <param name="source">Values by dotted name; they stay the caller's.</param>
            /// <param name="strict">True to throw when names are missing or left over. Default: true.</param>
            /// <param name="skip">Names of this module to leave as they are. Default: none.</param>
            /// <returns>The names that the source lacks and those that the module lacks.</returns>
            /// <exception cref="InvalidOperationException">The names differ and <paramref name="strict"/> is true.</exception>
            /// <exception cref="ArgumentException">A tensor has another shape than the one it would be copied into.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                Dictionary<string, Tensor> mine = state_dict();
                foreach (string name in skip ?? []) mine.Remove(name);
                List<string> missing = [.. mine.Keys.Where(key => !source.ContainsKey(key))];
                List<string> unexpected = [.. source.Keys.Where(key => !mine.ContainsKey(key) && skip?.Contains(key) != true)];
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException(
                        $"The state dict does not fit {GetName()}: missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}].");

                foreach ((string key, Tensor target) in mine)
                    if (source.TryGetValue(key, out Tensor? value) && !value.shape.AsSpan().SequenceEqual(target.shape))
                        throw new ArgumentException(
                            $"'{key}' has the shape [{string.Join(", ", value.shape)}] and must have [{string.Join(", ", target.shape)}].", nameof(source));

                using (no_grad())
                    foreach ((string key, Tensor target) in mine)
                        if (source.TryGetValue(key, out Tensor? value)) target.copy_(value);
                return (missing, unexpected);
            }

            // Moves and converts in place: parameters and buffers stay the same objects, so that optimisers and fields keep them.
            internal void Convert(Device? device, ScalarType? dtype, bool nonBlocking)
            {
                if (dtype is { } wanted && !IsFloating(wanted))
                    throw new ArgumentException($"A module converts to floating-point types only, not to {wanted}.", nameof(dtype));
                foreach (Tensor tensor in parameters().Concat(buffers()))
                    NativeMethods.Check(NativeMethods.THSNN_Module_to(
                        tensor.NativeHandle, device is null ? -1 : (int)device.type, device?.index ?? -1,
                        dtype is { } type ? (int)type : -1, nonBlocking ? 1 : 0));
            }

            private static bool IsFloating(ScalarType type) =>
                type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

            private IEnumerable<(string Key, Tensor Value)> StateEntries()
            {
                foreach ((string prefix, Module module) in WithPrefixes(recurse: true))
                {
                    foreach ((string name, Parameter parameter) in module._parameters) yield return (prefix + name, parameter);
                    foreach ((string name, (Tensor buffer, bool persistent)) in module._buffers)
                        if (persistent) yield return (prefix + name, buffer);
                }
            }
        }
    }
}
