using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Training;

public class BatchSourceTests : TensorTest
{
    private static readonly long[] Rows = [7, 0, 3];

    [Theory]
    [InlineData(BinarizationKind.None)]
    [InlineData(BinarizationKind.Dynamic)]
    public void Take_GivesTheSameBits_WhenStreamed(BinarizationKind binarization)
    {
        float[] Values(DataPlacement placement)
        {
            using var scope = NewDisposeScope();
            var plan = Some.Plan(new TrainingOptions { Data = placement, Binarization = binarization, Seed = 3 });
            using var draws = new TrainingDraws(plan.Training, CPU);
            var source = BatchSource.ForTraining(Some.Images(9), plan, CPU, draws);
            return [.. TensorMemory.ToArray(source.Take(Rows).X), .. TensorMemory.ToArray(source.Take(Rows).X)];
        }

        var resident = Values(DataPlacement.Memory);

        Values(DataPlacement.Streamed).ShouldBe(resident);
        if (binarization == BinarizationKind.None)
        {
            resident[..Some.Shape.Pixels].ShouldBe(Some.Images(9).Image(7).ToArray().Select(value => value / 255f));
        }
        else
        {
            resident.ShouldAllBe(value => value == 0 || value == 1);
            resident[(resident.Length / 2)..].ShouldNotBe(resident[..(resident.Length / 2)], "each use is drawn anew");
        }
    }

    [Fact]
    public void Take_GivesLabelsAsRowsOfOneOne_WhenTheModelIsToldClasses()
    {
        using var scope = NewDisposeScope();
        var source = BatchSource.ForEvaluation(Labelled(9), Conditional(), CPU);

        // The label of image i is i mod 3.
        TensorMemory.ToArray(source.Take(Rows).Y.ShouldNotBeNull()).ShouldBe([0, 1, 0, 1, 0, 0, 1, 0, 0]);
    }

    [Fact]
    public void Take_DropsATenthOfTheLabels_InTraining()
    {
        using var scope = NewDisposeScope();
        var plan = Conditional();
        using var draws = new TrainingDraws(plan.Training, CPU);
        var source = BatchSource.ForTraining(Labelled(9), plan, CPU, draws);
        var rows = Enumerable.Repeat(4L, 10_000).ToArray();

        var shown = TensorMemory.ToArray(source.Take(rows).Y.ShouldNotBeNull()).Sum();

        // One standard deviation is 30.
        shown.ShouldBe(9000, 150);
    }

    [Fact]
    public void ForTraining_ShowsTheLabelledShareOfEachClass_WhenTheModelInfersClasses()
    {
        using var scope = NewDisposeScope();
        var plan = Conditional(infers: true) with { Objective = new() { LabelledShare = 0.25 } };
        using var draws = new TrainingDraws(plan.Training, CPU);
        var rows = Enumerable.Range(0, 24).Select(i => (long)i).ToArray();
        var source = BatchSource.ForTraining(Labelled(24), plan, CPU, draws);

        var first = TensorMemory.ToArray(source.Take(rows).Y.ShouldNotBeNull());

        // 2 of the 8 images of each of 3 classes, the same ones in each step.
        Enumerable.Range(0, 3).Select(label => first.Where((_, i) => i % 3 == label).Sum()).ShouldBe([2, 2, 2]);
        TensorMemory.ToArray(source.Take(rows).Y.ShouldNotBeNull()).ShouldBe(first);
        source.Hidden!.Count(hidden => hidden).ShouldBe(18);
        source.LabelledShare.ShouldBe(0.25);
        var watched = BatchSource.ForEvaluation(Labelled(24), plan, CPU);
        TensorMemory.ToArray(watched.Take(rows).Y.ShouldNotBeNull()).Sum().ShouldBe(0);
    }

    [Fact]
    public void ForTraining_CountsTheLabelsThatItShows_WhereOneOfEachClassIsMoreThanTheShare()
    {
        using var scope = NewDisposeScope();
        var plan = Conditional(infers: true) with { Objective = new() { LabelledShare = 0.01 } };
        using var draws = new TrainingDraws(plan.Training, CPU);

        BatchSource.ForTraining(Labelled(24), plan, CPU, draws).LabelledShare.ShouldBe(3 / 24.0);
        BatchSource.ForTraining(Labelled(24), Conditional(), CPU, draws).LabelledShare.ShouldBe(1);
    }

    [Fact]
    public void ForTraining_Throws_WhenLabelsAreMissingOrUnknown()
    {
        var plan = Conditional();
        using var draws = new TrainingDraws(plan.Training, CPU);

        Should.Throw<ArgumentException>(() => BatchSource.ForTraining(Some.Images(3), plan, CPU, draws)).Message.ShouldContain("no labels");
        var unknown = new ImageSet(Some.Shape, Some.Images(1).Pixels, new byte[] { 3 });
        Should.Throw<ArgumentException>(() => BatchSource.ForTraining(unknown, plan, CPU, draws)).Message.ShouldContain("0 to 2; an image has the label 3");
    }

    [Fact]
    public void IsStreamed_FollowsTheOptions()
    {
        var images = Some.Images(4);
        BatchSource.IsStreamed(images, new TrainingOptions()).ShouldBeFalse();
        BatchSource.IsStreamed(images, new TrainingOptions { Data = DataPlacement.Streamed }).ShouldBeTrue();
        BatchSource.IsStreamed(images, new TrainingOptions { Data = DataPlacement.Memory }).ShouldBeFalse();
    }

    private static ImageSet Labelled(int count) =>
        new(Some.Shape, Some.Images(count).Pixels, Enumerable.Range(0, count).Select(i => (byte)(i % 3)).ToArray());

    private static TrainingPlan Conditional(bool infers = false) =>
        Some.Plan() with { Model = new ToldOptions(infers) { LatentDim = 2, Classes = 3 } };

    /// <summary>Options of a model that nobody builds here.</summary>
    private sealed record ToldOptions(bool Infers) : VaeOptions
    {
        public override string Architecture => "told";

        public override bool InfersClasses => Infers;
    }
}
