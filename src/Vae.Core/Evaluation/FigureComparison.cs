namespace Vae.Core.Evaluation;

/// <summary>One figure of two reports.</summary>
/// <param name="Figure">Its name as the report has it: <c>bound.negativeElbo</c>.</param>
/// <param name="Unit">Its unit; empty for a plain number.</param>
/// <param name="A">The first report's; null where it has none.</param>
/// <param name="B">The second's.</param>
/// <param name="Difference">B − A; null where they cannot be compared.</param>
/// <param name="Better"><c>a</c>, <c>b</c> or <c>equal</c>; null where they cannot be compared, or where neither more nor less is better.</param>
/// <param name="Comparable">Whether the difference says anything of the models.</param>
/// <param name="Reason">Why not; null where it does.</param>
public sealed record FigureComparison(
    string Figure, string Unit, double? A, double? B, double? Difference, string? Better, bool Comparable, string? Reason);
