using Vae.Core.Evaluation;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Evaluation;

public class EvaluatorTests : TensorTest
{
    private static readonly ObjectiveOptions Objective = new();

    [Fact]
    public void Evaluate_GivesTheMeanOverAllImages_AcrossBatches()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model();
        foreach (var parameter in model.parameters()) parameter.requires_grad_(false).fill_(0);
        var images = Some.Images(600).ToTensor();

        // All weights 0: the posterior is the prior and every pixel mean ½, so each pixel costs ln 2 whatever its value.
        var losses = Evaluator.Evaluate(model, images, Objective, TestContext.Current.CancellationToken);

        losses.Recon.ShouldBe(16 * Math.Log(2), 1e-5);
        losses.Kl.ShouldBe(0);
        losses.Loss.ShouldBe(losses.Recon);
    }

    [Fact]
    public void Evaluate_GivesTheSame_WhenRepeated_AndLeavesTheModelAsItWas()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model();
        var images = Some.Images(300).ToTensor();

        var first = Evaluator.Evaluate(model, images, Objective, TestContext.Current.CancellationToken);

        Evaluator.Evaluate(model, images, Objective, TestContext.Current.CancellationToken).ShouldBe(first);
        model.training.ShouldBeTrue();
        model.parameters().ShouldAllBe(parameter => ReferenceEquals(parameter.grad, null));
    }

    [Fact]
    public void Evaluate_Throws_WhenThereAreNoImages()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model();
        var none = zeros(0, 1, 4, 4);

        Should.Throw<ArgumentException>(() => Evaluator.Evaluate(model, none, Objective, default)).Message.ShouldContain("no images");
    }
}
