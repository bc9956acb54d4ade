using TorchSharp;
using Vae.Core.Data;
using Vae.Core.Distributions;
using Vae.Core.Latents;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Models;

public class PosteriorKindTests : TensorTest
{
    private static readonly ImageShape Input = new(1, 8, 8);

    [Fact]
    public void BatchNorm_GivesMomentsThatSumToThePrior_AndAFloorUnderTheKl()
    {
        using var scope = NewDisposeScope();
        using var model = Create(PosteriorKind.BatchNorm);
        using var generator = new Generator(1);
        // Images that hardly differ: without normalisation their posteriors would be nearly one.
        var x = rand([64, 1, 8, 8], generator: generator) * 0.1;

        var q = model.Encode(x);
        var kl = model.Prior.Kl(q)!.mean().item<float>();

        // The heads' values are some thousand times their spread: rounding is that much more.
        q.Mu.mean([0L]).abs().max().item<float>().ShouldBeLessThan(1e-3f);
        // At θ = 0: γ_mu² = 0.75, γ_σ² = 0.25; BN's eps takes some of the small variance here.
        q.Mu.square().mean([0L]).sub(0.75).abs().max().item<float>().ShouldBeLessThan(0.01f);
        q.Logvar.exp().mean([0L]).sub(0.25).abs().max().item<float>().ShouldBeLessThan(0.01f);
        // Jensen: −½·D·log γ_σ² = D·log 2 at θ = 0.
        kl.ShouldBeGreaterThan(4 * MathF.Log(2) - 0.05f);
    }

    [Theory]
    [InlineData(-6f)]
    [InlineData(6f)]
    public void BatchNorm_KeepsTheFloor_WhateverTheTrainedShare(float theta)
    {
        using var scope = NewDisposeScope();
        using var model = Create(PosteriorKind.BatchNorm);
        using var generator = new Generator(1);
        using (no_grad()) Parameter(model, "posterior.theta").fill_(theta);

        var kl = model.Prior.Kl(model.Encode(rand([64, 1, 8, 8], generator: generator)))!.mean().item<float>();

        // Whatever θ is: γ_σ² < 1 − τ = ½, so the mean KL is above ½·D·log 2.
        kl.ShouldBeGreaterThan(2 * MathF.Log(2));
    }

    [Fact]
    public void BatchNorm_UsesTheRunningMoments_InEvaluationAndForOneImage()
    {
        using var scope = NewDisposeScope();
        using var model = Create(PosteriorKind.BatchNorm);
        using var generator = new Generator(1);
        var x = rand([32, 1, 8, 8], generator: generator);
        for (var i = 0; i < 200; i++) model.Encode(x);
        var trained = model.Encode(x).Mu;
        var alone = model.Encode(x[0..1]).Mu;

        model.eval();
        var evaluated = model.Encode(x).Mu;

        alone.allclose(evaluated[0..1], atol: 1e-5).ShouldBeTrue();
        // The running variance is the unbiased one: 32/31 of the batch's.
        (evaluated * Math.Sqrt(32.0 / 31)).allclose(trained, atol: 1e-3).ShouldBeTrue();
    }

    [Fact]
    public void BatchNorm_GradientEqualsFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        using var model = Create(PosteriorKind.BatchNorm);
        model.to(float64);
        using var generator = new Generator(1);
        var x = rand([5, 1, 8, 8], dtype: float64, generator: generator);
        var theta = Parameter(model, "posterior.theta");

        Loss().backward();

        const double step = 1e-5;
        var slope = theta.grad![1].item<double>();
        using (no_grad()) theta[1] = tensor(step, dtype: float64);
        var above = Loss().item<double>();
        using (no_grad()) theta[1] = tensor(-step, dtype: float64);
        slope.ShouldBe((above - Loss().item<double>()) / (2 * step), 1e-6);

        Tensor Loss()
        {
            var q = model.Encode(x);
            return model.Prior.Kl(q)!.sum() + q.Mu.pow(3).sum();
        }
    }

    [Fact]
    public void VonMisesFisher_EncodesDirections_WithOneKl_AndDecodesThemAlone()
    {
        using var scope = NewDisposeScope();
        using var model = Create(PosteriorKind.VonMisesFisher);
        using var generator = new Generator(1);

        var q = model.Encode(rand([6, 1, 8, 8], generator: generator)).ShouldBeOfType<VonMisesFisher>();

        q.Mu.norm(1).sub(1).abs().max().item<float>().ShouldBeLessThan(1e-6f);
        q.Kappa.ShouldBe(20);
        var kl = model.Prior.Kl(q)!;
        kl.requires_grad.ShouldBeFalse();
        kl[0].item<float>().ShouldBe((float)SphereMath.KlToUniform(4, 20), 1e-5f);
        model.Decode(q.Mu * 7).allclose(model.Decode(q.Mu), atol: 1e-6).ShouldBeTrue();
    }

    [Fact]
    public void LatentSpace_DrawsFromTheModelsOwnDistributions()
    {
        using var gaussian = Create(PosteriorKind.Gaussian);
        using var sphere = Create(PosteriorKind.VonMisesFisher);
        var (plain, round) = (new float[12], new float[12]);

        using var onGaussian = new LatentSpace(gaussian);
        using var onSphere = new LatentSpace(sphere);

        onGaussian.SamplePrior(3, 5, 0.7, plain);
        onSphere.SamplePrior(3, 5, 0.7, round);
        var posteriors = onSphere.Encode(new float[128], 2);
        var drawn = onSphere.SamplePosterior(posteriors, 3);

        plain.ShouldBe(LatentOperations.SamplePrior(3, 4, 5, 0.7));
        foreach (var z in round.Chunk(4).Concat(drawn.Chunk(4))) z.Sum(value => value * value).ShouldBe(1, 1e-5);
        var same = new Posteriors(1, 4, [1, 2, 3, 4], [0, 0, 0, 0]);
        onGaussian.SamplePosterior(same, 3).ShouldBe(LatentOperations.SamplePosterior(same, 3));
    }

    [Theory]
    [InlineData(1, 20, "model.latentDim")]
    [InlineData(2, 0, "model.kappa")]
    [InlineData(2, 1001, "model.kappa")]
    [InlineData(2, double.NaN, "model.kappa")]
    public void Check_RefusesASphereThatCannotBe(int latentDim, double kappa, string field) =>
        ModelLimits.Check(Options(PosteriorKind.VonMisesFisher) with { LatentDim = latentDim, Kappa = kappa }, Input)
            .ShouldHaveSingleItem().Field.ShouldBe(field);

    private static MlpVaeOptions Options(PosteriorKind posterior) => new() { LatentDim = 4, HiddenDims = [16], Posterior = posterior };

    private static VaeModel Create(PosteriorKind posterior)
    {
        using var generator = new Generator(0);
        return VaeModelFactory.Create(Options(posterior), Input, generator);
    }

    private static TorchSharp.Modules.Parameter Parameter(VaeModel model, string name) =>
        model.named_parameters().Single(entry => entry.name == name).parameter;
}
