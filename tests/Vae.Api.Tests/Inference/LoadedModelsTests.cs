using Vae.Api.Inference;
using Vae.Api.Tests.Support;
using Vae.Core;

namespace Vae.Api.Tests.Inference;

public sealed class LoadedModelsTests : IDisposable
{
    private readonly long tensors = LiveTensors.Count;
    private readonly List<LoadedModels> made = [];

    public void Dispose()
    {
        foreach (var models in made)
            models.Close();
        LiveTensors.Count.ShouldBeLessThanOrEqualTo(tensors);
    }

    [Fact]
    public void Add_EvictsTheLeastRecentlyUsed_WhenTheBudgetIsSpent()
    {
        var models = Holding(3);
        models.Swap(TinyModel.Snapshot(1));
        models.Add(TinyModel.Snapshot(2));
        models.Add(TinyModel.Snapshot(3));
        models.TryLease("tiny@2")!.Dispose();

        models.Add(TinyModel.Snapshot(4));

        models.TryLease("tiny@3").ShouldBeNull("used longest ago");
        Has(models, 1, 2, 4);
        models.Count.ShouldBe(3);
    }

    [Fact]
    public void Evicted_GoesOnServing_WhoHoldsIt()
    {
        var models = Holding(1);
        models.Add(TinyModel.Snapshot(2));
        using var lease = models.TryLease("tiny@2")!;

        models.Add(TinyModel.Snapshot(3));

        models.TryLease("tiny@2").ShouldBeNull();
        lease.Space.Decode([0f, 0f, 0f], 1).Length.ShouldBe(28 * 28);
    }

    [Fact]
    public void Newest_StaysAndALargerVersionServesBesideIt_WhenTheBudgetIsTooSmallForBoth()
    {
        var models = Holding(0.5);
        models.Swap(TinyModel.Snapshot(1));
        models.Add(TinyModel.Snapshot(2));
        Has(models, 1, 2);

        models.Add(TinyModel.Snapshot(3));

        Has(models, 1, 3);
        models.TryLease("tiny@2").ShouldBeNull();
    }

    [Fact]
    public void Swap_LetsTheOldGo_UnlessItWasAskedForByName()
    {
        var models = Holding(10);
        models.Swap(TinyModel.Snapshot(1));
        models.Swap(TinyModel.Snapshot(2));
        models.TryLease("tiny@1").ShouldBeNull();
        models.TryLease("tiny@2")!.Dispose();

        models.Swap(TinyModel.Snapshot(3));

        Has(models, 2, 3);
        models.Newest!.Ref.ShouldBe("tiny@3");
    }

    [Fact]
    public void TryPromote_MakesALoadedVersionTheNewest()
    {
        var models = Holding(10);
        models.Add(TinyModel.Snapshot(1));
        var bytes = models.Bytes;

        models.TryPromote("tiny@1").ShouldBeTrue();

        models.Newest!.Ref.ShouldBe("tiny@1");
        (models.Count, models.Bytes).ShouldBe((1, bytes));
        models.TryPromote("tiny@2").ShouldBeFalse();
    }

    [Fact]
    public void Add_KeepsTheFirst_WhenAVersionComesTwice()
    {
        var models = Holding(10);
        models.Add(TinyModel.Snapshot(1));
        var bytes = models.Bytes;

        models.Add(TinyModel.Snapshot(1));

        (models.Count, models.Bytes).ShouldBe((1, bytes));
        models.TryPromote("tiny@1").ShouldBeTrue();
        models.Add(TinyModel.Snapshot(1));
        models.Swap(TinyModel.Snapshot(1));
        (models.Count, models.Bytes).ShouldBe((1, bytes));
        models.TryPromote("tiny@1").ShouldBeTrue("it is the newest already");
    }

    [Fact]
    public void Swap_TakesTheNamedOnesPlace_WhenAVersionWasAddedBefore()
    {
        var models = Holding(10);
        models.Swap(TinyModel.Snapshot(1));
        models.TryLease("tiny@1")!.Dispose();
        models.Add(TinyModel.Snapshot(2));
        var bytes = models.Bytes;

        models.Swap(TinyModel.Snapshot(2));

        (models.Count, models.Bytes).ShouldBe((2, bytes));
        models.Newest!.Ref.ShouldBe("tiny@2");
        Has(models, 1, 2);
    }

    [Fact]
    public void Close_LetsGoWhatComesAfterIt()
    {
        var models = Holding(10);
        models.Swap(TinyModel.Snapshot(1));

        models.Close();
        models.Add(TinyModel.Snapshot(2));
        models.Swap(TinyModel.Snapshot(3));

        (models.Count, models.Bytes).ShouldBe((0, 0));
        LiveTensors.Count.ShouldBeLessThanOrEqualTo(tensors);
    }

    private LoadedModels Holding(double versions)
    {
        var one = TinyModel.Snapshot();
        made.Add(new((long)(versions * one.Bytes)));
        one.Release();
        return made[^1];
    }

    private static void Has(LoadedModels models, params int[] versions)
    {
        foreach (var version in versions)
        {
            using var lease = models.TryLease($"tiny@{version}");
            lease.ShouldNotBeNull($"tiny@{version}");
        }
    }
}
