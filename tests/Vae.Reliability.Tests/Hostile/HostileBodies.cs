using System.Globalization;
using System.Text;
using Vae.Reliability.Tests.Support;
using Vae.Reliability.Tests.Wire;
using static Vae.Reliability.Tests.Hostile.HostileCase;

namespace Vae.Reliability.Tests.Hostile;

/// <summary>Makes hostile JSON and tensors for every route that takes them; seed and index give the same one again.</summary>
internal static class HostileBodies
{
    private const string Json = "application/json";
    private const string Npy = "application/x-npy";
    private const string Raw = "application/octet-stream";
    private const string Infer = "/v2/models/target.decoder/infer";
    private const int SmallestLimit = 1 << 20;
    private const int D = Publications.LatentDim;

    private static readonly string Z = $"[{string.Join(',', Enumerable.Range(0, D).Select(i => (i * 0.1 - 1).ToString("F2", CultureInfo.InvariantCulture)))}]";

    private static readonly (string Route, string Body)[] Good =
    [
        ("/decode", $$"""{"z":{{Z}}}"""),
        ("/decode", $$"""{"z":[{{Z}},{{Z}}]}"""),
        ("/sample", """{"count":4,"seed":7,"temperature":0.5}"""),
        ("/interpolate", $$"""{"from":{"z":{{Z}}},"to":{"z":{{Z}}},"steps":4,"method":"slerp"}"""),
        ("/traverse", $$"""{"base":{"z":{{Z}}},"dimensions":[0,1],"range":3,"steps":3}"""),
        ("/manifold", $$"""{"base":{"z":{{Z}}},"dimensions":[0,1],"rows":3,"columns":2,"margin":0.05}"""),
        ("/train?dryRun=true", """{"dataset":"digits","name":"x","preset":"mlp","model":{"latentDim":4,"hiddenDims":[16,8]},"objective":{"beta":1.5},"training":{"epochs":2,"batchSize":32,"learningRate":0.001,"seed":7},"priority":0}"""),
        (Infer, $$"""{"id":"a","inputs":[{"name":"z","shape":[1,20],"datatype":"FP32","data":{{Z}}}],"outputs":[{"name":"x"}]}"""),
    ];

    private static readonly string[] RightWhenChanged =
    [
        HostileCase.Good, "malformed-json", "payload-too-large", "latent-dimension-mismatch", "latent-not-finite", "latent-out-of-range", "count-out-of-range", "seed-out-of-range",
        "value-out-of-range", "unknown-value", "output-too-large", "image-invalid", "unsupported-media-type",
    ];

    private static readonly string[] RightWhenTrained = [HostileCase.Good, "malformed-json", "payload-too-large", "hyperparameter-out-of-range", "invalid-name", "dataset-not-found"];
    private static readonly string[] RightForTensors = [HostileCase.Good, "tensor-invalid", "latent-dimension-mismatch", "latent-not-finite", "latent-out-of-range", "count-out-of-range", "payload-too-large"];

    private static readonly byte[] GoodNpy = ToNpy($"{{'descr': '<f4', 'fortran_order': False, 'shape': (2, {D}), }}", new byte[2 * D * sizeof(float)]);

    /// <summary>The body with an index.</summary>
    public static HostileCase Make(ulong seed, long index)
    {
        var dice = new Dice(seed, index);
        return dice.Below(10) switch
        {
            0 => OfNpy(dice),
            1 => OfBytes(dice),
            2 => OfProtocolBytes(dice),
            _ => OfJson(dice),
        };
    }

    private static HostileCase OfJson(Dice dice)
    {
        (string route, string body) = dice.Of(Good);
        Mutation mutation = JsonMutations.Change(dice, body);
        // Now and then two faults at once. What one of them makes malformed, the other may only leave so by chance.
        if (dice.OneIn(5)) mutation = JsonMutations.Change(dice, Encoding.UTF8.GetString(mutation.Bytes) is { Length: > 1 and < 10_000 } again ? again : body) with { IsMalformed = false };
        string[] right = (route, mutation.IsMalformed) switch
        {
            (Infer, _) => mutation.IsMalformed ? [ProtocolError] : [HostileCase.Good, ProtocolError],
            (_, true) => mutation.Bytes.Length > SmallestLimit ? ["malformed-json", "payload-too-large"] : ["malformed-json"],
            ("/train?dryRun=true", _) => RightWhenTrained,
            _ => RightWhenChanged,
        };
        return new($"{route} {mutation.Name}", WireRequest.Post("", route, mutation.Bytes, Json, "*/*").Bytes, right);
    }

