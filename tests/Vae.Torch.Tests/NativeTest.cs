using TorchSharp;

namespace Vae.Torch.Tests;

/// <summary>Base of the tests of this project: each leaves as many native handles as it found.</summary>
public abstract class NativeTest : IDisposable
{
    private readonly long _live;

    protected NativeTest()
    {
        // Made once and kept for the whole process.
        _ = torch.Generator.Default;
        _live = NativeHandles.Live;
    }

    public void Dispose()
    {
        NativeHandles.Live.ShouldBe(_live, "native handles that the test has left");
        GC.SuppressFinalize(this);
    }

    /// <summary>The elements in row-major order; the tensor is disposed.</summary>
    protected static float[] Floats(torch.Tensor tensor)
    {
        using (tensor)
            return tensor.data<float>().ToArray();
    }

    /// <summary>The elements in row-major order; the tensor is disposed.</summary>
    protected static long[] Longs(torch.Tensor tensor)
    {
        using (tensor)
            return tensor.data<long>().ToArray();
    }

    /// <summary>The elements in row-major order; the tensor is disposed.</summary>
    protected static bool[] Bools(torch.Tensor tensor)
    {
        using (tensor)
            return tensor.data<bool>().ToArray();
    }

    /// <summary>Each within a relative tolerance of what is expected, or an absolute one of the same size below 1.</summary>
    protected static void ShouldBeClose(float[] actual, double[] expected, double tolerance = 1e-6)
    {
        actual.Length.ShouldBe(expected.Length);
        for (var i = 0; i < actual.Length; i++)
            ((double)actual[i]).ShouldBe(expected[i], tolerance * Math.Max(1, Math.Abs(expected[i])), $"element {i}");
    }
}
