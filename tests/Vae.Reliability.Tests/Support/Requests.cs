using System.Globalization;
using Vae.Core.Imaging;
using Vae.Core.Latents;
using Vae.Reliability.Tests.Wire;

namespace Vae.Reliability.Tests.Support;

/// <summary>Requests that are answered, and requests that are refused. All of them always give the same answer from one version.</summary>
internal static class Requests
{
    private const string Json = "application/json";
    private const string Png = "image/png";
    private const int OfEach = 4;

    /// <summary>Every kind of inference, in the forms that callers use most.</summary>
    public static WireRequest[] Good { get; } =
    [
        .. Some(i => WireRequest.Post($"encode {i}", "/encode", Picture(i), Png, Json)),
        .. Some(i => WireRequest.PostJson($"decode {i}", "/decode", $$"""{"z":{{Latent(i)}}}""", Png, space => Oracle.Picture(space, Vector(i)))),
        .. Some(i => WireRequest.PostJson($"decode to numbers {i}", "/decode", $$"""{"z":{{Latent(i + OfEach)}}}""", "application/octet-stream", space => Oracle.Numbers(space, Vector(i + OfEach)))),
        .. Some(i => WireRequest.PostJson($"sample {i}", "/sample", $$"""{"count":16,"seed":{{i}}}""", Png, space => Oracle.Picture(space, Draw(16, i)))),
        .. Some(i => WireRequest.Get($"sample by address {i}", $"/sample?count=4&seed={i}", Png, space => Oracle.Picture(space, Draw(4, i)))),
        .. Some(i => WireRequest.PostJson($"interpolate {i}", "/interpolate", $$"""{"from":{"z":{{Latent(i)}}},"to":{"z":{{Latent(i + 1)}}},"steps":4,"method":"slerp"}""", Png,
            space => Oracle.Picture(space, LatentOperations.Slerp(Vector(i), Vector(i + 1), 4)))),
        .. Some(i => WireRequest.Post($"reconstruct {i}", "/reconstruct", Picture(i), Png, Png)),
    ];

    /// <summary>What callers get wrong; each is answered with a 4xx problem.</summary>
    public static WireRequest[] Bad { get; } =
    [
        WireRequest.PostJson("broken JSON", "/decode", """{"z":[1,2""", Png),
        WireRequest.PostJson("a latent of another model", "/decode", """{"z":[1,2,3]}""", Png),
        WireRequest.PostJson("a latent beyond bounds", "/decode", $$"""{"z":{{Latent(0).Replace("[", "[1e9,", StringComparison.Ordinal)}}}""", Png),
        WireRequest.PostJson("a member that nobody knows", "/sample", """{"count":4,"sed":1}""", Png),
        WireRequest.PostJson("too many samples", "/sample", """{"count":100000}""", Png),
        WireRequest.PostJson("an answer that does not exist", "/sample", """{"count":4}""", "video/mp4"),
        WireRequest.Post("text as a picture", "/encode", [.. "no picture"u8], Png, Json),
        WireRequest.Post("half a picture", "/encode", Picture(0)[..60], Png, Json),
        WireRequest.Post("a kind of body that is not taken", "/encode", Picture(0), "text/plain", Json),
        WireRequest.Get("a model that does not exist", "/sample?model=nobody@7", Png),
        WireRequest.Get("a route that does not exist", "/samples", Png),
    ];

    private static IEnumerable<WireRequest> Some(Func<int, WireRequest> make) => Enumerable.Range(0, OfEach).Select(make);

    private static float[] Vector(int seed) => Oracle.Vector(Latent(seed));

    private static float[] Draw(int count, long seed) => LatentOperations.SamplePrior(count, Publications.LatentDim, seed);

    private static string Latent(int seed)
    {
        // CA5394: numbers for a test; a seed is what makes them useful.
#pragma warning disable CA5394
        var random = new Random(seed);
        return $"[{string.Join(',', Enumerable.Range(0, Publications.LatentDim).Select(_ => (random.NextDouble() * 4 - 2).ToString("F4", CultureInfo.InvariantCulture)))}]";
#pragma warning restore CA5394
    }

    /// <summary>A bright bar, turned a little further with each number.</summary>
    private static byte[] Picture(int number)
    {
        const int Side = 28;
        var pixels = new byte[Side * Side];
        (double sin, double cos) = Math.SinCos(number * Math.PI / 7);
        for (int at = 0; at < pixels.Length; at++)
        {
            double x = at % Side - Side / 2, y = at / Side - Side / 2;
            double across = Math.Abs(x * cos + y * sin), along = Math.Abs(y * cos - x * sin);
            if (along < 10) pixels[at] = (byte)Math.Clamp(255 * (3 - across), 0, 255);
        }
        return ImageCodec.Encode(new PixelImage(Side, Side, 1, pixels), ImageFormat.Png);
    }
}
