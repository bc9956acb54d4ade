using TorchSharp;

namespace Vae.Core.Tests;

/// <summary>A test that must leave as many live tensors on its thread as it found.</summary>
/// <remarks>
/// <c>Tensor.TotalCount</c> does not serve here: with TorchSharp 0.107 it grows by one with each parameter that is made, also when that is disposed.
/// </remarks>
public abstract class TensorTest : IDisposable
{
    private readonly long _baseline = Live;

    private static long Live => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    public void Dispose()
    {
        Live.ShouldBe(_baseline, "the test, or what it tests, left tensors behind");
        GC.SuppressFinalize(this);
    }
}
