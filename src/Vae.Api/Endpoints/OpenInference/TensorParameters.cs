using System.Globalization;
using System.Text.Json;
using Vae.Api.Errors;
using Vae.Api.Requests;

namespace Vae.Api.Endpoints.OpenInference;

/// <summary>Parameters of the binary tensor extension, and the class that a model is told. Others may stand beside them and mean nothing here.</summary>
/// <param name="BinaryDataOutput">On a request: outputs come as bytes unless one says otherwise.</param>
/// <param name="BinaryDataSize">On an input: its bytes behind the JSON.</param>
/// <param name="BinaryData">On an output: whether it comes as bytes.</param>
/// <param name="Label">On a request: what <c>?label=</c> says elsewhere, a number or a text.</param>
internal readonly record struct TensorParameters(bool? BinaryDataOutput, long? BinaryDataSize, bool? BinaryData, string? Label)
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
                case Labels.Name:
                    parameters = parameters with { Label = LabelText(json) };
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
        Labels.Name => Label is not null,
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

    private static string LabelText(in Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => json.GetString()!,
        JsonTokenType.Number => json.TryGetInt64(out var label) ? label.ToString(CultureInfo.InvariantCulture) : throw Invalid("The parameter 'label' must be a whole number."),
        _ => throw Invalid("The parameter 'label' must be a whole number, or a text of several with commas between, one for each image."),
    };

    private static ProblemException Invalid(string detail) => OpenInferenceProblems.Invalid(detail).AsException();
}
