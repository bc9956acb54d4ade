namespace Vae.Core.Data.Digits;

/// <summary>Draws pen strokes on a grey image, anti-aliased by the distance from a pixel's centre to the stroke.</summary>
internal static class PenCanvas
{
    // Width in pixels over which the edge of a stroke fades: a little more than one, as ink scanned and scaled down has.
    private const float Edge = 1.25f;

    /// <summary>Draws a path on black; where strokes overlap the brighter wins.</summary>
    /// <param name="path">In pixels; pixel (i, j) has its centre at (i + ½, j + ½).</param>
    /// <param name="image"><c>[side, side]</c> bytes, zero before.</param>
    /// <param name="side">Rows and columns.</param>
    public static void Draw(PenPath path, Span<byte> image, int side)
    {
        foreach (ref readonly var s in path.Segments)
        {
            var reach = Math.Max(s.Radius0, s.Radius1) + (Edge / 2);
            var left = Math.Max((int)(Math.Min(s.X0, s.X1) - reach), 0);
            var right = Math.Min((int)(Math.Max(s.X0, s.X1) + reach), side - 1);
            var top = Math.Max((int)(Math.Min(s.Y0, s.Y1) - reach), 0);
            var bottom = Math.Min((int)(Math.Max(s.Y0, s.Y1) + reach), side - 1);
            var (dx, dy) = (s.X1 - s.X0, s.Y1 - s.Y0);
            var inverse = 1 / Math.Max((dx * dx) + (dy * dy), 1e-6f);
            for (var row = top; row <= bottom; row++)
            {
                var line = image.Slice(row * side, side);
                var py = row + 0.5f - s.Y0;
                for (var column = left; column <= right; column++)
                {
                    var px = column + 0.5f - s.X0;
                    var along = Math.Clamp(((px * dx) + (py * dy)) * inverse, 0f, 1f);
                    var (ex, ey) = (px - (along * dx), py - (along * dy));
                    var radius = s.Radius0 + (along * (s.Radius1 - s.Radius0));
                    var distance = MathF.Sqrt((ex * ex) + (ey * ey));
                    var cover = Math.Clamp(((radius - distance) / Edge) + 0.5f, 0f, 1f);
                    line[column] = Math.Max(line[column], (byte)((cover * 255f) + 0.5f));
                }
            }
        }
    }
}
