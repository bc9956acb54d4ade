using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Vae.Core.Models.Frozen;

/// <summary>
/// The inputs of some rows that are not zero, in order: after ReLU, and in pictures on black, most are. A weight is finite, so leaving
/// zeros out changes nothing. Blocks of inputs are marked, so that the weights of a block can serve every row while they are in the cache.
/// </summary>
internal struct ActiveInputs : IDisposable
{
    /// <summary>Inputs in a block: 40 of them with a whole panel's weights take 20 KiB.</summary>
    public const int Block = 40;

    private readonly int _capacity;
    private readonly int _blocks;
    private readonly int[] _index;
    private readonly float[] _value;
    private readonly int[] _start;

    /// <param name="rows">Rows at most.</param>
    /// <param name="inputs">Inputs of a row at most.</param>
    public ActiveInputs(int rows, int inputs)
    {
        _capacity = inputs;
        _blocks = Blocks(inputs);
        _index = ArrayPool<int>.Shared.Rent(rows * inputs);
        _value = ArrayPool<float>.Shared.Rent(rows * inputs);
        _start = ArrayPool<int>.Shared.Rent(rows * (_blocks + 1));
    }

    public static int Blocks(int inputs) => (inputs + Block - 1) / Block;

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(_index);
        ArrayPool<float>.Shared.Return(_value);
        ArrayPool<int>.Shared.Return(_start);
    }

    /// <summary>Indices and values of a row's active inputs in some blocks.</summary>
    public readonly ReadOnlySpan<int> Of(int row, int firstBlock, int lastBlock, out ReadOnlySpan<float> values)
    {
        var marks = _start.AsSpan(row * (_blocks + 1));
        var (from, to) = (marks[firstBlock], marks[lastBlock]);
        values = _value.AsSpan((row * _capacity) + from, to - from);
        return _index.AsSpan((row * _capacity) + from, to - from);
    }

    /// <summary>Takes a row of inputs. Behind ReLU only what is above zero is active; NaN always is, so that it shows in the end.</summary>
    public readonly void Take(int row, ReadOnlySpan<float> inputs, bool relu)
    {
        var marks = _start.AsSpan(row * (_blocks + 1), Blocks(inputs.Length) + 1);
        var index = _index.AsSpan(row * _capacity, inputs.Length);
        var value = _value.AsSpan(row * _capacity, inputs.Length);
        var active = 0;
        for (var block = 0; block < marks.Length - 1; block++)
        {
            marks[block] = active;
            var end = Math.Min((block + 1) * Block, inputs.Length);
            var k = block * Block;
            if (Avx512F.VL.IsSupported) TakeEights(inputs[..end], index, value, relu, ref k, ref active);
            for (; k < end; k++)
            {
                var input = inputs[k];
                // Written in any case and counted if it is active: no branch that the processor would have to guess.
                index[active] = k;
                value[active] = input;
                active += (relu ? !(input <= 0) : input != 0) ? 1 : 0;
            }
        }

        marks[^1] = active;
    }

    /// <summary>Eight inputs at a time, as long as there are eight: the active ones move together, and the next eight follow over what is left.</summary>
    private static void TakeEights(ReadOnlySpan<float> inputs, Span<int> index, Span<float> value, bool relu, ref int k, ref int active)
    {
        const int eight = 8;
        for (; k + eight <= inputs.Length; k += eight)
        {
            var input = Vector256.Create(inputs.Slice(k, eight));
            var none = Vector256<float>.Zero;
            var isActive = ~(relu ? Vector256.LessThanOrEqual(input, none) : Vector256.Equals(input, none));
            var places = Vector256.Create(k) + Vector256<int>.Indices;
            Avx512F.VL.Compress(none, isActive, input).CopyTo(value[active..]);
            Avx512F.VL.Compress(Vector256<int>.Zero, isActive.AsInt32(), places).CopyTo(index[active..]);
            active += BitOperations.PopCount(isActive.ExtractMostSignificantBits());
        }
    }
}
