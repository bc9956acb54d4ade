using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Vae.Core.Models.Frozen;

/// <summary>
/// The arithmetic of a frozen model. A result is <c>bias + Σ input·weight</c>, one fused multiply-add an input, in the order of the inputs:
/// nothing else, whatever the number of rows and the width of the vectors, so that its bits depend on its own row alone.
/// </summary>
internal abstract class Kernels
{
    /// <summary>Bits of the widest vectors that this machine has.</summary>
    public static int FastestBits { get; } = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>The kernels on those.</summary>
    public static Kernels Fastest { get; } = FastestBits switch
    {
        512 => new Kernels<Vector512<float>, Vectors512>(),
        256 => new Kernels<Vector256<float>, Vectors256>(),
        _ => new Kernels<Vector128<float>, Vectors128>(),
    };

    /// <summary>The layer's linear part for some rows.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">The rows' active inputs.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="results">Receives <c>[rows, Stride of the layer]</c>.</param>
    public abstract void Linear(FrozenLayer layer, ref readonly ActiveInputs inputs, int rows, Span<float> results);

    /// <summary>σ(x) = 1 / (1 + exp(−x)) in place, within 1.2e-7; the length is a multiple of <see cref="FrozenLayer.Granule"/>.</summary>
    public abstract void Sigmoid(Span<float> values);
}