    private static HostileCase OfNpy(Dice dice)
    {
        byte[] file = dice.Below(6) switch
        {
            0 => GoodNpy[..dice.Below(GoodNpy.Length)],
            1 => Flipped(dice, GoodNpy),
            2 => [.. GoodNpy, .. dice.Bytes(dice.Between(1, 9))],
            3 => ToNpy($"{{'descr': '{dice.Of(["<f8", ">f4", "|O", "|u1", "<f2", "f4", "<U9", "", "<f4'"])}', 'fortran_order': {dice.Of(["True", "False", "1"])}, 'shape': (2, {D}), }}", new byte[2 * D * 4]),
            4 => ToNpy($"{{'descr': '<f4', 'fortran_order': False, 'shape': {dice.Of(["()", "(,)", "(0, 20)", "(-2, 20)", "(2147483647, 2147483647)", "(4097, 20)", "(2, 20", "20", "(1e9, 20)", "(99999999999999999999, 1)", "(2.0, 20)"])}, }}", new byte[2 * D * 4]),
            _ => ToNpy(dice.Of(["__import__('os').system('ls')", "", new string(' ', 5000), new string('(', 5000), "{'descr': '<f4', 'descr': '<f4'}", "{}"]), dice.Bytes(dice.Below(400))),
        };
        return new("npy to /decode", WireRequest.Post("", "/decode", file, Npy, "*/*").Bytes, RightForTensors);
    }

    private static HostileCase OfBytes(Dice dice)
    {
        string shape = dice.Of(["20", "1,20", "2,20", "20,2", "0,20", "-1,20", "2147483648,20", "4097,20", "", ",", "1,1,1,1,1,1,1,1,1", "a", "1e1,2", "2147483647,2147483647,2147483647", " 1 , 20 "]);
        byte[] body = dice.Below(4) switch
        {
            0 => new byte[dice.Below(400)],
            1 => new byte[D * sizeof(float) * dice.Of([1, 2, 4096, 4097])],
            2 => dice.Bytes(D * sizeof(float) * dice.Between(1, 2)),
            _ => [.. BitConverter.GetBytes(dice.Of([float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e30f, 1e-45f, -0f, 1000.1f])), .. new byte[(D - 1) * sizeof(float)]],
        };
        (string, string)[] headers = dice.OneIn(8) ? [("Content-Type", Raw)] : dice.OneIn(8) ? [("Content-Type", Raw), ("X-Tensor-Shape", shape), ("X-Tensor-Shape", "20")] : [("Content-Type", Raw), ("X-Tensor-Shape", shape)];
        return new($"bytes to /decode as {shape}", WireRequest.Post("", "/decode", body, headers).Bytes, RightForTensors);
    }

    private static HostileCase OfProtocolBytes(Dice dice)
    {
        int size = dice.Of([0, 79, 80, 81, 84, 160, int.MaxValue]);
        string json = $$$"""{"inputs":[{"name":"z","shape":[{{{dice.Of(["1", "2", "0", "-1", "4097", "1e9", "99999999999999999999"])}}},20],"datatype":"FP32","parameters":{"binary_data_size":{{{dice.Of([$"{size}", "-1", "1.5", "\"80\"", "1e99"])}}}}}]}""";
        byte[] head = dice.OneIn(3) ? JsonMutations.Change(dice, json).Bytes : Encoding.UTF8.GetBytes(json);
        byte[] data = dice.OneIn(2) ? new byte[80] : dice.Bytes(dice.Below(200));
        string length = dice.Of([$"{head.Length}", $"{head.Length}", $"{head.Length}", $"{head.Length - 1}", $"{head.Length + 1}", "0", "-1", "abc", "2147483648", "99999999999999999999", ""]);
        return new($"tensor bytes to {Infer}", WireRequest.Post("", Infer, [.. head, .. data], ("Content-Type", Raw), ("Inference-Header-Content-Length", length)).Bytes, [HostileCase.Good, ProtocolError]);
    }

    private static byte[] Flipped(Dice dice, byte[] bytes)
    {
        byte[] flipped = [.. bytes];
        for (int count = dice.Between(1, 4); count > 0; count--) flipped[dice.Below(flipped.Length)] ^= (byte)(1 << dice.Below(8));
        return flipped;
    }

    private static byte[] ToNpy(string header, byte[] values) =>
        [0x93, .. "NUMPY\u0001\0"u8, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.Latin1.GetBytes(header), .. values];
}
