namespace Vae.Catalog.Jobs;

/// <summary>The words for states: the same in the database, in queries and in JSON.</summary>
public static class JobStateWords
{
    /// <summary>The state's word, in lower case.</summary>
    /// <param name="state">A defined state.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a state.</exception>
    public static string Word(this JobState state) => state switch
    {
        JobState.Queued => "queued",
        JobState.Running => "running",
        JobState.Canceling => "canceling",
        JobState.Succeeded => "succeeded",
        JobState.Failed => "failed",
        JobState.Canceled => "canceled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Expected a job's state."),
    };
}
