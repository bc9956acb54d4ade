using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>
/// The order in which an epoch's steps see the images. Without hidden labels each image comes once. With them every batch begins with labelled images,
/// which take turns, and goes on with others, which take theirs: an epoch has as many steps, but few labels are seen more often than their images would
/// come by themselves, and the objective weighs them by their share.
/// </summary>
internal sealed class RowOrder
{
    /// <summary>Least share of a batch that shows its labels, as far as there are so many.</summary>
    public const double LeastLabelled = 0.1;

    /// <summary>Images in the smallest batch that has room for both kinds.</summary>
    public const int LeastBatch = 2;

    private readonly int _count;
    private readonly int _batchSize;
    private readonly Generator _generator;
    private readonly Turns? _labelled;
    private readonly Turns? _unlabelled;

    /// <param name="count">Number of images.</param>
    /// <param name="hidden">Of each one whether its label is hidden; null: none is.</param>
    /// <param name="batchSize">Images in a step.</param>
    /// <param name="generator">Draws the orders; stays the caller's.</param>
    public RowOrder(int count, IReadOnlyList<bool>? hidden, int batchSize, Generator generator)
    {
        _count = count;
        _batchSize = batchSize;
        _generator = generator;
        if (hidden is null || !hidden.Contains(true)) return;
        var rows = Enumerable.Range(0, count).ToLookup(row => hidden[row], row => (long)row);
        _labelled = new Turns([.. rows[false]], generator);
        _unlabelled = new Turns([.. rows[true]], generator);
    }

    /// <summary>Rows of all images of an epoch, batch after batch.</summary>
    public long[] NextEpoch()
    {
        if (_labelled is null || _unlabelled is null) return Shuffled(_count, _generator);
        var rows = new long[_count];
        for (var start = 0; start < _count; start += _batchSize)
        {
            var batch = rows.AsSpan(start, Math.Min(_batchSize, _count - start));
            var told = Told(batch.Length);
            _labelled.Take(batch[..told]);
            _unlabelled.Take(batch[told..]);
        }

        return rows;
    }

    /// <summary>Labelled images in a batch: their share, or the least, but no more than there are, and never all. A batch of one has none.</summary>
    private int Told(int size)
    {
        if (size < LeastBatch) return 0;
        var share = Math.Max((double)_labelled!.Count / _count, LeastLabelled);
        return Math.Clamp((int)Math.Round(size * share), 1, Math.Min(size - 1, _labelled.Count));
    }

    private static long[] Shuffled(int count, Generator generator)
    {
        using var order = randperm(count, generator: generator);
        return MemoryMarshal.Cast<byte, long>(order.bytes).ToArray();
    }

    /// <summary>Rows that take turns: each once before any comes again, in a new order each time.</summary>
    private sealed class Turns(long[] rows, Generator generator)
    {
        private long[] _order = [];
        private int _next;

        public int Count => rows.Length;

        public void Take(Span<long> target)
        {
            for (var i = 0; i < target.Length; i++)
            {
                if (_next == _order.Length)
                {
                    _order = Shuffled(rows.Length, generator);
                    _next = 0;
                }

                target[i] = rows[_order[_next++]];
            }
        }
    }
}
