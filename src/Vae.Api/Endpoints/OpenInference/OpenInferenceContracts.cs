using System.Text.Json.Serialization;

namespace Vae.Api.Endpoints.OpenInference;

/// <summary>What went wrong, in the protocol's shape.</summary>
/// <param name="Error">What happened and how to mend it.</param>
internal sealed record OpenInferenceError(string Error);

/// <summary>Whether the server lives.</summary>
/// <param name="Live">true.</param>
internal sealed record ServerLiveResponse(bool Live);

/// <summary>Whether the server takes requests.</summary>
/// <param name="Live">true.</param>
/// <param name="Ready">Whether it takes requests.</param>
internal sealed record ServerReadyResponse(bool Live, bool Ready);

/// <summary>Whether a model can serve.</summary>
/// <param name="Name">The model's name as asked for.</param>
/// <param name="Ready">Whether it can serve.</param>
internal sealed record ModelReadyResponse(string Name, bool Ready);

/// <summary>What the server is.</summary>
/// <param name="Name">vae.</param>
/// <param name="Version">Its version.</param>
/// <param name="Extensions">The protocol's extensions that it has.</param>
internal sealed record ServerMetadataResponse(string Name, string Version, IReadOnlyList<string> Extensions);

/// <summary>What a model takes and gives.</summary>
/// <param name="Name">The model's name as asked for.</param>
/// <param name="Versions">Versions that an address may name, oldest first; absent where the name already means one.</param>
/// <param name="Platform">vae_safetensors.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Outputs">Its outputs.</param>
internal sealed record ModelMetadataResponse(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Versions,
    string Platform,
    IReadOnlyList<TensorMetadata> Inputs,
    IReadOnlyList<TensorMetadata> Outputs);

/// <summary>A tensor of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Datatype">FP32.</param>
/// <param name="Shape">Sizes of its dimensions; -1 is the batch.</param>
internal sealed record TensorMetadata(string Name, string Datatype, IReadOnlyList<int> Shape)
{
    public static TensorMetadata From(TensorSpec tensor) => new(tensor.Name, InferRequestReader.Float32, tensor.Shape(-1));
}

// What infer reads and answers is described below for the document; InferRequestReader reads it and InferResult writes it.

/// <summary>An inference request.</summary>
/// <param name="Inputs">The one input of the model.</param>
/// <param name="Id">Repeated in the answer.</param>
/// <param name="Parameters"><c>binary_data_output</c>: outputs come as bytes after the JSON. <c>label</c>: the class that the model is told. Others are ignored.</param>
/// <param name="Outputs">The outputs to answer with. Default: all.</param>
internal sealed record InferRequestBody(
    IReadOnlyList<InferInput> Inputs,
    string? Id = null,
    IReadOnlyDictionary<string, object>? Parameters = null,
    IReadOnlyList<InferOutputChoice>? Outputs = null);

/// <summary>An input tensor.</summary>
/// <param name="Name">x for an encoder, z for a decoder.</param>
/// <param name="Shape">[N, C, H, W] for an encoder, [N, D] for a decoder.</param>
/// <param name="Datatype">FP32.</param>
/// <param name="Parameters"><c>binary_data_size</c>: the values are bytes after the JSON.</param>
/// <param name="Data">The values in row-major order, flat or nested as the shape is.</param>
internal sealed record InferInput(
    string Name, IReadOnlyList<int> Shape, string Datatype, IReadOnlyDictionary<string, object>? Parameters = null, IReadOnlyList<float>? Data = null);

/// <summary>An output to answer with.</summary>
/// <param name="Name">mu or logvar of an encoder, x of a decoder.</param>
/// <param name="Parameters"><c>binary_data</c>: whether it comes as bytes after the JSON.</param>
internal sealed record InferOutputChoice(string Name, IReadOnlyDictionary<string, object>? Parameters = null);

/// <summary>An inference answer.</summary>
/// <param name="ModelName">The model's name as asked for.</param>
/// <param name="ModelVersion">The number of the version that answered.</param>
/// <param name="Parameters"><c>model</c>: the version that answered, <c>name@version</c>.</param>
/// <param name="Outputs">The outputs.</param>
/// <param name="Id">The request's id; absent where it had none.</param>
internal sealed record InferResponseBody(
    [property: JsonPropertyName("model_name")] string ModelName,
    [property: JsonPropertyName("model_version")] string ModelVersion,
    IReadOnlyDictionary<string, object> Parameters,
    IReadOnlyList<InferOutput> Outputs,
    string? Id = null);

/// <summary>An output tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Sizes of its dimensions.</param>
/// <param name="Datatype">FP32.</param>
/// <param name="Parameters"><c>binary_data_size</c>, where the values are bytes after the JSON.</param>
/// <param name="Data">The values, flat in row-major order; absent where they are bytes after the JSON.</param>
internal sealed record InferOutput(
    string Name, IReadOnlyList<int> Shape, string Datatype, IReadOnlyDictionary<string, object>? Parameters = null, IReadOnlyList<float>? Data = null);
