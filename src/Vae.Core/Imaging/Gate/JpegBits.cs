namespace Vae.Core.Imaging.Gate;

/// <summary>Reads the entropy-coded data of one JPEG scan bit by bit (ITU-T T.81, F.2.2.5). Past the data's end it gives zeros and says so.</summary>
internal ref struct JpegBits(ReadOnlySpan<byte> data)
{
    // Encoders may pad, and libjpeg does not see bytes that it has read ahead: 64 bits, less the one in use.
    private const int MostUnread = 7;

    private ReadOnlySpan<byte> _rest = data;
    private int _byte;
    private int _left;

    /// <summary>Whether more was read than there is.</summary>
    public bool IsShort { get; private set; }

    /// <summary>Passes over padding up to the next marker or the end.</summary>
    /// <returns>false when that is more than padding.</returns>
    public bool SkipPadding()
    {
        for (var unread = 0; HasMore; unread++)
        {
            if (unread == MostUnread)
                return false;
            _rest = _rest[(_rest[0] == 0xFF ? 2 : 1)..];
        }

        return true;
    }

    public int Bit()
    {
        if (_left == 0)
            Fill();
        _left--;
        return (_byte >> _left) & 1;
    }

    public int Bits(int count)
    {
        var value = 0;
        for (; count > 0; count--)
            value = (value << 1) | Bit();
        return value;
    }

    /// <summary>Goes behind the restart marker, which must be the next.</summary>
    public void Restart(int number)
    {
        _left = 0;
        if (SkipPadding() && _rest.Length >= 2 && _rest[0] == 0xFF && _rest[1] == 0xD0 + (number & 7))
            _rest = _rest[2..];
        else
            IsShort = true;
    }

    // A zero is stuffed behind each 0xFF that is data; any other byte there makes it a marker.
    private readonly bool HasMore => !_rest.IsEmpty && !(_rest[0] == 0xFF && (_rest.Length < 2 || _rest[1] != 0));

    private void Fill()
    {
        _left = 8;
        _byte = 0;
        if (!HasMore)
        {
            IsShort = true;
            return;
        }

        _byte = _rest[0];
        _rest = _rest[(_byte == 0xFF ? 2 : 1)..];
    }
}
