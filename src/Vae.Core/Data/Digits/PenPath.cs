namespace Vae.Core.Data.Digits;

/// <summary>A piece of a stroke, short enough to be straight.</summary>
internal readonly record struct PenSegment(float X0, float Y0, float Radius0, float X1, float Y1, float Radius1);

/// <summary>The straight pieces of one digit. Reused from digit to digit.</summary>
internal sealed class PenPath
{
    private const int PiecesASpan = 6;

    private PenSegment[] _segments = new PenSegment[128];

    public int Count { get; private set; }

    public ReadOnlySpan<PenSegment> Segments => _segments.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>Adds a smooth curve through points: a uniform Catmull-Rom spline, straight where there are two.</summary>
    /// <param name="x">Columns of the points.</param>
    /// <param name="y">Rows of the points.</param>
    /// <param name="radius">Half the pen's width at each.</param>
    public void Curve(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> radius)
    {
        for (var i = 0; i + 1 < x.Length; i++)
        {
            var pieces = x.Length == 2 ? 1 : PiecesASpan;
            var (before, after) = (Math.Max(i - 1, 0), Math.Min(i + 2, x.Length - 1));
            var (lastX, lastY, lastRadius) = (x[i], y[i], radius[i]);
            for (var k = 1; k <= pieces; k++)
            {
                var t = k / (float)pieces;
                var nextX = Spline(x[before], x[i], x[i + 1], x[after], t);
                var nextY = Spline(y[before], y[i], y[i + 1], y[after], t);
                var nextRadius = radius[i] + ((radius[i + 1] - radius[i]) * t);
                Add(new PenSegment(lastX, lastY, lastRadius, nextX, nextY, nextRadius));
                (lastX, lastY, lastRadius) = (nextX, nextY, nextRadius);
            }
        }
    }

    /// <summary>Scales the whole path about the origin, then shifts it; the pen's width stays.</summary>
    public void Place(float scale, float shiftX, float shiftY)
    {
        for (var i = 0; i < Count; i++)
        {
            var s = _segments[i];
            _segments[i] = s with
            {
                X0 = (s.X0 * scale) + shiftX,
                Y0 = (s.Y0 * scale) + shiftY,
                X1 = (s.X1 * scale) + shiftX,
                Y1 = (s.Y1 * scale) + shiftY,
            };
        }
    }

    private void Add(PenSegment segment)
    {
        if (Count == _segments.Length)
            Array.Resize(ref _segments, 2 * Count);
        _segments[Count++] = segment;
    }

    // P(t) = ½ (2 p1 + (p2 − p0) t + (2 p0 − 5 p1 + 4 p2 − p3) t² + (3 p1 − p0 − 3 p2 + p3) t³)
    private static float Spline(float p0, float p1, float p2, float p3, float t) =>
        0.5f * ((2 * p1) + (t * (p2 - p0 + (t * ((2 * p0) - (5 * p1) + (4 * p2) - p3 + (t * ((3 * p1) - p0 - (3 * p2) + p3)))))));
}
