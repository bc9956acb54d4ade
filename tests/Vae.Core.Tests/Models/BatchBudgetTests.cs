using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Training;

namespace Vae.Core.Tests.Models;

public class BatchBudgetTests : TensorTest
{
    [Theory]
    [InlineData("mlp", 1)]
    [InlineData("conv", 1)]
    [InlineData("iwae", 50)]
    [InlineData("m2", 10)]
    public void Rows_AreAllThatAreAskedFor_OfModelsOfSmallImages(string preset, int copies)
    {
        var options = Presets.All.Single(each => each.Name == preset).Model;
        using var model = Some.Model(options, new ImageShape(1, 28, 28));

        BatchBudget.Rows(model, 256, copies).ShouldBe(256);
    }

    [Fact]
    public void Rows_FollowFromTheModel_AndAreNeverNone()
    {
        using var model = Some.Model(new ResNetVaeOptions { LatentDim = 2, Channels = [8, 8], Blocks = 1 }, new ImageShape(3, 64, 64));
        var bytes = sizeof(float) * ModelCost.Of(model.Options, model.Input).Activations;

        // 256 MiB hold this many rows' layers.
        BatchBudget.Rows(model, 100_000).ShouldBe((256L << 20) / bytes);
        BatchBudget.Rows(model, 100_000, 1_000_000).ShouldBe(1);
        BatchBudget.Copies(new M2VaeOptions { LatentDim = 2, HiddenDims = [4], Classes = 10 }, 1).ShouldBe(10);
        BatchBudget.Copies(model.Options, 7).ShouldBe(7);
    }
}
