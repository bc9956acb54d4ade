namespace Vae.Core.Imaging;

/// <summary>
/// Area-average resampling: each output pixel is the mean of the input over the rectangle that it covers, partly covered pixels
/// counting by their share. The two axes are independent, so an axis is a list of spans with weights that sum to 1.
/// </summary>
internal sealed class AreaResize
{
    private readonly int[] _first;
    private readonly int[] _offset;
    private readonly float[] _weights;

    public AreaResize(int from, int to)
    {
        _first = new int[to];
        _offset = new int[to + 1];
        var weights = new List<float>(from + to);
        for (var i = 0; i < to; i++)
        {
            // In units of 1/to of an input pixel everything is an integer, so the coverage is exact.
            var (start, end) = ((long)i * from, (long)(i + 1) * from);
            _first[i] = (int)(start / to);
            for (var j = (long)_first[i]; j * to < end; j++)
                weights.Add((float)((double)(Math.Min(end, (j + 1) * to) - Math.Max(start, j * to)) / from));
            _offset[i + 1] = weights.Count;
        }

        _weights = [.. weights];
    }

    /// <summary>Length of the resampled axis.</summary>
    public int Outputs => _first.Length;

    /// <summary>The inputs that cover an output, and their weights.</summary>
    public ReadOnlySpan<float> Span(int output, out int first)
    {
        first = _first[output];
        return _weights.AsSpan(_offset[output].._offset[output + 1]);
    }

    /// <summary>Resamples one row of interleaved samples.</summary>
    public void Row(ReadOnlySpan<float> row, int channels, Span<float> result)
    {
        for (var i = 0; i < Outputs; i++)
        {
            var weights = Span(i, out var first);
            for (var c = 0; c < channels; c++)
            {
                var sum = 0f;
                for (var k = 0; k < weights.Length; k++)
                    sum += weights[k] * row[((first + k) * channels) + c];
                result[(i * channels) + c] = sum;
            }
        }
    }
}
