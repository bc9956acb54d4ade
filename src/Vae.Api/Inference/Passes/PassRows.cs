namespace Vae.Api.Inference.Passes;

/// <summary>Rows that one caller gives to a pass, in use until its task has ended.</summary>
/// <param name="Values">The rows, one behind the other, checked: finite latents, or pixels in [0, 1].</param>
/// <param name="Count">Number of rows, at least 1.</param>
/// <param name="Labels">The class of each row that the model is told, −1 for none; empty: none of any.</param>
internal readonly record struct PassRows(ReadOnlyMemory<float> Values, int Count, ReadOnlyMemory<int> Labels = default);
