using System.Text.Json;
using System.Text.Unicode;
using Vae.Api.Errors;
using Vae.Api.Requests;

namespace Vae.Api.Endpoints.OpenInference;

/// <summary>
/// Reads the protocol's inference request straight from UTF-8. Nothing passes that does not fit the model: names, datatype, shape, number of
/// values, each value.
/// </summary>
internal ref struct InferRequestReader
{
    /// <summary>The one datatype that models take and give.</summary>
    public const string Float32 = "FP32";

    private const int LongestId = 1024;

    // The protocol's own example names the model in the body once more; the address decides.
    private static readonly string[] RequestMembers = ["id", "parameters", "inputs", "outputs", "model_name", "model_version"];
    private static readonly string[] InputMembers = ["name", "shape", "datatype", "parameters", "data"];
    private static readonly string[] OutputMembers = ["name", "parameters"];

    private readonly ModelSignature signature;
    private readonly ReadOnlySpan<byte> binary;
    private readonly int jsonLength;
    private Utf8JsonReader json;
    private TensorData? data;

    private InferRequestReader(InferBody body, ModelSignature signature)
    {
        this.signature = signature;
        binary = body.Binary;
        jsonLength = body.JsonLength;
        // Levels: the request, inputs, an input, its data and up to four dimensions; parameters may hold more.
        json = new Utf8JsonReader(body.Json, new JsonReaderOptions { MaxDepth = 16 });
    }

    /// <summary>The request, checked against the model.</summary>
    /// <exception cref="ProblemException">400 with what is wrong.</exception>
    public static InferRequest Read(InferBody body, ModelSignature signature)
    {
        if (body.JsonLength == 0)
            throw Invalid("The body is empty: send the JSON of an inference request.");
        if (!Utf8.IsValid(body.Json))
            throw Invalid("The JSON is not valid UTF-8.");
        var reader = new InferRequestReader(body, signature);
        var isRead = false;
        try
        {
            var request = reader.Request();
            isRead = true;
            return request;
        }
        catch (JsonException fault)
        {
            throw Invalid($"The JSON is not valid at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}: at most 16 levels, nothing after the value.");
        }
        catch (InvalidOperationException)
        {
            // Every token's kind is looked at before its value, so what is left is a text that is none.
            throw Invalid("A text holds half of a surrogate pair.");
        }
        finally
        {
            if (!isRead)
                reader.data?.Values.Dispose();
        }
    }

    private InferRequest Request()
    {
        string? id = null;
        TensorParameters parameters = default;
        InputRows? input = null;
        List<AskedOutput>? outputs = null;
        var seen = 0;
        json.Read();
        BeginObject("the request");
        while (NextMember("the request", RequestMembers, ref seen) is { } member)
        {
            switch (member)
            {
                case "id":
                    id = Text("'id'");
                    break;
                case "parameters":
                    parameters = TensorParameters.Read(ref json);
                    break;
                case "inputs":
                    input = Inputs();
                    break;
                case "outputs":
                    outputs = Outputs();
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
        // Whatever follows the value is a fault that the reader reports.
        json.Read();
        if (input is null)
            throw Invalid($"'inputs' is missing: the model takes '{signature.Input.Name}'.");
        if (id?.Length > LongestId)
            throw Invalid($"'id' has {id.Length} characters; at most {LongestId} are kept.");
        return new(id, input, Choose(outputs, parameters.BinaryDataOutput ?? false)) { Label = parameters.Label };
    }

    private InputRows Inputs()
    {
        BeginArray("'inputs'");
        json.Read();
        if (json.TokenType == JsonTokenType.EndArray)
            throw Invalid($"'inputs' is empty: the model takes '{signature.Input.Name}'.");
        var input = Input();
        json.Read();
        if (json.TokenType != JsonTokenType.EndArray)
            throw Invalid($"'inputs' has more than one tensor: the model takes '{signature.Input.Name}' alone.");
        return input;
    }

    private InputRows Input()
    {
        string? name = null, datatype = null;
        int[]? shape = null;
        TensorParameters parameters = default;
        var seen = 0;
        BeginObject("an input");
        while (NextMember("an input", InputMembers, ref seen) is { } member)
        {
            switch (member)
            {
                case "name":
                    name = Text("an input's 'name'");
                    break;
                case "datatype":
                    datatype = Text("an input's 'datatype'");
                    break;
                case "shape":
                    shape = TensorData.ReadShape(ref json);
                    break;
                case "parameters":
                    parameters = TensorOnly(TensorParameters.Read(ref json));
                    break;
                default:
                    data = TensorData.ReadJson(ref json, signature, Expected(shape));
                    break;
            }
        }
        if (name != signature.Input.Name)
            throw Invalid(name is null ? "An input has no 'name'." : $"The model has no input '{Errors.Text.Shorten(name)}'; its input is '{signature.Input.Name}'.");
        if (datatype != Float32)
            throw Invalid($"The datatype of '{name}' must be {Float32}; it is {(datatype is null ? "missing" : $"'{Errors.Text.Shorten(datatype)}'")}. Convert the values to 32-bit floats before sending.");
        if (data is not null && parameters.BinaryDataSize is not null)
            throw Invalid($"'{name}' has both 'data' and the parameter 'binary_data_size': send its values once.");
        if (data is not null && binary.Length > 0)
            throw Invalid($"{binary.Length} bytes follow the JSON, and the values of '{name}' are in the JSON.");
        return InputTensor.Of(signature, shape, data ??= Bytes(parameters));
    }

    /// <summary>The input's bytes behind the JSON.</summary>
    private readonly TensorData Bytes(TensorParameters parameters)
    {
        if (parameters.BinaryDataSize is not { } size)
            throw Invalid($"'{signature.Input.Name}' has neither 'data' nor the parameter 'binary_data_size'.");
        if (size != binary.Length)
            throw Invalid($"'binary_data_size' is {size}, but {binary.Length} bytes follow the JSON. {InferBody.LengthHeader} gives the JSON's length.");
        return TensorData.ReadBinary(binary, signature);
    }

    /// <summary>How many values to make room for: what the shape says, within what the JSON can hold at a digit and a comma each.</summary>
    private readonly int Expected(int[]? shape) =>
        shape is [var count, ..] && count > 0 && count <= signature.MaxBatch ? Math.Min(count * signature.Input.Values, jsonLength / 2 + 1) : 0;

    private List<AskedOutput> Outputs()
    {
        var outputs = new List<AskedOutput>();
        BeginArray("'outputs'");
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (outputs.Count == signature.Outputs.Count)
                throw Invalid($"'outputs' has more entries than the model has outputs, which are {OutputNames()}.");
            outputs.Add(Output());
        }
        return outputs;
    }

    private AskedOutput Output()
    {
        string? name = null;
        TensorParameters parameters = default;
        var seen = 0;
        BeginObject("an output");
        while (NextMember("an output", OutputMembers, ref seen) is { } member)
        {
            if (member == "name")
                name = Text("an output's 'name'");
            else
                parameters = TensorOnly(TensorParameters.Read(ref json));
        }
        return new(name ?? throw Invalid("An output has no 'name'."), parameters.BinaryData);
    }

    private readonly List<ChosenOutput> Choose(List<AskedOutput>? asked, bool binaryByDefault)
    {
        if (asked is null or [])
            return [.. Enumerable.Range(0, signature.Outputs.Count).Select(index => new ChosenOutput(index, binaryByDefault))];
        var chosen = new List<ChosenOutput>(asked.Count);
        foreach (var (name, isBinary) in asked)
        {
            var index = 0;
            while (index < signature.Outputs.Count && signature.Outputs[index].Name != name)
                index++;
            if (index == signature.Outputs.Count)
                throw Invalid($"The model has no output '{Errors.Text.Shorten(name)}'; its outputs are {OutputNames()}.");
            if (chosen.Exists(output => output.Index == index))
                throw Invalid($"The output '{name}' is asked for twice.");
            chosen.Add(new(index, isBinary ?? binaryByDefault));
        }
        return chosen;
    }

    private static TensorParameters TensorOnly(TensorParameters parameters) =>
        parameters.Label is null ? parameters : throw Invalid("The parameter 'label' belongs to the request's parameters, not to a tensor's.");

    private readonly string OutputNames() => string.Join(" and ", signature.Outputs.Select(output => $"'{output.Name}'"));

    private readonly void BeginObject(string what)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            throw Invalid($"Where {what} should be is no JSON object.");
    }

    private readonly void BeginArray(string what)
    {
        if (json.TokenType != JsonTokenType.StartArray)
            throw Invalid($"{what} must be an array.");
    }

    /// <summary>The next member's name, with the reader on its value; null at the object's end.</summary>
    private string? NextMember(string owner, string[] known, ref int seen)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.EndObject)
            return null;
        var name = json.GetString()!;
        var index = Array.IndexOf(known, name);
        if (index < 0)
            throw Invalid($"{owner[..1].ToUpperInvariant()}{owner[1..]} has no member '{Errors.Text.Shorten(name)}'. Its members are: {string.Join(", ", known)}.");
        if ((seen & (1 << index)) != 0)
            throw Invalid($"{owner[..1].ToUpperInvariant()}{owner[1..]} has the member '{name}' twice.");
        seen |= 1 << index;
        json.Read();
        return name;
    }

    private readonly string Text(string what) =>
        json.TokenType == JsonTokenType.String ? json.GetString()! : throw Invalid($"{what} must be a string.");

    private static ProblemException Invalid(string detail) => OpenInferenceProblems.Invalid(detail).AsException();

    private readonly record struct AskedOutput(string Name, bool? Binary);
}
