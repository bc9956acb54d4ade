using System.Runtime.InteropServices;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Checkpoints;

/// <summary>
/// Moves weights between a model and safetensors entries: its parameters, and its buffers of single precision, such as the running
/// statistics of a batch normalisation.
/// </summary>
internal static class ModelWeights
{
    /// <summary>Copies of all weights.</summary>
    /// <exception cref="CheckpointInvalidException">A weight is NaN or infinite.</exception>
    public static IReadOnlyList<SafeTensor> Read(VaeModel model)
    {
        var entries = new List<SafeTensor>();
        foreach (var (name, tensor) in State(model))
        {
            var values = TensorMemory.ToArray(tensor);
            CheckFinite(name, values);
            entries.Add(new SafeTensor(name, tensor.shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray()));
        }

        return entries;
    }

    /// <summary>Overwrites all parameters and buffers of a model on the CPU.</summary>
    /// <exception cref="CheckpointInvalidException">Keys or shapes are not the model's, or a weight is NaN or infinite.</exception>
    public static void Write(VaeModel model, IReadOnlyList<SafeTensor> entries)
    {
        var byName = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        using var frozen = no_grad();
        foreach (var (name, tensor) in State(model))
        {
            if (!byName.Remove(name, out var entry)) throw new CheckpointInvalidException($"The weights lack the tensor '{name}'.");

            var expected = tensor.shape;
            if (!expected.AsSpan().SequenceEqual(entry.Shape))
            {
                throw new CheckpointInvalidException(
                    $"The tensor '{name}' has shape [{string.Join(", ", entry.Shape)}]; the architecture has [{string.Join(", ", expected)}].");
            }

            var values = MemoryMarshal.Cast<byte, float>(entry.Data.Span);
            CheckFinite(name, values);
            using var source = TensorMemory.ToTensor(values, expected, CPU);
            tensor.copy_(source);
        }

        if (byName.Count > 0)
        {
            var name = byName.Keys.Order(StringComparer.Ordinal).First();
            throw new CheckpointInvalidException($"The weights hold {byName.Count} tensors that the architecture does not know, the first of them '{Shorten(name)}'.");
        }
    }

    /// <summary>Counters, which are whole numbers, decide nothing in a trained model and stay behind.</summary>
    private static IEnumerable<(string Name, Tensor Tensor)> State(VaeModel model) =>
    [
        .. model.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter)),
        .. model.named_buffers(include_nonpersistent: false).Where(entry => entry.buffer.dtype == ScalarType.Float32),
    ];

    private static void CheckFinite(string name, ReadOnlySpan<float> values)
    {
        var index = Finite.IndexOfFirstNot(values);
        if (index >= 0) throw new CheckpointInvalidException($"The tensor '{name}' holds {values[index]} at index {index}; weights must be finite.");
    }

    private static string Shorten(string name) => name.Length <= 64 ? name : name[..64];
}
