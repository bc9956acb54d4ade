using System.Text.Json;
using Vae.Api.Contracts;
using Vae.Api.Errors;
using Vae.Core.Training;

namespace Vae.Api.Requests;

/// <summary>A training request as far as JSON's types can hold it, and the numbers that no type here can.</summary>
internal sealed record TrainRequestReading(TrainRequest Request, IReadOnlyList<Violation> Violations);

/// <summary>Reads <c>POST /train</c>. A number too large for its type is a value out of range, not bad JSON.</summary>
internal sealed class TrainRequestReader
{
    // The answer must not grow with a body that holds nothing but bad numbers.
    private const int MostReported = 32;

    private const string WholeNumber = "Must be a whole number within the field's range.";

    private readonly List<Violation> violations = [];

    private TrainRequestReader()
    {
    }

    /// <summary>Reads the body's root.</summary>
    /// <exception cref="ProblemException"><c>malformed-json</c>.</exception>
    public static TrainRequestReading Read(JsonElement root)
    {
        StrictJson.RequireObject(root, "body", "dataset", "name", "preset", "model", "objective", "training", "priority");
        var reader = new TrainRequestReader();
        var request = new TrainRequest
        {
            Dataset = StrictJson.String(root, "dataset"),
            Name = StrictJson.String(root, "name"),
            Preset = StrictJson.String(root, "preset"),
            Model = reader.Model(root),
            Objective = reader.Objective(root),
            Training = reader.Training(root),
            Priority = reader.Int(root, "priority", "priority"),
        };
        return new(request, reader.violations);
    }

    private ModelRequest? Model(JsonElement root)
    {
        if (StrictJson.Member(root, "model") is not { } model)
            return null;
        StrictJson.RequireObject(
            model, "model", "architecture", "latentDim", "hiddenDims", "activation", "decodeDim", "channels", "bottleneck", "blocks", "upsampling",
            "kappa", "clusters", "output", "range", "posterior", "conditional", "learnedScale");
        return new()
        {
            Architecture = StrictJson.String(model, "architecture"),
            LatentDim = Int(model, "latentDim", "model.latentDim"),
            HiddenDims = Widths(model, "hiddenDims"),
            Activation = StrictJson.String(model, "activation"),
            DecodeDim = Int(model, "decodeDim", "model.decodeDim"),
            Channels = Widths(model, "channels"),
            Bottleneck = Int(model, "bottleneck", "model.bottleneck"),
            Blocks = Int(model, "blocks", "model.blocks"),
            Upsampling = StrictJson.String(model, "upsampling"),
            Kappa = Real(model, "kappa", "model.kappa"),
            Clusters = Int(model, "clusters", "model.clusters"),
            Output = StrictJson.String(model, "output"),
            Range = StrictJson.String(model, "range"),
            Posterior = StrictJson.String(model, "posterior"),
            Conditional = Flag(model, "conditional", "model.conditional"),
            LearnedScale = Flag(model, "learnedScale", "model.learnedScale"),
        };
    }

    private List<int>? Widths(JsonElement model, string name)
    {
        if (StrictJson.Member(model, name) is not { } list)
            return null;
        if (list.ValueKind != JsonValueKind.Array)
            throw Problems.MalformedJson($"'model.{name}' must be an array of numbers.").AsException();
        var widths = new List<int>();
        foreach (var item in list.EnumerateArray())
            widths.Add(Int(item, $"model.{name}[{widths.Count}]") ?? 1);
        return widths;
    }

    private ObjectiveRequest? Objective(JsonElement root)
    {
        if (StrictJson.Member(root, "objective") is not { } objective)
            return null;
        StrictJson.RequireObject(
            objective, "objective", "likelihood", "scale", "sigma", "beta", "divergence", "sampleLatent", "samples", "bound", "freeBits", "warmup",
            "warmupEpochs", "totalCorrelation", "mmd", "labelledShare");
        return new()
        {
            Likelihood = StrictJson.String(objective, "likelihood"),
            Scale = StrictJson.String(objective, "scale"),
            Sigma = Real(objective, "sigma", "objective.sigma"),
            Beta = Real(objective, "beta", "objective.beta"),
            Divergence = StrictJson.String(objective, "divergence"),
            SampleLatent = Flag(objective, "sampleLatent", "objective.sampleLatent"),
            Samples = Int(objective, "samples", "objective.samples"),
            Bound = StrictJson.String(objective, "bound"),
            FreeBits = Real(objective, "freeBits", "objective.freeBits"),
            Warmup = StrictJson.String(objective, "warmup"),
            WarmupEpochs = Int(objective, "warmupEpochs", "objective.warmupEpochs"),
            TotalCorrelation = Real(objective, "totalCorrelation", "objective.totalCorrelation"),
            Mmd = Real(objective, "mmd", "objective.mmd"),
            LabelledShare = Real(objective, "labelledShare", "objective.labelledShare"),
        };
    }

