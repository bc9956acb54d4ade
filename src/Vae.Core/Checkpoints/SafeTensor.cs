namespace Vae.Core.Checkpoints;

/// <summary>A float32 tensor of a safetensors file.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Shape">Its dimensions, each at least 1; none for a scalar.</param>
/// <param name="Data">Little-endian values in row-major order.</param>
internal sealed record SafeTensor(string Name, long[] Shape, ReadOnlyMemory<byte> Data);
