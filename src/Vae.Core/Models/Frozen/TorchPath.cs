using static TorchSharp.torch;

namespace Vae.Core.Models.Frozen;

/// <summary>
/// Through libtorch, in passes of a fixed number of rows or of all rows at once. libtorch chooses its kernels by the size of the batch, and
/// they round differently: only where each row is a pass of its own do a row's bits stand by themselves.
/// </summary>
internal sealed class TorchPath : ILatentPath
{
    private readonly VaeModel _model;
    private readonly Device _device;
    private readonly bool _rowByRow;

    /// <param name="model">The model, on any device.</param>
    /// <param name="rowByRow">Whether each row is a pass of its own; all rows are one pass otherwise.</param>
    public TorchPath(VaeModel model, bool rowByRow)
    {
        _model = model;
        _device = model.parameters().First().device;
        _rowByRow = rowByRow;
    }

    public bool RowsAreIndependent => _rowByRow;

    public long Bytes => 0;

    public void Dispose()
    {
        // It holds the model alone, which is the caller's.
    }

    public void Encode(ReadOnlySpan<float> images, int count, ReadOnlySpan<int> labels, Span<float> mu, Span<float> logvar)
    {
        var (pixels, latentDim) = (_model.Input.Pixels, _model.Options.LatentDim);
        var rows = _rowByRow ? 1 : count;
        for (var row = 0; row < count; row += rows)
        {
            using var scope = NewDisposeScope();
            using var mode = inference_mode();
            var x = TensorMemory.ToTensor(
                images.Slice(row * pixels, rows * pixels), [rows, _model.Input.Channels, _model.Input.Height, _model.Input.Width], _device);
            var posterior = _model.Encode(x, Classes(labels, row, rows));
            TensorMemory.CopyTo(posterior.Mu, mu[(row * latentDim)..]);
            TensorMemory.CopyTo(posterior.Logvar, logvar[(row * latentDim)..]);
        }
    }

    public void Decode(ReadOnlySpan<float> latents, int count, ReadOnlySpan<int> labels, Span<float> pixels)
    {
        var latentDim = _model.Options.LatentDim;
        var rows = _rowByRow ? 1 : count;
        for (var row = 0; row < count; row += rows)
        {
            using var scope = NewDisposeScope();
            using var mode = inference_mode();
            var z = TensorMemory.ToTensor(latents.Slice(row * latentDim, rows * latentDim), [rows, latentDim], _device);
            TensorMemory.CopyTo(_model.Decode(z, Classes(labels, row, rows)), pixels[(row * _model.Input.Pixels)..]);
        }
    }

    /// <summary>One-hot rows; a row of zeros says nothing. Null where nothing is said of any row.</summary>
    private Tensor? Classes(ReadOnlySpan<int> labels, int row, int rows)
    {
        if (labels.IsEmpty || labels.Slice(row, rows).IndexOfAnyExcept(-1) < 0) return null;
        return Conditioning.OneHot(labels.Slice(row, rows), _model.Options.Classes, _device);
    }
}
