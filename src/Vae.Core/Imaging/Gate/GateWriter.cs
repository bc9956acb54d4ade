namespace Vae.Core.Imaging.Gate;

/// <summary>Appends to the stream that the codec will get. The destination is as long as the source, and a gate copies at most that.</summary>
internal ref struct GateWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    public int Length { get; private set; }

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_destination[Length..]);
        Length += bytes.Length;
    }

    public readonly Span<byte> Written => _destination[..Length];
}
