using static TorchSharp.torch;

namespace Vae.Benchmarks.Plain;

/// <summary>Images in memory, one at a time, as TorchSharp's <c>DataLoader</c> takes them.</summary>
internal sealed class PlainDigits(byte[] pixels, int count) : utils.data.Dataset
{
    private readonly Tensor _images = tensor(pixels.AsSpan(0, count * 784).ToArray(), [count, 1, 28, 28]).to(ScalarType.Float32).div_(255);

    public override long Count => count;

    public override Dictionary<string, Tensor> GetTensor(long index) => new() { ["image"] = _images[index] };

    protected override void Dispose(bool disposing)
    {
        if (disposing) _images.Dispose();
        base.Dispose(disposing);
    }
}
