using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vae.Client;

/// <summary>How the API's JSON is read and written, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(JobMetrics))]
[JsonSerializable(typeof(TrainRequest))]
[JsonSerializable(typeof(TrainPlan))]
[JsonSerializable(typeof(PresetList))]
[JsonSerializable(typeof(ModelVersion))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(Dataset))]
[JsonSerializable(typeof(DatasetList))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(Encoding))]
[JsonSerializable(typeof(Reconstruction))]
[JsonSerializable(typeof(DecodeRequest))]
[JsonSerializable(typeof(SampleRequest))]
[JsonSerializable(typeof(InterpolateRequest))]
[JsonSerializable(typeof(TraverseRequest))]
[JsonSerializable(typeof(ManifoldRequest))]
[JsonSerializable(typeof(LatentMap))]
[JsonSerializable(typeof(NeighborsRequest))]
[JsonSerializable(typeof(Neighborhood))]
[JsonSerializable(typeof(JobStateEvent))]
[JsonSerializable(typeof(JobMetricEvent))]
[JsonSerializable(typeof(JobEpochEvent))]
[JsonSerializable(typeof(JobSampleEvent))]
[JsonSerializable(typeof(JobLogEvent))]
[JsonSerializable(typeof(JobEndEvent))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class VaeJson : JsonSerializerContext;