    private TrainingOptionsRequest? Training(JsonElement root)
    {
        if (StrictJson.Member(root, "training") is not { } training)
            return null;
        StrictJson.RequireObject(
            training, "training", "epochs", "batchSize", "learningRate", "seed", "device", "optimizer", "weightDecay", "momentum", "schedule",
            "warmupEpochs", "scheduleEpochs", "scheduleFactor", "clipNorm", "patience", "emaDecay", "weights", "binarization", "validationShare",
            "data", "precision");
        return new()
        {
            Epochs = Int(training, "epochs", "training.epochs"),
            BatchSize = Int(training, "batchSize", "training.batchSize"),
            LearningRate = Real(training, "learningRate", "training.learningRate"),
            Seed = Long(training, "seed", "training.seed"),
            Device = StrictJson.String(training, "device"),
            Optimizer = StrictJson.String(training, "optimizer"),
            WeightDecay = Real(training, "weightDecay", "training.weightDecay"),
            Momentum = Real(training, "momentum", "training.momentum"),
            Schedule = StrictJson.String(training, "schedule"),
            WarmupEpochs = Int(training, "warmupEpochs", "training.warmupEpochs"),
            ScheduleEpochs = Int(training, "scheduleEpochs", "training.scheduleEpochs"),
            ScheduleFactor = Real(training, "scheduleFactor", "training.scheduleFactor"),
            ClipNorm = Real(training, "clipNorm", "training.clipNorm"),
            Patience = Int(training, "patience", "training.patience"),
            EmaDecay = Real(training, "emaDecay", "training.emaDecay"),
            Weights = StrictJson.String(training, "weights"),
            Binarization = StrictJson.String(training, "binarization"),
            ValidationShare = Real(training, "validationShare", "training.validationShare"),
            Data = StrictJson.String(training, "data"),
            Precision = StrictJson.String(training, "precision"),
        };
    }

    private static bool? Flag(JsonElement owner, string name, string path) => StrictJson.Member(owner, name)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Problems.MalformedJson($"'{path}' must be true or false.").AsException(),
    };

    private int? Int(JsonElement owner, string name, string path) =>
        StrictJson.Member(owner, name) is { } member ? Int(member, path) : null;

    private int? Int(JsonElement number, string path)
    {
        RequireNumber(number, path);
        if (Numbers.TryWhole(number, out var value) && value is >= int.MinValue and <= int.MaxValue)
            return (int)value;
        return Refuse<int>(number, path, WholeNumber);
    }

    private long? Long(JsonElement owner, string name, string path)
    {
        if (StrictJson.Member(owner, name) is not { } number)
            return null;
        RequireNumber(number, path);
        return Numbers.TryWhole(number, out var value) ? value : Refuse<long>(number, path, "Must be a whole number from 0 to 9223372036854775807.");
    }

    private double? Real(JsonElement owner, string name, string path)
    {
        if (StrictJson.Member(owner, name) is not { } number)
            return null;
        RequireNumber(number, path);
        return number.TryGetDouble(out var value) && double.IsFinite(value) ? value : Refuse<double>(number, path, "Must be finite.");
    }

    private T? Refuse<T>(JsonElement number, string path, string message)
        where T : struct
    {
        if (violations.Count < MostReported)
            violations.Add(new(path, message, Text.Shorten(number.GetRawText())));
        return null;
    }

    private static void RequireNumber(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Number)
            throw Problems.MalformedJson($"'{path}' must be a number.").AsException();
    }
}
