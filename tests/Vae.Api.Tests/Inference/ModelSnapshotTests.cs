using Vae.Api.Inference;
using Vae.Api.Tests.Support;
using Vae.Core.Checkpoints;

namespace Vae.Api.Tests.Inference;

public sealed class ModelSnapshotTests
{
    [Fact]
    public void Space_IsTheViewThatWasVerified()
    {
        var files = TestModels.Files(TestModels.Options(TinyModel.LatentDim), seed: 1, "job", 1);
        var checkpoint = Checkpoint.Load(files, null);
        var snapshot = new ModelSnapshot(TinyModel.Version(checkpoint, files.Id), checkpoint);

        ReferenceEquals(snapshot.Space, checkpoint.Space).ShouldBeTrue();
        ReferenceEquals(snapshot.Encoding.Space, checkpoint.Space).ShouldBeTrue();
        ReferenceEquals(snapshot.Decoding.Space, checkpoint.Space).ShouldBeTrue();

        snapshot.Release();
    }

    [Fact]
    public void Share_KeepsTheModel_UntilEveryReferenceIsBack()
    {
        var snapshot = TinyModel.Snapshot();

        snapshot.Share().Release();
        using (var lease = snapshot.TryLease())
            lease.ShouldNotBeNull();
        snapshot.Release();

        snapshot.TryLease().ShouldBeNull();
    }
}
