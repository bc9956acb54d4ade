using static TorchSharp.torch;

namespace Vae.Core.Tests;

/// <summary>A test that must leave as many live tensors as it found.</summary>
public abstract class TensorTest : IDisposable
{
    private readonly long _baseline = Tensor.TotalCount;

    public void Dispose()
    {
        Tensor.TotalCount.ShouldBe(_baseline, "the test, or what it tests, left tensors behind");
        GC.SuppressFinalize(this);
    }
}
