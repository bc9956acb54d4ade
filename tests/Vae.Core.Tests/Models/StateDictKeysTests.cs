using Vae.Core.Data;
using Vae.Core.Models;
using Vae.TestUtils;

namespace Vae.Core.Tests.Models;

/// <summary>The keys are the checkpoint format: a renamed field would make every published model unreadable.</summary>
public class StateDictKeysTests : TensorTest
{
    private static readonly string ApprovedFile =
        Path.Combine(Repository.Root, "tests", "Vae.Core.Tests", "Models", "StateDictKeys.approved.txt");

    [Fact]
    public void Keys_AreTheApprovedOnes()
    {
        var mnist = new ImageShape(1, 28, 28);
        (VaeOptions Options, ImageShape Shape)[] architectures =
        [
            (new MlpVaeOptions { LatentDim = 20, HiddenDims = [400] }, mnist),
            (new MlpVaeOptions { LatentDim = 20, HiddenDims = [512, 256] }, mnist),
            (new MlpVaeOptions { LatentDim = 9, HiddenDims = [64, 36, 18] }, mnist),
            (new ConvVaeOptions { LatentDim = 16 }, mnist),
            (new LeakyMlpVaeOptions { LatentDim = 9, HiddenDims = [128, 64, 36, 18, 18] }, new ImageShape(1, 16, 16)),
            (new ConvVaeOptions { LatentDim = 4, Channels = [8, 16, 32], Bottleneck = 0, Classes = 10 }, new ImageShape(3, 21, 30)),
            (new ResNetVaeOptions { LatentDim = 4, Channels = [8, 16], Blocks = 1, LearnedScale = true }, new ImageShape(3, 32, 32)),
            (new ResNetVaeOptions { LatentDim = 4, Channels = [8], Upsampling = UpsamplingKind.PixelShuffle, Classes = 10 }, new ImageShape(1, 9, 9)),
        ];

        var actual = string.Concat(architectures.Select(entry => Describe(entry.Options, entry.Shape)));

        if (Environment.GetEnvironmentVariable("VAE_APPROVE") == "1") File.WriteAllText(ApprovedFile, actual);
        actual.ShouldBe(
            File.ReadAllText(ApprovedFile),
            "published checkpoints can no longer be read; if that is meant, give them a migration and run this test once with VAE_APPROVE=1");
    }

    private static string Describe(VaeOptions options, ImageShape shape)
    {
        using var model = Some.Model(options, shape);
        var widths = options switch
        {
            MlpVaeOptions mlp => mlp.HiddenDims,
            LeakyMlpVaeOptions leaky => leaky.HiddenDims,
            // The default's line is older than the choice of widths.
            ConvVaeOptions { Channels: [32, 64] } => [],
            ConvVaeOptions conv => conv.Channels,
            ResNetVaeOptions resnet => resnet.Channels,
            _ => [],
        };
        var hidden = widths.Count > 0 ? $" {string.Join('-', widths)}" : "";
        var state = model.state_dict();
        var lines = state.Select(entry => $"  {entry.Key} [{string.Join(", ", entry.Value.shape)}]\n");
        return $"{options.Architecture}{hidden} z{options.LatentDim}\n{string.Concat(lines)}";
    }
}
