using System.Text.Json;
using Vae.Api.Errors;

namespace Vae.Api.Endpoints.OpenInference;

/// <summary>Parameters of the binary tensor extension. Others may stand beside them and mean nothing here.</summary>
/// <param name="BinaryDataOutput">On a request: outputs come as bytes unless one says otherwise.</param>
/// <param name="BinaryDataSize">On an input: its bytes behind the JSON.</param>
/// <param name="BinaryData">On an output: whether it comes as bytes.</param>
internal readonly record struct TensorParameters(bool? BinaryDataOutput, long? BinaryDataSize, bool? BinaryData)
{
    // Extensions of other servers that change what the data is: to pass over them would be to answer something else than was asked.
    private static readonly string[] Foreign = ["classification", "shared_memory_region", "shared_memory_byte_size", "shared_memory_offset"];

    /// <summary>Reads the object that the reader stands on.</summary>
    /// <exception cref="ProblemException">400 with what is wrong.</exception>
    public static TensorParameters Read(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            throw Invalid("'parameters' must be an object.");
        TensorParameters parameters = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            if (parameters.Has(name))
                throw Invalid($"The parameter '{name}' is given twice.");
            json.Read();
            switch (name)
            {
                case "binary_data_output":
                    parameters = parameters with { BinaryDataOutput = Flag(json, name) };
                    break;
                case "binary_data":
                    parameters = parameters with { BinaryData = Flag(json, name) };
                    break;
                case "binary_data_size":
                    parameters = parameters with { BinaryDataSize = Size(json, name) };
                    break;
                default:
                    if (Foreign.Contains(name))
                        throw Invalid($"The parameter '{name}' belongs to an extension that this server does not have; it has binary_tensor_data.");
                    json.Skip();
                    break;
            }
        }
        return parameters;
    }

    private bool Has(string name) => name switch
    {
        "binary_data_output" => BinaryDataOutput is not null,
        "binary_data" => BinaryData is not null,
        "binary_data_size" => BinaryDataSize is not null,
        _ => false,
    };

    private static bool Flag(in Utf8JsonReader json, string name) => json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Invalid($"The parameter '{name}' must be true or false."),
    };

    private static long Size(in Utf8JsonReader json, string name) =>
        json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var size) && size >= 0
            ? size
            : throw Invalid($"The parameter '{name}' must be a whole number of bytes.");

    private static ProblemException Invalid(string detail) => OpenInferenceProblems.Invalid(detail).AsException();
}
