namespace Vae.Core.Tests.Training;

/// <summary>A clock that moves on by one second each time somebody looks.</summary>
internal sealed class SteppingTime : TimeProvider
{
    private long _seconds;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => _seconds++;
}
