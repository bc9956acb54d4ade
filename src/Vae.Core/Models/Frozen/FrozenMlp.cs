using static TorchSharp.torch;

namespace Vae.Core.Models.Frozen;

/// <summary>A frozen <see cref="MlpVae"/> that is told no classes, without libtorch: <c>docs/adr/0006-plain-kernels-at-serving-time.md</c>.</summary>
internal sealed class FrozenMlp : ILatentPath
{
    private readonly FrozenProgram _encoder;
    private readonly FrozenProgram _decoder;
    private readonly int _latentDim;
    private readonly int _pixels;

    public FrozenMlp(MlpVae model, Kernels kernels)
    {
        (_latentDim, _pixels) = (model.Options.LatentDim, model.Input.Pixels);
        // In order of registration, which is the checkpoint's: down, mu, logvar, up; of each the weight, then the bias.
        Tensor[] parameters = [.. model.named_parameters().Select(entry => entry.parameter)];
        (Tensor Weight, Tensor Bias)[] layers = [.. parameters.Chunk(2).Select(pair => (pair[0], pair[1]))];
        var hidden = ((MlpVaeOptions)model.Options).HiddenDims.Count;

        var packed = new List<FrozenLayer>();
        try
        {
            foreach (var layer in layers[..hidden]) packed.Add(FrozenLayer.Pack([layer], Activation.Relu));
            packed.Add(FrozenLayer.Pack(layers.AsSpan(hidden, 2), Activation.None));
            foreach (var layer in layers[(hidden + 2)..^1]) packed.Add(FrozenLayer.Pack([layer], Activation.Relu));
            packed.Add(FrozenLayer.Pack([layers[^1]], Activation.Sigmoid));
        }
        catch
        {
            // Memory may be short: what is packed already must not wait for a collection.
            packed.ForEach(layer => layer.Dispose());
            throw;
        }

        _encoder = new FrozenProgram([.. packed[..(hidden + 1)]], kernels);
        _decoder = new FrozenProgram([.. packed[(hidden + 1)..]], kernels);
    }

    public bool RowsAreIndependent => true;

    public long Bytes => _encoder.Bytes + _decoder.Bytes;

    public void Dispose()
    {
        _encoder.Dispose();
        _decoder.Dispose();
    }

    public void Encode(ReadOnlySpan<float> images, int count, ReadOnlySpan<int> labels, Span<float> mu, Span<float> logvar) =>
        _encoder.Run(images, count, Split, new Posterior(mu, logvar, _latentDim));

    public void Decode(ReadOnlySpan<float> latents, int count, ReadOnlySpan<int> labels, Span<float> pixels) =>
        _decoder.Run(latents, count, Copy, new Pixels(pixels, _pixels));

    private static void Split(int first, int rows, ReadOnlySpan<float> results, int stride, in Posterior to)
    {
        for (var row = 0; row < rows; row++)
        {
            var at = (first + row) * to.LatentDim;
            results.Slice(row * stride, to.LatentDim).CopyTo(to.Mu[at..]);
            results.Slice((row * stride) + to.LatentDim, to.LatentDim).CopyTo(to.Logvar[at..]);
        }
    }

    private static void Copy(int first, int rows, ReadOnlySpan<float> results, int stride, in Pixels to)
    {
        for (var row = 0; row < rows; row++) results.Slice(row * stride, to.Each).CopyTo(to.Values[((first + row) * to.Each)..]);
    }

    private readonly ref struct Posterior(Span<float> mu, Span<float> logvar, int latentDim)
    {
        public Span<float> Mu { get; } = mu;

        public Span<float> Logvar { get; } = logvar;

        public int LatentDim { get; } = latentDim;
    }

    private readonly ref struct Pixels(Span<float> values, int each)
    {
        public Span<float> Values { get; } = values;

        public int Each { get; } = each;
    }
}
