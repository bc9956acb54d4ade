namespace Vae.Core.Models.Frozen;

/// <summary>One way through a model over plain memory. Arguments have been checked; safe for concurrent use. Owns what it holds beside the model.</summary>
internal interface ILatentPath : IDisposable
{
    /// <summary>Whether the bits of a row's result do not depend on the other rows of the call.</summary>
    bool RowsAreIndependent { get; }

    /// <summary>Bytes held beside the model's own weights.</summary>
    long Bytes { get; }

    /// <summary>Images <c>[count, C·H·W]</c> to <c>[count, D]</c> each; labels <c>[count]</c>, −1 for none, or nothing at all.</summary>
    void Encode(ReadOnlySpan<float> images, int count, ReadOnlySpan<int> labels, Span<float> mu, Span<float> logvar);

    /// <summary>Latents <c>[count, D]</c> to pixel means <c>[count, C·H·W]</c>; labels as for <see cref="Encode"/>.</summary>
    void Decode(ReadOnlySpan<float> latents, int count, ReadOnlySpan<int> labels, Span<float> pixels);
}
