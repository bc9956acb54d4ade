using System.Text;
using System.Text.Json;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.Requests;
using Vae.Core.Training;

namespace Vae.Api.Tests.Requests;

public sealed class TrainRequestReaderTests
{
    /// <summary>Every member of a request, each with a value of its own.</summary>
    private const string Whole = """
        {
          "dataset": "digits", "name": "n", "preset": "resnet", "priority": 3,
          "model": {
            "architecture": "conv", "latentDim": 4, "hiddenDims": [5, 6], "activation": "silu", "decodeDim": 7, "channels": [8, 9], "bottleneck": 10,
            "blocks": 2, "upsampling": "nearest", "kappa": 21, "clusters": 22, "output": "tanh", "range": "symmetric", "posterior": "gaussian", "conditional": true, "learnedScale": false
          },
          "objective": {
            "likelihood": "auto", "scale": "fixed", "sigma": 0.25, "beta": 2, "divergence": "analytic", "sampleLatent": true, "samples": 3, "bound": "elbo",
            "freeBits": 0.5, "warmup": "linear", "warmupEpochs": 4, "totalCorrelation": 6, "mmd": 7, "labelledShare": 0.5, "classifierWeight": 8
          },
          "training": {
            "epochs": 11, "batchSize": 12, "learningRate": 0.01, "seed": 13, "device": "cpu", "optimizer": "sgd", "weightDecay": 0.1, "momentum": 0.9,
            "schedule": "step", "warmupEpochs": 1, "scheduleEpochs": 14, "scheduleFactor": 0.3, "clipNorm": 15, "patience": 16, "emaDecay": 0.99,
            "weights": "best", "binarization": "static", "validationShare": 0.2, "data": "memory", "precision": "full"
          }
        }
        """;

    [Fact]
    public void Read_TakesEveryMember()
    {
        var (request, violations) = Read(Whole);

        violations.ShouldBeEmpty();
        // Written back, every member is there again: none is read into another's place, and none is forgotten.
        var again = JsonSerializer.SerializeToElement(request, ApiJson.Options);
        JsonElement.DeepEquals(again, JsonElement.Parse(Whole)).ShouldBeTrue(again.GetRawText());
    }

    [Fact]
    public void Read_KnowsEveryMemberOfTheRecords()
    {
        var root = JsonElement.Parse(Whole);
        Names(root, "model").ShouldBe(Members<ModelRequest>());
        Names(root, "objective").ShouldBe(Members<ObjectiveRequest>());
        Names(root, "training").ShouldBe(Members<TrainingOptionsRequest>());
    }

    [Theory]
    [InlineData("""{"model":{"width":1}}""", "'model' has no member 'width'")]
    [InlineData("""{"objective":{"Beta":1}}""", "'objective' has no member 'Beta'")]
    [InlineData("""{"training":{"dropout":0.1}}""", "'training' has no member 'dropout'")]
    [InlineData("""{"model":{"conditional":1}}""", "'model.conditional' must be true or false")]
    [InlineData("""{"model":{"conditional":null}}""", "'model.conditional' must be true or false")]
    [InlineData("""{"objective":{"sampleLatent":"true"}}""", "'objective.sampleLatent' must be true or false")]
    [InlineData("""{"objective":{"likelihood":1}}""", "'objective.likelihood' must be a string")]
    [InlineData("""{"training":{"schedule":["step"]}}""", "'training.schedule' must be a string")]
    [InlineData("""{"model":{"channels":"8"}}""", "'model.channels' must be an array of numbers")]
    [InlineData("""{"training":{"epochs":"8"}}""", "'training.epochs' must be a number")]
    public void Read_Refuses_WhatIsNoRequest(string body, string fault)
    {
        var problem = Should.Throw<ProblemException>(() => Read(body)).Problem;

        problem.Slug.ShouldBe("malformed-json");
        problem.Detail.ShouldContain(fault);
    }

    [Fact]
    public void Read_ReportsNumbersThatNoTypeHolds() =>
        Read("""{"objective":{"samples":1e30,"sigma":1e999},"training":{"patience":0.5},"model":{"channels":[1e10]}}""").Violations
            .Select(violation => violation.Field).ShouldBe(["model.channels[0]", "objective.sigma", "objective.samples", "training.patience"]);

    private static TrainRequestReading Read(string body)
    {
        using var document = StrictJson.Parse(Encoding.UTF8.GetBytes(body));
        return TrainRequestReader.Read(document.RootElement);
    }

    private static string[] Names(JsonElement root, string part) => [.. root.GetProperty(part).EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)];

    private static string[] Members<T>() =>
        [.. typeof(T).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order(StringComparer.Ordinal)];
}
