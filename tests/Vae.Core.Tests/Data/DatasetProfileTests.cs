using Vae.Core.Data;
using Vae.Core.Objectives;

namespace Vae.Core.Tests.Data;

public class DatasetProfileTests
{
    private static readonly ImageShape Pair = new(1, 1, 2);

    [Fact]
    public void Of_LooksAtEveryTrainingPixel()
    {
        var profile = Of(new ImageSet(Pair, new byte[] { 51, 255, 51, 0, 51, 51 }, new byte[] { 0, 2, 0 }), new ImageSet(Pair, new byte[] { 1, 1 }, new byte[] { 4 }));

        (profile.TrainCount, profile.TestCount, profile.HasLabels, profile.Classes, profile.ClassesSeen).ShouldBe((3, 1, true, 5, 2));
        (profile.Least, profile.Greatest).ShouldBe((0, 1));
        // (4 · 51 + 255) / (6 · 255) = 0.3; two of six values are 0 or 255; the first place is always 51; the third image is flat.
        profile.Mean.ShouldBe(0.3, 1e-15);
        profile.BinaryShare.ShouldBe(2 / 6.0, 1e-15);
        (profile.ConstantPixels, profile.ConstantImages).ShouldBe((1, 1));
        (profile.Pixels, profile.Likelihood, profile.Fault).ShouldBe((PixelKind.Grey, LikelihoodKind.DiscretizedLogistic, null));
    }

    [Fact]
    public void Of_SeesBinaryPixels()
    {
        var profile = Of(new ImageSet(Pair, new byte[] { 0, 255, 255, 0 }), new ImageSet(Pair, new byte[] { 9, 9 }));
        (profile.Pixels, profile.Likelihood, profile.HasLabels, profile.Classes).ShouldBe((PixelKind.Binary, LikelihoodKind.Bernoulli, false, 0));
    }

    [Fact]
    public void Of_SeesGrey_WhereOneValueOfAThousandIs()
    {
        var pixels = new byte[1000];
        (pixels[0], pixels[1]) = (255, 128);
        var profile = Of(new ImageSet(Pair, pixels), new ImageSet(Pair, new byte[2]));
        (profile.BinaryShare, profile.Pixels, profile.Likelihood).ShouldBe((0.999, PixelKind.Grey, LikelihoodKind.DiscretizedLogistic));
    }

    [Fact]
    public void Of_SeesColour()
    {
        var shape = new ImageShape(3, 1, 1);
        Of(new ImageSet(shape, new byte[] { 1, 2, 3, 4, 5, 6 }), new ImageSet(shape, new byte[3])).Pixels.ShouldBe(PixelKind.Colour);
    }

    [Theory]
    [InlineData(new byte[] { 7, 7, 9, 9 }, "flat")]
    [InlineData(new byte[] { 7, 8 }, "1 training image;")]
    [InlineData(new byte[] { 7, 8, 7, 8 }, "the same")]
    public void Fault_SaysWhyNothingCanBeLearned(byte[] pixels, string part) =>
        Of(new ImageSet(Pair, pixels), new ImageSet(Pair, new byte[2])).Fault.ShouldNotBeNull().ShouldContain(part);

    [Fact]
    public void Of_SeesTheBuiltInDigits()
    {
        var profile = DatasetProfile.Of(BuiltInDatasets.Find(BuiltInDatasets.Digits)!);
        (profile.Pixels, profile.Classes, profile.ClassesSeen, profile.ConstantImages, profile.Fault).ShouldBe((PixelKind.Grey, 10, 10, 0, null));
    }

    private static DatasetProfile Of(ImageSet train, ImageSet test) => DatasetProfile.Of(new Dataset("some", train, test));
}
