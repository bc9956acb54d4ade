using System.Text.Json;
using System.Text.Unicode;

namespace Vae.Core.Checkpoints;

/// <summary>What a safetensors header says of one tensor: shape and byte range agree, names are unique.</summary>
internal sealed record SafeTensorsEntry(string Name, long[] Shape, long Begin, long End)
{
    private const int MaxShown = 64;

    /// <summary>The name, cut for messages.</summary>
    public string ShortName => Name.Length <= MaxShown ? Name : Name[..MaxShown];
}

/// <summary>Parses a safetensors header token by token: what the format does not name is refused, and so is what it names twice.</summary>
internal ref struct SafeTensorsHeader
{
    /// <summary>Most tensors in one file.</summary>
    public const int MaxEntries = 1024;

    private const int MaxRank = 8;
    private const int MaxDepth = 4;

    private Utf8JsonReader _json;

    private SafeTensorsHeader(ReadOnlySpan<byte> header) =>
        _json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = MaxDepth });

    /// <exception cref="CheckpointInvalidException">The header breaks a rule.</exception>
    public static List<SafeTensorsEntry> Parse(ReadOnlySpan<byte> header)
    {
        if (header[0] != (byte)'{') throw new CheckpointInvalidException("The weights' header does not begin with '{'.");
        if (!Utf8.IsValid(header)) throw new CheckpointInvalidException("The weights' header is not UTF-8.");

        // Padding after the object is spaces and nothing else; Utf8JsonReader would pass line ends and tabs too.
        var trimmed = header.TrimEnd((byte)' ');
        if (trimmed[^1] != (byte)'}') throw new CheckpointInvalidException("The weights' header does not end with '}' and spaces.");

        try
        {
            return new SafeTensorsHeader(trimmed).ParseEntries();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate, which is no text.
            throw new CheckpointInvalidException($"The weights' header cannot be read: {broken.Message}");
        }
    }

    private List<SafeTensorsEntry> ParseEntries()
    {
        var entries = new List<SafeTensorsEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        Expect(JsonTokenType.StartObject, "the header");
        while (NextName() is { } name)
        {
            if (!names.Add(name)) throw Invalid(name, "stands in the header twice");
            if (name == "__metadata__")
            {
                SkipMetadata();
                continue;
            }

            if (name.Length == 0) throw new CheckpointInvalidException("A tensor in the weights' header has an empty name.");
            if (entries.Count == MaxEntries) throw new CheckpointInvalidException($"The weights' header lists more than {MaxEntries} tensors.");
            entries.Add(ParseEntry(name));
        }

        if (_json.Read()) throw new CheckpointInvalidException("The weights' header goes on after its object.");
        return entries;
    }

    private SafeTensorsEntry ParseEntry(string name)
    {
        string? dtype = null;
        long[]? shape = null;
        long[]? offsets = null;

        Expect(JsonTokenType.StartObject, name);
        while (NextName() is { } member)
        {
            switch (member)
            {
                case "dtype" when dtype is null:
                    Expect(JsonTokenType.String, $"{name}.dtype");
                    dtype = _json.GetString();
                    break;
                case "shape" when shape is null:
                    shape = ParseNumbers(name, MaxRank);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ParseNumbers(name, 2);
                    break;
                default:
                    throw Invalid(name, "has a member that is unknown or stands twice; dtype, shape and data_offsets are known");
            }
        }

        if (dtype is null || shape is null || offsets is not [var begin, var end])
        {
            throw Invalid(name, "needs dtype, shape and two data_offsets");
        }

        if (dtype != "F32") throw Invalid(name, "has a dtype other than F32, the only one that weights have here");
        if (begin > end || end - begin != ByteLength(name, shape)) throw Invalid(name, $"has the byte range {begin} to {end}, which does not fit its shape");
        return new SafeTensorsEntry(name, shape, begin, end);
    }

    private static long ByteLength(string name, long[] shape)
    {
        var bytes = (long)sizeof(float);
        foreach (var size in shape)
        {
            // A tensor of no values could share its place with another.
            if (size == 0) throw Invalid(name, "has a dimension of 0");
            if (bytes > long.MaxValue / size) throw Invalid(name, "has a shape whose size overflows");
            bytes *= size;
        }

        return bytes;
    }

    private long[] ParseNumbers(string name, int max)
    {
        var numbers = new List<long>(max);
        Expect(JsonTokenType.StartArray, name);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var number) || number < 0)
            {
                throw Invalid(name, "has a dimension or an offset that is no whole number from 0");
            }

            if (numbers.Count == max) throw Invalid(name, $"lists more than {max} numbers where at most that many can stand");
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private void SkipMetadata()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Expect(JsonTokenType.StartObject, "__metadata__");
        while (NextName() is { } name)
        {
            if (!names.Add(name)) throw Invalid("__metadata__", "has a member that stands twice");
            Expect(JsonTokenType.String, "__metadata__");
            _ = _json.GetString();
        }
    }

    private string? NextName()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.EndObject ? null : _json.GetString();
    }

    private void Expect(JsonTokenType token, string where)
    {
        if (!_json.Read() || _json.TokenType != token) throw Invalid(where, $"holds {_json.TokenType} where {token} must stand");
    }

    private static CheckpointInvalidException Invalid(string name, string problem) =>
        new($"In the weights' header '{(name.Length <= 64 ? name : name[..64])}' {problem}.");
}
