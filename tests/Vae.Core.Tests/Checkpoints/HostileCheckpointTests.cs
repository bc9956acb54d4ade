using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Vae.Core.Checkpoints;

namespace Vae.Core.Tests.Checkpoints;

/// <summary>Checkpoints that somebody changed, by a seed: a failure names the round, and the seed gives it again.</summary>
public class HostileCheckpointTests : TensorTest
{
    private const int Rounds = 1_000;
    private const int Seed = 20_260_103;

    private static readonly string[] Numbers = ["0", "-1", "1.0", "1e3", "2147483648", "9223372036854775807", "18446744073709551616", "null", "\"8\"", "[]"];

    [Fact]
    public void Load_RefusesEveryChange_WhenTheCatalogHasTheHash()
    {
        var files = SomeFiles();
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var changed = Changed(files, random);
            if (changed.Manifest.Span.SequenceEqual(files.Manifest.Span) && changed.Weights.Span.SequenceEqual(files.Weights.Span)) continue;

            Should.Throw<CheckpointInvalidException>(() => Checkpoint.Load(changed, files.Id).Dispose(), $"seed {Seed}, round {round}");
        }
    }

    [Fact]
    public void Load_RefusesOrLoadsWhole_WhenTheHashesWereMadeToFit()
    {
        var files = SomeFiles();
        var random = new Random(Seed);
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var forged = Fitting(Changed(files, random));
            try
            {
                using var loaded = Checkpoint.Load(forged, null);
                // Whoever can write hashes can write weights. What loads is a model all the same, and a finite one.
                loaded.Space.Decode(new float[2], 1).ShouldAllBe(value => float.IsFinite(value), $"seed {Seed}, round {round}");
            }
            catch (CheckpointInvalidException)
            {
                refused++;
            }
            catch (Exception fault) when (fault is not ShouldAssertException)
            {
                Assert.Fail($"seed {Seed}, round {round}: {fault}");
            }
        }

        refused.ShouldBeGreaterThan(Rounds / 2);
    }

    private static CheckpointFiles Changed(CheckpointFiles files, Random random) => random.Next(8) switch
    {
        0 => files with { Manifest = files.Manifest[..random.Next(files.Manifest.Length)] },
        1 => files with { Manifest = Flipped(files.Manifest, random) },
        2 => files with { Manifest = OtherNumber(files.Manifest, random) },
        3 => files with { Weights = files.Weights[..random.Next(files.Weights.Length)] },
        4 => files with { Weights = Flipped(files.Weights, random) },
        5 => files with { Weights = OtherLength(files.Weights, random) },
        6 => files with { Weights = OtherHeader(files.Weights, random) },
        _ => files with { Weights = (byte[])[.. files.Weights.Span, .. new byte[random.Next(1, 64)]] },
    };

    private static byte[] Flipped(ReadOnlyMemory<byte> file, Random random)
    {
        var bytes = file.ToArray();
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private static byte[] OtherLength(ReadOnlyMemory<byte> weights, Random random)
    {
        var bytes = weights.ToArray();
        ulong[] lengths = [0, 1, ulong.MaxValue, 1UL << 63, int.MaxValue, (ulong)bytes.Length, (ulong)bytes.Length - 8, 1 << 20, (1 << 20) + 1, (ulong)random.Next(4000)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, lengths[random.Next(lengths.Length)]);
        return bytes;
    }

    /// <summary>The header with a number or a word replaced, and its length made to fit.</summary>
    private static byte[] OtherHeader(ReadOnlyMemory<byte> weights, Random random)
    {
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(weights.Span);
        var header = Encoding.UTF8.GetString(weights.Span.Slice(8, length));
        (string Old, string New)[] words =
            [("F32", "BF16"), ("F32", "F64"), ("\"shape\"", "\"dtype\""), ("fc1.bias", "fc1.weight"), ("fc1", "fc9"), ("__metadata__", "fc0"), ("{\"dtype\"", "{\"x\":1,\"dtype\""), ("[", "[["), ("\"pt\"", "7")];
        var word = words[random.Next(words.Length)];
        var changed = random.Next(3) == 0
            ? header.Replace(word.Old, word.New, StringComparison.Ordinal)
            : Encoding.UTF8.GetString(OtherNumber(Encoding.UTF8.GetBytes(header), random));
        var bytes = Encoding.UTF8.GetBytes(changed);
        return [.. BitConverter.GetBytes((ulong)bytes.Length), .. bytes, .. weights.Span[(8 + length)..]];
    }

    private static byte[] OtherNumber(ReadOnlyMemory<byte> json, Random random)
    {
        var text = Encoding.UTF8.GetString(json.Span);
        var at = random.Next(text.Length);
        while (!char.IsAsciiDigit(text[at])) at = (at + 1) % text.Length;
        var end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return Encoding.UTF8.GetBytes($"{text[..at]}{Numbers[random.Next(Numbers.Length)]}{text[end..]}");
    }

    /// <summary>The manifest with the length and hash of the weights as they are, where it still is JSON with a list of files.</summary>
    private static CheckpointFiles Fitting(CheckpointFiles files)
    {
        try
        {
            var manifest = JsonNode.Parse(files.Manifest.Span)!.AsObject();
            manifest["files"] = new JsonArray(new JsonObject
            {
                ["name"] = CheckpointFiles.WeightsName,
                ["bytes"] = files.Weights.Length,
                ["sha256"] = CheckpointFiles.Sha256(files.Weights.Span),
            });
            return files with { Manifest = Encoding.UTF8.GetBytes(manifest.ToJsonString()) };
        }
        catch (Exception fault) when (fault is System.Text.Json.JsonException or InvalidOperationException or ArgumentException)
        {
            return files;
        }
    }

    private static CheckpointFiles SomeFiles()
    {
        using var model = Some.Model();
        return Checkpoint.Create(model, Some.Origin);
    }
}
