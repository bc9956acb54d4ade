using System.Diagnostics;

namespace Vae.Api.Tests.Support;

/// <summary>Real time, so many times as fast: what takes a quarter of a minute is over in a moment.</summary>
internal sealed class FastTime(int speed) : TimeProvider
{
    private readonly long began = Stopwatch.GetTimestamp();

    public override long TimestampFrequency => Stopwatch.Frequency;

    public override long GetTimestamp() => began + ((Stopwatch.GetTimestamp() - began) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Scaled(dueTime), Scaled(period));

    private TimeSpan Scaled(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / speed;
}
