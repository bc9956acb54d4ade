using Vae.Core.Data;
using Vae.Core.Training;
using Vae.TestUtils;

namespace Vae.Core.Tests.Training;

/// <summary>The preset on the data that its published log was made with.</summary>
public class PublishedResultTests : TensorTest
{
    /// <summary>Two published logs give 127.3 and 115.8 nats per image after the first two epochs; seeds differ by less than a nat there.</summary>
    private static readonly double[] Published = [127.3, 115.8];

    [Fact]
    public void Mlp_FollowsThePublishedLog_OnMnist()
    {
        var folder = TestData.MnistDirectory();
        Assert.SkipWhen(folder is null, TestData.MnistMissing);
        var data = IdxFolder.TryRead(folder!)!;
        var request = new PlanRequest { Preset = "mlp", Training = new() { Epochs = Published.Length, Seed = 1, Device = "cpu" } };
        var plan = PlanResolver.Resolve(request, data.Train.Shape).Plan!;

        using var trained = new Trainer(plan, TimeProvider.System).Run(data, new RecordingObserver(), TestContext.Current.CancellationToken);

        foreach (var (epoch, published) in trained.Epochs.Zip(Published))
            epoch.Test.Loss.ShouldBe(published, tolerance: 1);
    }
}
