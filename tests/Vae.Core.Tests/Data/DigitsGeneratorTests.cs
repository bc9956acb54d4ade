using System.Security.Cryptography;
using Vae.Core.Data;

namespace Vae.Core.Tests.Data;

public class DigitsGeneratorTests
{
    [Fact]
    public void Generate_GivesTheSameBytes_OnEveryMachine() =>
        Convert.ToHexStringLower(SHA256.HashData(DigitsGenerator.Generate(500, seed: 1).Pixels.Span)).ShouldBe(
            "40a1f1a6a6a308c0315452e09bbcafc9f1bb2270435e1070dc80226e2c9e8155");

    [Fact]
    public void Generate_GivesAPrefix_WhenFewerAreAsked()
    {
        var (many, few) = (DigitsGenerator.Generate(40, seed: 5), DigitsGenerator.Generate(15, seed: 5));

        many.Pixels.Span[..few.Pixels.Length].SequenceEqual(few.Pixels.Span).ShouldBeTrue();
    }

    [Fact]
    public void Generate_GivesOtherImages_WhenTheSeedDiffers()
    {
        var (one, other) = (DigitsGenerator.Generate(200, seed: 1), DigitsGenerator.Generate(200, seed: 2));

        Enumerable.Range(0, 200).Count(i => one.Image(i).SequenceEqual(other.Image(i))).ShouldBe(0);
    }

    [Fact]
    public void Generate_IsBalanced()
    {
        var labels = DigitsGenerator.Generate(1000, seed: 1).Labels!.Value.ToArray();

        labels.CountBy(label => label).ShouldAllBe(pair => pair.Key < 10 && pair.Value == 100);
    }

    [Fact]
    public void Generate_SizesAndCentresAsMnistDoes()
    {
        var set = DigitsGenerator.Generate(2000, seed: 3);
        var box = 0.0;
        for (var i = 0; i < set.Count; i++)
        {
            var image = set.Image(i);
            double mass = 0, x = 0, y = 0;
            int left = 28, right = -1, top = 28, bottom = -1;
            for (var p = 0; p < image.Length; p++)
            {
                mass += image[p];
                x += image[p] * ((p % 28) + 0.5);
                y += image[p] * ((p / 28) + 0.5);
                if (image[p] == 0)
                    continue;
                (left, right) = (Math.Min(left, p % 28), Math.Max(right, p % 28));
                (top, bottom) = (Math.Min(top, p / 28), Math.Max(bottom, p / 28));
            }

            // By mass in the middle, except where a long tail would leave the image; never up to the border.
            (x / mass).ShouldBe(14, tolerance: 3);
            (y / mass).ShouldBe(14, tolerance: 3);
            Math.Min(Math.Min(left, top), 27 - Math.Max(right, bottom)).ShouldBeGreaterThanOrEqualTo(0);
            box += Math.Max(right - left, bottom - top) + 1;
        }

        (box / set.Count).ShouldBe(20, tolerance: 1);
        // The mean brightness of MNIST is 33.3 of 255.
        set.Pixels.ToArray().Average(v => v).ShouldBe(33.3, tolerance: 4);
    }

    [Fact]
    public void Generate_DrawsDigitsThatCanBeToldApart()
    {
        var (train, test) = (DigitsGenerator.Generate(4000, seed: 1), DigitsGenerator.Generate(1000, seed: 2));
        var centroids = new double[10][];
        for (var digit = 0; digit < 10; digit++)
        {
            centroids[digit] = new double[784];
            for (var i = digit; i < train.Count; i += 10)
            {
                for (var p = 0; p < 784; p++)
                    centroids[digit][p] += train.Image(i)[p] / 400.0;
            }
        }

        var right = Enumerable.Range(0, test.Count).Count(i => Nearest(centroids, test.Image(i)) == test.Labels!.Value.Span[i]);

        // On MNIST the nearest centroid is right for 82 of 100: neither a font (all) nor noise (10).
        (right / (double)test.Count).ShouldBeInRange(0.70, 0.97);
    }

    [Fact]
    public void Find_GivesTheDigits_LabelledAndSplit()
    {
        var digits = BuiltInDatasets.Find("digits")!;

        (digits.Name, digits.Train.Count, digits.Test.Count).ShouldBe(("digits", 20_000, 4_000));
        digits.Sha256.ShouldBe("075ee66e9c7993543bbd891d74b1d19f9415b323c555d6b8875ff1816738f291");
        BuiltInDatasets.Find("mnist").ShouldBeNull();
    }

    private static int Nearest(double[][] centroids, ReadOnlySpan<byte> image)
    {
        var (best, nearest) = (double.MaxValue, -1);
        for (var digit = 0; digit < centroids.Length; digit++)
        {
            var distance = 0.0;
            for (var p = 0; p < image.Length; p++)
                distance += (image[p] - centroids[digit][p]) * (image[p] - centroids[digit][p]);
            if (distance < best)
                (best, nearest) = (distance, digit);
        }

        return nearest;
    }
}
