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
        VaeOptions[] architectures =
        [
            new MlpVaeOptions { LatentDim = 20, HiddenDims = [400] },
            new MlpVaeOptions { LatentDim = 20, HiddenDims = [512, 256] },
            new MlpVaeOptions { LatentDim = 9, HiddenDims = [64, 36, 18] },
            new ConvVaeOptions { LatentDim = 16 },
        ];

        var actual = string.Concat(architectures.Select(options => Describe(options, mnist)));

        if (Environment.GetEnvironmentVariable("VAE_APPROVE") == "1") File.WriteAllText(ApprovedFile, actual);
        actual.ShouldBe(
            File.ReadAllText(ApprovedFile),
            "published checkpoints can no longer be read; if that is meant, give them a migration and run this test once with VAE_APPROVE=1");
    }

    private static string Describe(VaeOptions options, ImageShape shape)
    {
        using var model = Some.Model(options, shape);
        var hidden = options is MlpVaeOptions mlp ? $" {string.Join('-', mlp.HiddenDims)}" : "";
        var state = model.state_dict();
        var lines = state.Select(entry => $"  {entry.Key} [{string.Join(", ", entry.Value.shape)}]\n");
        return $"{options.Architecture}{hidden} z{options.LatentDim}\n{string.Concat(lines)}";
    }
}
