using Vae.Core.Data;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Models;

public class ConditioningTests : TensorTest
{
    public static TheoryData<VaeOptions, ImageShape> Told { get; } = new()
    {
        { new MlpVaeOptions { LatentDim = 2, HiddenDims = [6], Activation = HiddenActivation.Silu, Classes = 3 }, new ImageShape(1, 8, 8) },
        { new LeakyMlpVaeOptions { LatentDim = 3, HiddenDims = [7], Classes = 3 }, new ImageShape(1, 8, 8) },
        { new ConvVaeOptions { LatentDim = 2, Channels = [4, 4], Classes = 3 }, new ImageShape(1, 8, 8) },
        { new ResNetVaeOptions { LatentDim = 2, Channels = [4], Blocks = 1, Classes = 3 }, new ImageShape(1, 8, 8) },
    };

    [Theory]
    [MemberData(nameof(Told))]
    public void Encode_AndDecode_DependOnTheClass(VaeOptions options, ImageShape shape)
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(options, shape);
        var x = full([4, 1, 8, 8], 0.5f);
        var z = zeros(4, options.LatentDim);
        // Nothing, then each of the three classes.
        var y = cat([zeros(1, 3), eye(3)], 0);

        var (mu, raw) = (model.Encode(x, y).Mu, model.DecodeRaw(z, y).flatten(1));

        Rows(mu).Distinct().Count().ShouldBe(4);
        Rows(raw).Distinct().Count().ShouldBe(4);
    }

    [Theory]
    [MemberData(nameof(Told))]
    public void NoClass_IsZeros(VaeOptions options, ImageShape shape)
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(options, shape);
        var x = rand(2, 1, 8, 8);
        var z = randn(2, options.LatentDim);
        var nothing = zeros(2, 3);

        Rows(model.Encode(x).Mu).ShouldBe(Rows(model.Encode(x, nothing).Mu));
        Rows(model.Encode(x).Logvar).ShouldBe(Rows(model.Encode(x, nothing).Logvar));
        Rows(model.DecodeRaw(z).flatten(1)).ShouldBe(Rows(model.DecodeRaw(z, nothing).flatten(1)));
    }

    [Fact]
    public void Decode_AddsTheClassesColumnOfTheFirstWeight()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(new MlpVaeOptions { LatentDim = 2, HiddenDims = [4], Classes = 3 });
        var parameters = model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter);
        var z = tensor(new float[] { 0.3f, -0.7f }).reshape(1, 2);
        var y = tensor(new float[] { 0, 1, 0 }).reshape(1, 3);

        // fc3 reads two latents, then three classes: class 1 is column 3.
        var (weight, bias) = (parameters["fc3.weight"], parameters["fc3.bias"]);
        var sum = weight.narrow(1, 0, 2).mm(z.t()).reshape(-1) + weight.narrow(1, 3, 1).reshape(-1) + bias;
        var expected = parameters["fc4.weight"].mm(sum.relu().reshape(4, 1)).reshape(-1) + parameters["fc4.bias"];

        model.DecodeRaw(z, y).data<float>().ToArray().ShouldBe(expected.data<float>().ToArray(), 1e-6);
    }

    [Theory]
    [InlineData(0, "not told classes")]
    [InlineData(3, "Expected classes of shape [2, 3], got [2, 2]")]
    public void Encode_Throws_WhenTheClassesDoNotFit(int classes, string message)
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(Some.MlpOptions with { Classes = classes });
        var (x, z, y) = (zeros(2, 1, 4, 4), zeros(2, 2), zeros(2, 2));

        Should.Throw<ArgumentException>(() => model.Encode(x, y)).Message.ShouldContain(message);
        Should.Throw<ArgumentException>(() => model.Decode(z, y)).Message.ShouldContain(message);
    }

    private static List<string> Rows(Tensor matrix)
    {
        var columns = (int)matrix.shape[1];
        return [.. matrix.data<float>().ToArray().Chunk(columns).Select(row => string.Join(' ', row))];
    }
}
