using Vae.Core.Data.Digits;

namespace Vae.Core.Data;

/// <summary>
/// Draws the built-in dataset: digits as if written by hand, in several styles each, with varying slant, proportions, curvature,
/// thickness and pressure. Sized and centred as MNIST's are: about 20 pixels long, the centre of mass in the middle of 28 × 28.
/// </summary>
public static class DigitsGenerator
{
    /// <summary>Rows and columns of an image, in pixels.</summary>
    public const int Side = 28;

    private const int Classes = 10;
    private const float Margin = 1.5f;

    /// <summary>Draws images. The same seed gives the same bytes on every machine, and image <c>i</c> does not depend on how many follow.</summary>
    /// <param name="count">Number of images, ≥ 1.</param>
    /// <param name="seed">Any value.</param>
    /// <returns>Grey images <c>[count, 1, 28, 28]</c>, light on black; label <c>i mod 10</c>, so the classes are balanced.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    /// <exception cref="OverflowException">The images would not fit one array.</exception>
    public static ImageSet Generate(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var shape = new ImageShape(Channels: 1, Side, Side);
        var pixels = new byte[checked(count * shape.Pixels)];
        var labels = new byte[count];
        var path = new PenPath();
        for (var i = 0; i < count; i++)
        {
            var digit = i % Classes;
            var random = SplitMix64.For(seed, i);
            labels[i] = (byte)digit;
            path.Clear();
            Write(path, digit, ref random);
            Fit(path, ref random);
            PenCanvas.Draw(path, pixels.AsSpan(i * shape.Pixels, shape.Pixels), Side);
        }

        return new ImageSet(shape, pixels, labels);
    }

    /// <summary>The strokes of one digit by one hand, still in the unit square.</summary>
    private static void Write(PenPath path, int digit, ref SplitMix64 random)
    {
        var styles = DigitGlyphs.Of(digit);
        var strokes = styles[random.Index(styles.Length)];
        var hand = Hand.Draw(ref random);
        Span<float> x = stackalloc float[32];
        Span<float> y = stackalloc float[32];
        Span<float> radius = stackalloc float[32];
        foreach (var stroke in strokes)
        {
            var start = 0;
            for (var i = 0; i < stroke.Length; i++)
            {
                hand.Move(stroke[i], ref random, out x[i], out y[i], out radius[i]);
                if (!stroke[i].Corner && i + 1 < stroke.Length)
                    continue;
                path.Curve(x[start..(i + 1)], y[start..(i + 1)], radius[start..(i + 1)]);
                start = i;
            }
        }
    }

    /// <summary>Scales the path to MNIST's box and puts its centre of mass in the middle.</summary>
    private static void Fit(PenPath path, ref SplitMix64 random)
    {
        float left = float.MaxValue, top = float.MaxValue, right = float.MinValue, bottom = float.MinValue;
        float mass = 0, massX = 0, massY = 0, thickest = 0;
        foreach (ref readonly var s in path.Segments)
        {
            left = Math.Min(left, Math.Min(s.X0, s.X1));
            right = Math.Max(right, Math.Max(s.X0, s.X1));
            top = Math.Min(top, Math.Min(s.Y0, s.Y1));
            bottom = Math.Max(bottom, Math.Max(s.Y0, s.Y1));
            thickest = Math.Max(thickest, Math.Max(s.Radius0, s.Radius1));
            var weight = MathF.Sqrt(((s.X1 - s.X0) * (s.X1 - s.X0)) + ((s.Y1 - s.Y0) * (s.Y1 - s.Y0))) * (s.Radius0 + s.Radius1);
            mass += weight;
            massX += weight * (s.X0 + s.X1) / 2;
            massY += weight * (s.Y0 + s.Y1) / 2;
        }

        var box = random.Uniform(18.5f, 20.5f) - (2 * thickest);
        var scale = box / Math.Max(right - left, bottom - top);
        var shiftX = Inside((Side / 2f) - (massX / mass * scale), left * scale, right * scale, thickest);
        var shiftY = Inside((Side / 2f) - (massY / mass * scale), top * scale, bottom * scale, thickest);
        path.Place(scale, shiftX, shiftY);
    }

    /// <summary>The shift nearest to the one wanted that leaves a margin on both sides.</summary>
    private static float Inside(float shift, float low, float high, float radius) =>
        Math.Clamp(shift, Margin + radius - low, Side - Margin - radius - high);
}
