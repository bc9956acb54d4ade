using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Vae.Api.Errors;

namespace Vae.Api.Requests;

/// <summary>What an npy file says of its values (numpy.lib.format, versions 1 to 3): a Python dictionary with exactly three entries.</summary>
/// <param name="Shape">Sizes of the dimensions.</param>
/// <param name="DataOffset">Where the values begin, within the file.</param>
internal sealed record NpyHeader(int[] Shape, int DataOffset)
{
    /// <summary>What is read: little-endian float32. Anything else would have to be converted, and an object array would have to be unpickled.</summary>
    public const string Float32 = "<f4";

    private const int LongestHeader = 4096;
    private const int MaxRank = 8;

    /// <summary>Reads the header. Never looks at the values.</summary>
    /// <exception cref="ProblemException"><c>tensor-invalid</c>.</exception>
    public static NpyHeader Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file.StartsWith((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y']))
            throw Invalid("The body does not begin as an npy file does.");
        var major = file[6];
        if (major is < 1 or > 3)
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"The npy file has the version {major}; 1 to 3 are read."));

        var preamble = major == 1 ? 10 : 12;
        var length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(file[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(file[8..]);
        if (length > LongestHeader || length > file.Length - preamble)
            throw Invalid("The npy file's header is longer than the file, or than 4096 bytes.");
        var header = file.Slice(preamble, (int)length);
        if (header.ContainsAnyExceptInRange((byte)'\n', (byte)'~'))
            throw Invalid("The npy file's header is not a dictionary of descr, fortran_order and shape.");
        return new(new Parser(Encoding.ASCII.GetString(header)).Read(), preamble + (int)length);
    }

    private static ProblemException Invalid(string detail) => InputProblems.InvalidTensor(detail).AsException();

    /// <summary>Reads the dictionary's literal and nothing more of Python.</summary>
    private ref struct Parser(string text)
    {
        private ReadOnlySpan<char> rest = text;

        public int[] Read()
        {
            string? descr = null;
            bool? fortran = null;
            int[]? shape = null;
            Expect('{');
            while (!Take('}'))
            {
                var key = Quoted();
                Expect(':');
                switch (key)
                {
                    case "descr" when descr is null:
                        descr = IsQuoted() ? Quoted() : throw Invalid($"The values' type is not a plain one; '{Float32}' is read.");
                        break;
                    case "fortran_order" when fortran is null:
                        fortran = Flag();
                        break;
                    case "shape" when shape is null:
                        shape = Tuple();
                        break;
                    default:
                        throw NotADictionary();
                }
                if (Take(','))
                    continue;
                Expect('}');
                break;
            }
            if (!rest.Trim().IsEmpty || descr is null || fortran is null || shape is null)
                throw NotADictionary();
            if (descr != Float32)
                throw Invalid($"The values are declared as '{Text.Shorten(descr)}'; '{Float32}' is read: numpy.save(file, array.astype('{Float32}')).");
            return fortran == false ? shape : throw Invalid("The values are in Fortran order; C order is read: numpy.save(file, numpy.ascontiguousarray(array)).");
        }

        private static ProblemException NotADictionary() => Invalid("The npy file's header is not a dictionary of descr, fortran_order and shape.");

        private bool Take(char wanted)
        {
            rest = rest.TrimStart();
            if (rest.IsEmpty || rest[0] != wanted)
                return false;
            rest = rest[1..];
            return true;
        }

        private void Expect(char wanted)
        {
            if (!Take(wanted))
                throw NotADictionary();
        }

        private readonly bool IsQuoted() => rest.TrimStart() is ['\'' or '"', ..];

        private string Quoted()
        {
            var quote = Take('\'') ? '\'' : Take('"') ? '"' : throw NotADictionary();
            var end = rest.IndexOf(quote);
            if (end < 0 || rest[..end].Contains('\\'))
                throw NotADictionary();
            var found = rest[..end].ToString();
            rest = rest[(end + 1)..];
            return found;
        }

        private bool Flag()
        {
            rest = rest.TrimStart();
            foreach (var (word, value) in ((string, bool)[])[("True", true), ("False", false)])
            {
                if (!rest.StartsWith(word, StringComparison.Ordinal))
                    continue;
                rest = rest[word.Length..];
                return value;
            }
            throw NotADictionary();
        }

        private int[] Tuple()
        {
            var sizes = new List<int>();
            Expect('(');
            while (!Take(')'))
            {
                rest = rest.TrimStart();
                var end = rest.IndexOfAny(',', ')');
                if (end < 0 || sizes.Count == MaxRank || !int.TryParse(rest[..end].TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                    throw Invalid("The npy file's shape is not a tuple of at most 8 whole numbers from 0 to 2147483647.");
                sizes.Add(size);
                rest = rest[end..];
                if (Take(','))
                    continue;
                Expect(')');
                break;
            }
            return [.. sizes];
        }
    }
}
