namespace Vae.Core.Training;

/// <summary>Something that a plan does, is allowed to, and may not be what was meant.</summary>
/// <param name="Field">The member it hangs on, as a JSON path; <c>dataset</c> where it is the images.</param>
/// <param name="Message">What will happen, and what else could be chosen.</param>
public sealed record PlanWarning(string Field, string Message);
