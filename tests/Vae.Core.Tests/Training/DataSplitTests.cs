using Vae.Core.Data;
using Vae.Core.Training;

namespace Vae.Core.Tests.Training;

public class DataSplitTests
{
    [Fact]
    public void Of_KeepsTheShareBack_AndLosesNoImage()
    {
        var data = Some.Dataset(train: 20);

        var split = DataSplit.Of(data, new TrainingOptions { ValidationShare = 0.25, Seed = 2 });

        var validation = split.Validation.ShouldNotBeNull();
        (split.Train.Count, validation.Count).ShouldBe((15, 5));
        Images(split.Train).Concat(Images(validation)).Order().ShouldBe(Images(data.Train).Order());
        split.Test.ShouldBeSameAs(data.Test);
    }

    [Fact]
    public void Of_SplitsBySeed()
    {
        var data = Some.Dataset(train: 20);
        string[] Kept(long seed) => [.. Images(DataSplit.Of(data, new TrainingOptions { ValidationShare = 0.25, Seed = seed }).Validation!)];

        Kept(2).ShouldBe(Kept(2));
        Kept(3).ShouldNotBe(Kept(2));
    }

    [Fact]
    public void Of_KeepsEachImagesLabel()
    {
        var train = new ImageSet(Some.Shape, Some.Images(10).Pixels, Enumerable.Range(0, 10).Select(i => (byte)i).ToArray());
        var test = new ImageSet(Some.Shape, Some.Images(1).Pixels, new byte[] { 0 });

        var split = DataSplit.Of(new Dataset("labelled", train, test), new TrainingOptions { ValidationShare = 0.3 });

        foreach (var part in new[] { split.Train, split.Validation.ShouldNotBeNull() })
        {
            for (var i = 0; i < part.Count; i++)
                part.Image(i).ToArray().ShouldBe(train.Image(part.Labels!.Value.Span[i]).ToArray());
        }
    }

    [Theory]
    [InlineData(BinarizationKind.Static)]
    [InlineData(BinarizationKind.Dynamic)]
    public void Of_MeasuresOnTheSameBlackAndWhiteImages_WhateverTheSeed(BinarizationKind kind)
    {
        var data = Some.Dataset();
        DataSplit Split(long seed) => DataSplit.Of(data, new TrainingOptions { Binarization = kind, Seed = seed });

        Split(1).Test.Pixels.ToArray().ShouldBe(Split(2).Test.Pixels.ToArray());
        Split(1).Test.Pixels.ToArray().ShouldAllBe(value => value == 0 || value == 255);
        // Static training images differ by seed; dynamic ones stay grey until they are used.
        var same = Split(1).Train.Pixels.ToArray().SequenceEqual(Split(2).Train.Pixels.ToArray());
        same.ShouldBe(kind == BinarizationKind.Dynamic);
    }

    [Fact]
    public void Of_Throws_WhenOneImageShouldBeSplit() =>
        Should.Throw<ArgumentException>(() => DataSplit.Of(Some.Dataset(train: 1), new TrainingOptions { ValidationShare = 0.5 }))
            .Message.ShouldContain("at least 2 training images");

    private static IEnumerable<string> Images(ImageSet set) => Enumerable.Range(0, set.Count).Select(i => Convert.ToHexString(set.Image(i)));
}
