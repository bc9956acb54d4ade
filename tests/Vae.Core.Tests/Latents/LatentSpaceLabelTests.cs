using Vae.Core.Checkpoints;
using Vae.Core.Data;
using Vae.Core.Latents;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Latents;

public class LatentSpaceLabelTests : TensorTest
{
    private static readonly MlpVaeOptions Told = new() { LatentDim = 2, HiddenDims = [6], Classes = 3 };

    [Fact]
    public void Rows_HaveTheirOwnLabels()
    {
        using var model = Serving(Told);
        using var space = new LatentSpace(model);
        float[] latents = [0.5f, -1, 0.5f, -1, 0.5f, -1];
        var pixels = new float[3 * space.Input.Pixels];

        space.Decode(latents, 3, [2, -1, 0], pixels);

        space.Classes.ShouldBe(3);
        foreach (var (row, label) in new[] { (0, 2), (1, -1), (2, 0) })
        {
            using var scope = NewDisposeScope();
            using var y = label < 0 ? zeros(1, 3) : eye(3).narrow(0, label, 1).clone();
            var expected = model.Decode(tensor(new[] { 0.5f, -1 }).reshape(1, 2), y).data<float>().ToArray();
            pixels.AsSpan(row * space.Input.Pixels, space.Input.Pixels).ToArray().ShouldBe(expected, 1e-6);
        }

        pixels[..16].ShouldNotBe(pixels[16..32]);
        var without = new float[16];
        space.Decode(latents.AsSpan(0, 2), 1, without);
        without.ShouldBe(pixels[16..32]);
    }

    [Fact]
    public void Encode_IsToldTheLabels()
    {
        using var model = Serving(Told);
        using var space = new LatentSpace(model);
        var (mu, logvar) = (new float[4], new float[4]);

        space.Encode(new float[32], 2, [0, 1], mu, logvar);

        mu[..2].ShouldNotBe(mu[2..]);
        var plain = space.Encode(new float[16], 1);
        var (same, spread) = (new float[2], new float[2]);
        space.Encode(new float[16], 1, [-1], same, spread);
        same.ShouldBe(plain.Mu);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-2)]
    public void Labels_AreRefused_WhenThereIsNoSuchClass(int label)
    {
        using var model = Serving(Told);
        using var space = new LatentSpace(model);

        Should.Throw<ArgumentException>(() => space.Decode(new float[2], 1, [label], new float[16])).Message.ShouldContain("0 to 2");
    }

    [Fact]
    public void Labels_AreRefused_WhenTheModelIsToldNone()
    {
        using var model = Serving(Some.MlpOptions);
        using var space = new LatentSpace(model);

        Should.Throw<ArgumentException>(() => space.Decode(new float[2], 1, [0], new float[16])).Message.ShouldContain("no classes");
        space.Classify(new float[16], 1).ShouldBeNull();
        space.Categories.ShouldBe(0);
    }

    public static TheoryData<VaeOptions> Linked => [
        new MlpVaeOptions { LatentDim = 4, HiddenDims = [6], Posterior = PosteriorKind.BatchNorm },
        new MlpVaeOptions { LatentDim = 4, HiddenDims = [6], Posterior = PosteriorKind.VonMisesFisher, Kappa = 7 },
        new ConvVaeOptions { LatentDim = 3, Posterior = PosteriorKind.VonMisesFisher, Channels = [4] },
        new ResNetVaeOptions { LatentDim = 3, Posterior = PosteriorKind.BatchNorm, Channels = [4], Blocks = 1 },
        new LeakyMlpVaeOptions { LatentDim = 3, Posterior = PosteriorKind.VonMisesFisher, HiddenDims = [7, 6] },
        new ClusterVaeOptions { LatentDim = 3, Clusters = 5 },
        new M2VaeOptions { LatentDim = 3, HiddenDims = [9, 7], Classes = 4 }];

    [Theory]
    [MemberData(nameof(Linked))]
    public void Checkpoints_KeepTheModel(VaeOptions options)
    {
        using var model = Some.Model(options, new ImageShape(1, 8, 8));
        using (var scope = NewDisposeScope())
        {
            // Moves the running moments, where there are some.
            using var generator = new Generator(3);
            model.Encode(rand([6, 1, 8, 8], generator: generator));
        }

        model.eval();
        var images = Enumerable.Range(0, 128).Select(i => i % 7 / 7f).ToArray();
        ModelLimits.CountParameters(options, model.Input).ShouldBe(model.ParameterCount);

        using var loaded = Checkpoint.Load(Checkpoint.Create(model, Some.Origin), null);

        var (expected, actual) = (LatentSpace.OnLibtorch(model).Encode(images, 2), loaded.Space.Encode(images, 2));
        actual.Mu.ShouldBe(expected.Mu, 1e-5);
        actual.Logvar.ShouldBe(expected.Logvar, 1e-5);
        loaded.Space.Categories.ShouldBe(model.Categories);
        loaded.Manifest.Model.ShouldBe(options);
    }

    private static VaeModel Serving(VaeOptions options)
    {
        var model = Some.Model(options);
        model.eval();
        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        return model;
    }
}
