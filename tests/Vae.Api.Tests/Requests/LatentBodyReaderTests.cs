using System.Text;
using Vae.Api.Errors;
using Vae.Api.Requests;

namespace Vae.Api.Tests.Requests;

/// <summary>The quick reader must not take anything that the strict one refuses, nor read it otherwise.</summary>
public sealed class LatentBodyReaderTests
{
    private const int Dimensions = 3;
    private const float Magnitude = 1000;

    private static readonly string[] Pieces =
        ["{", "}", "[", "]", "[[", "]]", ",", ":", "\"z\"", "\"\\u007a\"", "\"y\"", " ", "\n", "0", "-0", "1.5", "1e-46", "1e3", "1001", "1e39", "1e999", "NaN", "null", "true", "\"1\"", "//", "\uFEFF", "\0", "é"];

    [Fact]
    public void Read_AgreesWithTheStrictReader_OnMutatedBodies()
    {
        var random = new Random(20261120);
        string[] seeds = ["{\"z\":[0,1.5,-2]}", "{\"z\":[[0,1,2],[3,4,5]]}", " { \"z\" : [ [ 1e2 , 0.1 , -0 ] ] } ", "{\"z\":[]}", "{\"z\":[[]]}"];
        var accepted = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder(seeds[random.Next(seeds.Length)]);
            for (var edits = random.Next(3); edits > 0; edits--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0)
                    text.Remove(at, Math.Min(random.Next(1, 3), text.Length - at));
                if (random.Next(2) == 0 || text.Length == 0)
                    text.Insert(Math.Min(at, text.Length), Pieces[random.Next(Pieces.Length)]);
            }
            if (Agree(Encoding.UTF8.GetBytes(text.ToString())))
                accepted++;
        }

        accepted.ShouldBeInRange(2000, 18_000, "good and bad bodies both occur");
    }

    [Fact]
    public void Read_TakesAsManyVectorsAsThereMayBe()
    {
        var body = Encoding.UTF8.GetBytes($"{{\"z\":[{string.Join(',', Enumerable.Repeat("[1,2,3]", LatentReader.MaxVectors))}]}}");

        using var values = LatentBodyReader.Read(body, Dimensions, Magnitude, out var count);

        count.ShouldBe(LatentReader.MaxVectors);
        values.Span[^3..].ToArray().ShouldBe([1, 2, 3]);
    }

    private static bool Agree(byte[] body)
    {
        var (strict, problem) = Strict(body);
        try
        {
            using var values = LatentBodyReader.Read(body, Dimensions, Magnitude, out var count);
            problem.ShouldBeNull(Encoding.UTF8.GetString(body));
            count.ShouldBe(strict!.Count);
            values.Span.SequenceEqual(strict.Values).ShouldBeTrue();
            return true;
        }
        catch (ProblemException actual)
        {
            actual.Problem.Detail.ShouldBe(problem?.Detail, Encoding.UTF8.GetString(body));
            return false;
        }
    }

    private static (LatentBatch?, Problem?) Strict(byte[] body)
    {
        try
        {
            using var document = StrictJson.Parse(body);
            StrictJson.RequireObject(document.RootElement, "body", "z");
            var z = StrictJson.Member(document.RootElement, "z") ?? throw Problems.MalformedJson("'z' is missing.").AsException();
            return (LatentReader.Read(z, Dimensions, Magnitude), null);
        }
        catch (ProblemException fault)
        {
            return (null, fault.Problem);
        }
    }
}
