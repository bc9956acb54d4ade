namespace Vae.Core.Imaging.Gif;

/// <summary>GIF's LZW (GIF89a specification, appendix F): codes of 9 to 12 bits, least significant bit first, in blocks of at most 255 bytes.</summary>
internal sealed class GifLzw(Stream file)
{
    private const int SampleBits = 8;
    private const int ClearCode = 1 << SampleBits;
    private const int EndCode = ClearCode + 1;
    private const int FirstCode = ClearCode + 2;
    private const int MostCodes = 1 << 12;
    private const int LongestBlock = 255;

    // Open addressing, twice as many places as there are codes; a key is a prefix's code and the byte that follows it.
    private const int Places = MostCodes * 2;
    private const int Empty = -1;

    private readonly int[] _keys = new int[Places];
    private readonly ushort[] _codes = new ushort[Places];
    private readonly byte[] _block = new byte[LongestBlock];
    private int _blockLength;
    private int _bits;
    private int _bitCount;
    private int _codeLength;
    private int _next;

    /// <summary>Writes one image's data; more may follow: the sample size, the blocks, the empty block at their end.</summary>
    /// <param name="indices">At least one index into the palette.</param>
    public void Write(ReadOnlySpan<byte> indices)
    {
        file.Write([SampleBits]);
        Clear();
        Emit(ClearCode);
        int prefix = indices[0];
        foreach (var index in indices[1..])
        {
            var key = (prefix << SampleBits) | index;
            var place = Find(key);
            if (_keys[place] == key)
            {
                prefix = _codes[place];
                continue;
            }

            Emit(prefix);
            prefix = index;
            if (_next == MostCodes)
            {
                Emit(ClearCode);
                Clear();
                continue;
            }

            // The reader learns a code one step later, so the length grows with the code that needs it, not before.
            if (_next == 1 << _codeLength) _codeLength++;
            (_keys[place], _codes[place]) = (key, (ushort)_next++);
        }

        Emit(prefix);
        // The reader has added an entry for the last code, which may have made its codes longer.
        if (_next == 1 << _codeLength && _codeLength < 12) _codeLength++;
        Emit(EndCode);
        if (_bitCount > 0) Append((byte)_bits);
        (_bits, _bitCount) = (0, 0);
        Flush();
        file.Write([0]);
    }

    private void Clear()
    {
        Array.Fill(_keys, Empty);
        _next = FirstCode;
        _codeLength = SampleBits + 1;
    }

    private int Find(int key)
    {
        // Fibonacci hashing: the high bits of the product depend on all bits of the key.
        var place = (int)(unchecked((uint)key * 2654435769u) >> (32 - 13));
        while (_keys[place] != key && _keys[place] != Empty) place = (place + 1) & (Places - 1);
        return place;
    }

    private void Emit(int code)
    {
        _bits |= code << _bitCount;
        _bitCount += _codeLength;
        while (_bitCount >= 8)
        {
            Append((byte)_bits);
            _bits >>= 8;
            _bitCount -= 8;
        }
    }

    private void Append(byte value)
    {
        _block[_blockLength++] = value;
        if (_blockLength == LongestBlock) Flush();
    }

    private void Flush()
    {
        if (_blockLength == 0) return;
        file.Write([(byte)_blockLength]);
        file.Write(_block.AsSpan(0, _blockLength));
        _blockLength = 0;
    }
}
