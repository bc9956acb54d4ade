namespace Vae.Core.Imaging.Gate;

/// <summary>Walks the blocks of one scan: ITU-T T.81, F.2.2 (sequential) and G.1.2 (progressive). Values are passed over, not computed.</summary>
/// <param name="data">The scan's entropy-coded data.</param>
/// <param name="first">The first coefficient of the scan's band.</param>
/// <param name="last">The last one.</param>
/// <param name="isRefinement">Whether the scan adds a bit to coefficients that earlier scans began.</param>
internal ref struct JpegScan(ReadOnlySpan<byte> data, int first, int last, bool isRefinement)
{
    private const int LongestValue = 15;

    private JpegBits _bits = new(data);
    // Blocks still to come that have nothing in this band.
    private int _emptyBlocks;

    /// <summary>Whether more was read than there is.</summary>
    public readonly bool IsShort => _bits.IsShort;

    /// <summary>Whether no more than padding is left.</summary>
    public bool IsSpent() => _bits.SkipPadding();

    public void Restart(int number)
    {
        _bits.Restart(number);
        _emptyBlocks = 0;
    }

    /// <summary>A block of a sequential image.</summary>
    /// <returns>false when its codes make no sense.</returns>
    public bool Sequential(JpegCodes? dc, JpegCodes? ac)
    {
        if (!Difference(dc) || ac is null)
            return false;
        for (var k = 1; k <= last; k++)
        {
            var code = ac.Next(ref _bits);
            if (code < 0)
                return false;
            var (zeros, size) = (code >> 4, code & 15);
            if (size == 0 && zeros < 15)
                return true;
            // Past the block's end is nobody's error: libjpeg, too, only ends the block.
            k += zeros;
            _bits.Bits(size);
        }

        return true;
    }

    /// <summary>A block of a progressive image.</summary>
    /// <param name="dc">Table of the first coefficient.</param>
    /// <param name="ac">Table of the others.</param>
    /// <param name="notZero">The block's coefficients that are known not to be zero, one bit each.</param>
    /// <returns>false when its codes make no sense.</returns>
    public bool Progressive(JpegCodes? dc, JpegCodes? ac, ref ulong notZero)
    {
        if (first > 0)
            return ac is not null && (isRefinement ? Refine(ac, ref notZero) : Begin(ac, ref notZero));
        if (!isRefinement)
            return Difference(dc);
        _bits.Bit();
        return true;
    }

    private bool Difference(JpegCodes? dc)
    {
        var size = dc?.Next(ref _bits) ?? -1;
        if (size is < 0 or > LongestValue)
            return false;
        _bits.Bits(size);
        return true;
    }

    private bool Begin(JpegCodes ac, ref ulong notZero)
    {
        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            return true;
        }

        for (var k = first; k <= last; k++)
        {
            var code = ac.Next(ref _bits);
            if (code < 0)
                return false;
            var (zeros, size) = (code >> 4, code & 15);
            if (size == 0 && zeros < 15)
            {
                _emptyBlocks = (1 << zeros) - 1 + _bits.Bits(zeros);
                return true;
            }

            k += zeros;
            _bits.Bits(size);
            if (size > 0 && k <= last)
                notZero |= 1UL << k;
        }

        return true;
    }

    private bool Refine(JpegCodes ac, ref ulong notZero)
    {
        var k = first;
        while (_emptyBlocks == 0 && k <= last)
        {
            var code = ac.Next(ref _bits);
            if (code < 0 || (code & 15) > 1)
                return false;
            var (zeros, isNew) = (code >> 4, (code & 15) == 1);
            if (!isNew && zeros < 15)
            {
                _emptyBlocks = (1 << zeros) + _bits.Bits(zeros);
                break;
            }

            if (isNew)
                _bits.Bit();
            // Passes over so many zeros; what is not zero on the way gets its bit.
            for (; k <= last; k++)
            {
                if ((notZero >> k & 1) != 0)
                    _bits.Bit();
                else if (zeros-- == 0)
                    break;
            }

            if (isNew && k <= last)
                notZero |= 1UL << k;
            k++;
        }

        if (_emptyBlocks == 0)
            return true;
        for (; k <= last; k++)
        {
            if ((notZero >> k & 1) != 0)
                _bits.Bit();
        }

        _emptyBlocks--;
        return true;
    }
}