/// <inheritdoc cref="Kernels"/>
internal sealed class Kernels<TVector, TMath> : Kernels
    where TVector : struct
    where TMath : IVectorMath<TVector>
{
    /// <inheritdoc/>
    public override void Linear(FrozenLayer layer, ref readonly ActiveInputs inputs, int rows, Span<float> results)
    {
        for (var row = 0; row < rows; row++) layer.Bias.CopyTo(results[(row * layer.Stride)..]);

        var all = layer.Weights;
        var blocks = ActiveInputs.Blocks(layer.Inputs);
        // One row has no use for a block's weights twice.
        var step = rows == 1 ? blocks : 1;
        for (var panel = 0; panel < layer.Stride; panel += FrozenLayer.PanelWidth)
        {
            var width = layer.WidthAt(panel);
            var weights = all.Slice(panel * layer.Inputs, width * layer.Inputs);
            for (var block = 0; block < blocks; block += step)
            {
                for (var row = 0; row < rows; row++)
                {
                    var index = inputs.Of(row, block, block + step, out var values);
                    Add(weights, index, values, results.Slice((row * layer.Stride) + panel, width));
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Sigmoid(Span<float> values)
    {
        // exp(y) = 2ⁿ·exp(r) with n = round(y / ln 2) and |r| ≤ ln 2 / 2; ln 2 in two parts, so that n·ln 2 is taken off without loss.
        // Adding 1.5·2²³ rounds to a whole number and leaves it in the lowest bits.
        const float rounder = 12582912f;
        ref var at = ref MemoryMarshal.GetReference(values);
        for (var i = 0; i < values.Length / TMath.Width; i++)
        {
            // Within these arguments exp and σ stay clear of denormal numbers, which some threads flush to zero; beyond them σ is 0 or 1 to 2e-38.
            var y = TMath.Clamp(TMath.Subtract(TMath.All(0), TMath.Load(ref at, i)), TMath.All(-87f), TMath.All(87f));
            var shifted = TMath.MultiplyAdd(y, TMath.All(1.44269504f), TMath.All(rounder));
            var n = TMath.Subtract(shifted, TMath.All(rounder));
            var r = TMath.MultiplyAdd(n, TMath.All(-0.693359375f), y);
            r = TMath.MultiplyAdd(n, TMath.All(2.12194440e-4f), r);

            // Taylor's polynomial to r⁷/7!: the rest is below 1e-8 for |r| ≤ 0.347.
            var exp = TMath.MultiplyAdd(TMath.All(1f / 5040), r, TMath.All(1f / 720));
            exp = TMath.MultiplyAdd(exp, r, TMath.All(1f / 120));
            exp = TMath.MultiplyAdd(exp, r, TMath.All(1f / 24));
            exp = TMath.MultiplyAdd(exp, r, TMath.All(1f / 6));
            exp = TMath.MultiplyAdd(exp, r, TMath.All(0.5f));
            exp = TMath.MultiplyAdd(exp, r, TMath.All(1f));
            exp = TMath.MultiplyAdd(exp, r, TMath.All(1f));
            exp = TMath.Multiply(exp, TMath.PowerOfTwo(shifted));
            TMath.Store(TMath.Divide(TMath.All(1f), TMath.Add(TMath.All(1f), exp)), ref at, i);
        }
    }

    /// <summary>Adds inputs to one row's results in a panel, as many registers at a time as the panel's width has.</summary>
    private static void Add(ReadOnlySpan<float> weights, ReadOnlySpan<int> index, ReadOnlySpan<float> values, Span<float> results)
    {
        var width = results.Length;
        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var sums = ref MemoryMarshal.GetReference(results);
        var done = 0;
        for (; done + (8 * TMath.Width) <= width; done += 8 * TMath.Width)
            Add8(ref Unsafe.Add(ref w, done), width, index, values, ref Unsafe.Add(ref sums, done));
        for (; done + (4 * TMath.Width) <= width; done += 4 * TMath.Width)
            Add4(ref Unsafe.Add(ref w, done), width, index, values, ref Unsafe.Add(ref sums, done));
        for (; done + (2 * TMath.Width) <= width; done += 2 * TMath.Width)
            Add2(ref Unsafe.Add(ref w, done), width, index, values, ref Unsafe.Add(ref sums, done));
        for (; done < width; done += TMath.Width)
            Add1(ref Unsafe.Add(ref w, done), width, index, values, ref Unsafe.Add(ref sums, done));
    }

    private static void Add8(ref float weights, int width, ReadOnlySpan<int> index, ReadOnlySpan<float> values, ref float sums)
    {
        var (s0, s1, s2, s3) = (TMath.Load(ref sums, 0), TMath.Load(ref sums, 1), TMath.Load(ref sums, 2), TMath.Load(ref sums, 3));
        var (s4, s5, s6, s7) = (TMath.Load(ref sums, 4), TMath.Load(ref sums, 5), TMath.Load(ref sums, 6), TMath.Load(ref sums, 7));
        ref var value = ref MemoryMarshal.GetReference(values);
        for (var i = 0; i < index.Length; i++)
        {
            ref var w = ref Unsafe.Add(ref weights, (nint)index[i] * width);
            var x = TMath.All(Unsafe.Add(ref value, i));
            s0 = TMath.MultiplyAdd(TMath.Load(ref w, 0), x, s0);
            s1 = TMath.MultiplyAdd(TMath.Load(ref w, 1), x, s1);
            s2 = TMath.MultiplyAdd(TMath.Load(ref w, 2), x, s2);
            s3 = TMath.MultiplyAdd(TMath.Load(ref w, 3), x, s3);
            s4 = TMath.MultiplyAdd(TMath.Load(ref w, 4), x, s4);
            s5 = TMath.MultiplyAdd(TMath.Load(ref w, 5), x, s5);
            s6 = TMath.MultiplyAdd(TMath.Load(ref w, 6), x, s6);
            s7 = TMath.MultiplyAdd(TMath.Load(ref w, 7), x, s7);
        }

        TMath.Store(s0, ref sums, 0);
        TMath.Store(s1, ref sums, 1);
        TMath.Store(s2, ref sums, 2);
        TMath.Store(s3, ref sums, 3);
        TMath.Store(s4, ref sums, 4);
        TMath.Store(s5, ref sums, 5);
        TMath.Store(s6, ref sums, 6);
        TMath.Store(s7, ref sums, 7);
    }

    private static void Add4(ref float weights, int width, ReadOnlySpan<int> index, ReadOnlySpan<float> values, ref float sums)
    {
        var (s0, s1, s2, s3) = (TMath.Load(ref sums, 0), TMath.Load(ref sums, 1), TMath.Load(ref sums, 2), TMath.Load(ref sums, 3));
        ref var value = ref MemoryMarshal.GetReference(values);
        for (var i = 0; i < index.Length; i++)
        {
            ref var w = ref Unsafe.Add(ref weights, (nint)index[i] * width);
            var x = TMath.All(Unsafe.Add(ref value, i));
            s0 = TMath.MultiplyAdd(TMath.Load(ref w, 0), x, s0);
            s1 = TMath.MultiplyAdd(TMath.Load(ref w, 1), x, s1);
            s2 = TMath.MultiplyAdd(TMath.Load(ref w, 2), x, s2);
            s3 = TMath.MultiplyAdd(TMath.Load(ref w, 3), x, s3);
        }

        TMath.Store(s0, ref sums, 0);
        TMath.Store(s1, ref sums, 1);
        TMath.Store(s2, ref sums, 2);
        TMath.Store(s3, ref sums, 3);
    }

    private static void Add2(ref float weights, int width, ReadOnlySpan<int> index, ReadOnlySpan<float> values, ref float sums)
    {
        var (s0, s1) = (TMath.Load(ref sums, 0), TMath.Load(ref sums, 1));
        ref var value = ref MemoryMarshal.GetReference(values);
        for (var i = 0; i < index.Length; i++)
        {
            ref var w = ref Unsafe.Add(ref weights, (nint)index[i] * width);
            var x = TMath.All(Unsafe.Add(ref value, i));
            s0 = TMath.MultiplyAdd(TMath.Load(ref w, 0), x, s0);
            s1 = TMath.MultiplyAdd(TMath.Load(ref w, 1), x, s1);
        }

        TMath.Store(s0, ref sums, 0);
        TMath.Store(s1, ref sums, 1);
    }

    private static void Add1(ref float weights, int width, ReadOnlySpan<int> index, ReadOnlySpan<float> values, ref float sums)
    {
        var sum = TMath.Load(ref sums, 0);
        ref var value = ref MemoryMarshal.GetReference(values);
        for (var i = 0; i < index.Length; i++)
            sum = TMath.MultiplyAdd(TMath.Load(ref Unsafe.Add(ref weights, (nint)index[i] * width), 0), TMath.All(Unsafe.Add(ref value, i)), sum);
        TMath.Store(sum, ref sums, 0);
    }
}
