using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Vae.Api.Errors;
using Vae.Api.Requests;

namespace Vae.Api.Endpoints.OpenInference;

/// <summary>An input's values as they came, each within the model's range.</summary>
/// <param name="Values">In row-major order; the reader's to give back.</param>
/// <param name="Nesting">Lengths of the nested arrays that they came in, outermost first; null for flat data.</param>
internal sealed record TensorData(Pooled<float> Values, int[]? Nesting)
{
    private const int MaxRank = 8;

    /// <summary>Reads sizes.</summary>
    /// <exception cref="ProblemException">400 with what is wrong.</exception>
    public static int[] ReadShape(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
            throw Invalid("'shape' must be an array of whole numbers.");
        var sizes = new List<int>(4);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (sizes.Count == MaxRank || json.TokenType != JsonTokenType.Number || !json.TryGetInt32(out var size) || size < 0)
                throw Invalid($"'shape' must hold at most {MaxRank} whole numbers, 0 to {int.MaxValue}.");
            sizes.Add(size);
        }
        return [.. sizes];
    }

    /// <summary>Reads flat or nested arrays.</summary>
    /// <param name="json">On the array's beginning; left on its end.</param>
    /// <param name="signature">What the values must fit.</param>
    /// <param name="expected">Values to make room for at first.</param>
    /// <exception cref="ProblemException">400 with what is wrong.</exception>
    public static TensorData ReadJson(ref Utf8JsonReader json, ModelSignature signature, int expected)
    {
        if (json.TokenType != JsonTokenType.StartArray)
            throw Invalid("'data' must be an array.");
        var values = new Pooled<float>(expected);
        try
        {
            var reader = new JsonValues(signature, values);
            reader.Read(ref json, 0);
            values.Cut(reader.Count);
            return new(values, reader.Nesting());
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }

    /// <summary>Reads float32 values, little-endian.</summary>
    /// <exception cref="ProblemException">400 with what is wrong.</exception>
    public static TensorData ReadBinary(ReadOnlySpan<byte> bytes, ModelSignature signature)
    {
        if (bytes.Length % sizeof(float) != 0)
            throw Invalid($"'binary_data_size' is {bytes.Length}, no multiple of the 4 bytes of an {InferRequestReader.Float32} value.");
        var values = new Pooled<float>(bytes.Length / sizeof(float));
        try
        {
            var span = values.Span;
            for (var i = 0; i < span.Length; i++)
                span[i] = Check(BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]), i, signature);
            return new(values, null);
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }

    private static float Check(double value, int index, ModelSignature signature)
    {
        var single = (float)value;
        // False for NaN as well.
        if (single >= signature.Min && single <= signature.Max)
            return single;
        throw Invalid(string.Create(CultureInfo.InvariantCulture,
            $"Value {index} of '{signature.Input.Name}' is {single}; values must be finite and lie between {signature.Min} and {signature.Max}."));
    }

    private static ProblemException Invalid(string detail) => OpenInferenceProblems.Invalid(detail).AsException();

    /// <summary>Collects numbers and remembers how they were nested.</summary>
    private sealed class JsonValues(ModelSignature signature, Pooled<float> values)
    {
        private readonly int most = signature.MaxBatch * signature.Input.Values;
        private readonly int[] lengths = [-1, -1, -1, -1, -1, -1, -1, -1];
        private int leafLevel = -1;

        public int Count { get; private set; }

        public void Read(ref Utf8JsonReader json, int level)
        {
            var length = 0;
            var nested = false;
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                var isArray = json.TokenType == JsonTokenType.StartArray;
                if (length++ == 0)
                    nested = isArray;
                if (isArray != nested)
                    throw Ragged();
                if (!isArray)
                    Add(json);
                else if (level + 1 < MaxRank)
                    Read(ref json, level + 1);
                else
                    throw Invalid($"'data' is nested more than {MaxRank} levels deep.");
            }
            Close(level, length, nested);
        }

        public int[]? Nesting() => leafLevel == 0 ? null : lengths[..(leafLevel + 1)];

        private void Add(in Utf8JsonReader json)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetDouble(out var value))
                throw Invalid("'data' must hold numbers.");
            if (Count == most)
                throw Invalid($"'data' has more than {most} values, which is a batch of {signature.MaxBatch}.");
            if (Count == values.Length)
                values.Grow(Math.Min(most, Math.Max(64, 2 * values.Length)));
            values.Span[Count] = Check(value, Count, signature);
            Count++;
        }

        /// <summary>Arrays of one level have one length, and numbers stand at one level.</summary>
        private void Close(int level, int length, bool nested)
        {
            if (lengths[level] >= 0 && lengths[level] != length)
                throw Ragged();
            lengths[level] = length;
            if (nested)
                return;
            if (leafLevel >= 0 && leafLevel != level)
                throw Ragged();
            leafLevel = level;
        }

        private static ProblemException Ragged() => Invalid("'data' is ragged: arrays of one level must have the same length and hold numbers only, or arrays only.");
    }
}

/// <summary>Tells whether an input fits the model.</summary>
internal static class InputTensor
{
    /// <summary>Compares values and shape with each other and with the model.</summary>
    /// <exception cref="ProblemException">400 with expected and actual.</exception>
    public static InputRows Of(ModelSignature signature, int[]? shape, TensorData data)
    {
        var input = signature.Input;
        if (shape is null)
            throw Invalid($"'{input.Name}' has no 'shape'; the model's is [{Join(input.Shape(-1))}] with any batch for -1.");
        if (shape.Length != input.Item.Count + 1 || !shape.AsSpan(1).SequenceEqual([.. input.Item]))
            throw Invalid($"The shape of '{input.Name}' must be [{Join(input.Shape(-1))}] with any batch for -1; it is [{Join(shape)}].");
        var count = shape[0];
        if (count < 1 || count > signature.MaxBatch)
            throw Invalid($"The batch must have 1 to {signature.MaxBatch} items; the shape says {count}.");
        if (data.Values.Length != count * input.Values)
            throw Invalid($"The shape [{Join(shape)}] holds {count * input.Values} values; '{input.Name}' has {data.Values.Length}.");
        if (data.Nesting is { } nesting && !nesting.SequenceEqual(shape))
            throw Invalid($"'data' is nested as [{Join(nesting)}], the shape is [{Join(shape)}]. Flat data in row-major order would do as well.");
        return InputRows.Of(data.Values, count);
    }

    private static string Join(int[] sizes) => string.Join(", ", sizes);

    private static ProblemException Invalid(string detail) => OpenInferenceProblems.Invalid(detail).AsException();
}
