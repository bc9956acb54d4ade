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
            Priority = reader.Priority(root),
        };
        return new(request, reader.violations);
    }

    private ModelRequest? Model(JsonElement root)
    {
        if (PartOf(root, "model") is not { } model)
            return null;
        StrictJson.RequireObject(
            model.Members, model.Name, "architecture", "latentDim", "hiddenDims", "activation", "decodeDim", "channels", "bottleneck", "blocks", "upsampling",
            "kappa", "clusters", "output", "range", "posterior", "conditional", "learnedScale");
        return new()
        {
            Architecture = Word(model, "architecture"),
            LatentDim = Int(model, "latentDim"),
            HiddenDims = Widths(model, "hiddenDims"),
            Activation = Word(model, "activation"),
            DecodeDim = Int(model, "decodeDim"),
            Channels = Widths(model, "channels"),
            Bottleneck = Int(model, "bottleneck"),
            Blocks = Int(model, "blocks"),
            Upsampling = Word(model, "upsampling"),
            Kappa = Real(model, "kappa"),
            Clusters = Int(model, "clusters"),
            Output = Word(model, "output"),
            Range = Word(model, "range"),
            Posterior = Word(model, "posterior"),
            Conditional = Flag(model, "conditional"),
            LearnedScale = Flag(model, "learnedScale"),
        };
    }

    private List<int>? Widths(Part model, string name)
    {
        if (StrictJson.Member(model.Members, name) is not { } list)
            return null;
        if (list.ValueKind != JsonValueKind.Array)
            throw Problems.MalformedJson($"'{model.PathOf(name)}' must be an array of numbers.").AsException();
        var widths = new List<int>();
        foreach (var item in list.EnumerateArray())
            widths.Add(Int(item, $"{model.PathOf(name)}[{widths.Count}]") ?? 1);
        return widths;
    }

    private ObjectiveRequest? Objective(JsonElement root)
    {
        if (PartOf(root, "objective") is not { } objective)
            return null;
        StrictJson.RequireObject(
            objective.Members, objective.Name, "likelihood", "scale", "sigma", "beta", "divergence", "sampleLatent", "samples", "bound", "freeBits", "warmup",
            "warmupEpochs", "totalCorrelation", "mmd", "labelledShare", "classifierWeight");
        return new()
        {
            Likelihood = Word(objective, "likelihood"),
            Scale = Word(objective, "scale"),
            Sigma = Real(objective, "sigma"),
            Beta = Real(objective, "beta"),
            Divergence = Word(objective, "divergence"),
            SampleLatent = Flag(objective, "sampleLatent"),
            Samples = Int(objective, "samples"),
            Bound = Word(objective, "bound"),
            FreeBits = Real(objective, "freeBits"),
            Warmup = Word(objective, "warmup"),
            WarmupEpochs = Int(objective, "warmupEpochs"),
            TotalCorrelation = Real(objective, "totalCorrelation"),
            Mmd = Real(objective, "mmd"),
            LabelledShare = Real(objective, "labelledShare"),
            ClassifierWeight = Real(objective, "classifierWeight"),
        };
    }

    private TrainingOptionsRequest? Training(JsonElement root)
    {
        if (PartOf(root, "training") is not { } training)
            return null;
        StrictJson.RequireObject(
            training.Members, training.Name, "epochs", "batchSize", "learningRate", "seed", "device", "optimizer", "weightDecay", "momentum", "schedule",
            "warmupEpochs", "scheduleEpochs", "scheduleFactor", "clipNorm", "patience", "emaDecay", "weights", "binarization", "validationShare",
            "data", "precision");
        return new()
        {
            Epochs = Int(training, "epochs"),
            BatchSize = Int(training, "batchSize"),
            LearningRate = Real(training, "learningRate"),
            Seed = Long(training, "seed"),
            Device = Word(training, "device"),
            Optimizer = Word(training, "optimizer"),
            WeightDecay = Real(training, "weightDecay"),
            Momentum = Real(training, "momentum"),
            Schedule = Word(training, "schedule"),
            WarmupEpochs = Int(training, "warmupEpochs"),
            ScheduleEpochs = Int(training, "scheduleEpochs"),
            ScheduleFactor = Real(training, "scheduleFactor"),
            ClipNorm = Real(training, "clipNorm"),
            Patience = Int(training, "patience"),
            EmaDecay = Real(training, "emaDecay"),
            Weights = Word(training, "weights"),
            Binarization = Word(training, "binarization"),
            ValidationShare = Real(training, "validationShare"),
            Data = Word(training, "data"),
            Precision = Word(training, "precision"),
        };
    }

    private static string? Word(Part owner, string name) => StrictJson.String(owner.Members, name, owner.PathOf(name));

    private static bool? Flag(Part owner, string name) => StrictJson.Member(owner.Members, name)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Problems.MalformedJson($"'{owner.PathOf(name)}' must be true or false.").AsException(),
    };

    private int? Priority(JsonElement root) => StrictJson.Member(root, "priority") is { } member ? Int(member, "priority") : null;

    private int? Int(Part owner, string name) => StrictJson.Member(owner.Members, name) is { } member ? Int(member, owner.PathOf(name)) : null;

    private int? Int(JsonElement number, string path)
    {
        RequireNumber(number, path);
        if (Numbers.TryWhole(number, out var value) && value is >= int.MinValue and <= int.MaxValue)
            return (int)value;
        return Refuse<int>(number, path, WholeNumber);
    }

    private long? Long(Part owner, string name)
    {
        if (StrictJson.Member(owner.Members, name) is not { } number)
            return null;
        var path = owner.PathOf(name);
        RequireNumber(number, path);
        return Numbers.TryWhole(number, out var value) ? value : Refuse<long>(number, path, "Must be a whole number from 0 to 9223372036854775807.");
    }

    private double? Real(Part owner, string name)
    {
        if (StrictJson.Member(owner.Members, name) is not { } number)
            return null;
        var path = owner.PathOf(name);
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

    private static Part? PartOf(JsonElement root, string name) => StrictJson.Member(root, name) is { } members ? new Part(members, name) : null;

    /// <summary>An object of the body.</summary>
    private readonly record struct Part(JsonElement Members, string Name)
    {
        public string PathOf(string member) => $"{Name}.{member}";
    }
}
