namespace Vae.Core.Data.Digits;

/// <summary>How one writer holds the pen: the deformation that all points of a digit share, and how far each strays.</summary>
internal readonly record struct Hand
{
    private float Aspect { get; init; }

    private float Slant { get; init; }

    private float Turn { get; init; }

    private float BowX { get; init; }

    private float BowY { get; init; }

    private float Waist { get; init; }

    private float Top { get; init; }

    private float Middle { get; init; }

    private float Radius { get; init; }

    private float Tremor { get; init; }

    public static Hand Draw(ref SplitMix64 random) => new()
    {
        Aspect = random.Uniform(0.58f, 1.14f),
        Slant = 0.14f + (0.19f * random.Bell()),
        Turn = 0.08f * random.Bell(),
        BowX = 0.20f * random.Bell(),
        BowY = 0.14f * random.Bell(),
        Waist = 0.14f * random.Bell(),
        Top = 0.24f * random.Bell(),
        Middle = 0.24f * random.Bell(),
        Radius = random.Uniform(0.85f, 1.75f),
        Tremor = random.Uniform(0.012f, 0.042f),
    };

    /// <summary>Where this hand sets a point, in units of the digit's height about its middle, and half the pen's width there in pixels.</summary>
    public void Move(PenPoint point, ref SplitMix64 random, out float x, out float y, out float radius)
    {
        var u = point.X - 0.5f + (Tremor * random.Bell());
        var v = point.Y - 0.5f + (Tremor * random.Bell());
        // Wider at the top or at the bottom, wider or narrower in the middle, bent both ways, the middle higher or lower.
        var high = 0.25f - (v * v);
        u = (u * (1 - (Top * v) + (4 * Waist * high))) - (BowX * high);
        v += (BowY * u * u) + (Middle * high);
        u = (u * Aspect) - (Slant * v);
        // A turn by a small angle as two terms of its series: exact enough to look at, and the same on every machine.
        var (sine, cosine) = (Turn, 1 - (Turn * Turn / 2));
        x = (u * cosine) - (v * sine);
        y = (u * sine) + (v * cosine);
        radius = Radius * (1 + (0.10f * random.Bell()));
    }
}
