namespace Vae.Api.Requests;

/// <summary>What a request brings for a pass: images or latents, one row each, and the memory that they lie in.</summary>
/// <param name="Values">The rows, one behind the other, checked.</param>
/// <param name="Count">Number of rows.</param>
/// <param name="Owner">Gets the memory back when the request is done with it; null where it is nobody's.</param>
internal sealed record InputRows(ReadOnlyMemory<float> Values, int Count, IDisposable? Owner) : IDisposable
{
    /// <summary>Rows in pooled memory, which goes back with them.</summary>
    public static InputRows Of(Pooled<float> values, int count) => new(values.Memory, count, values);

    /// <inheritdoc/>
    public void Dispose() => Owner?.Dispose();
}
