using TorchSharp;
using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Objectives;

public class M2ObjectiveTests : TensorTest
{
    private static readonly ImageShape Input = new(1, 4, 4);
    private static readonly M2VaeOptions Model = new() { LatentDim = 2, HiddenDims = [12], Classes = 3 };
    private static readonly ObjectiveOptions Options = new() { LabelledShare = 0.1, ClassifierWeight = 7 };

    [Fact]
    public void Labelled_IsTheBoundWithThePriorOfY_AndTheClassifiersShare()
    {
        using var scope = NewDisposeScope();
        using var model = (M2Vae)Some.Model(Model, Input);
        var (x, y) = (Images(4), Labels(0, 1, 2, 1));
        using var first = new Generator(1);
        using var second = new Generator(1);

        using var terms = Objective.For(Options, Model).Evaluate(model, new Batch(x, y), first, 0.5);

        var q = model.EncodeTold(x, y);
        var recon = nn.functional.binary_cross_entropy_with_logits(model.DecodeTold(q.Sample(second), y), x, reduction: nn.Reduction.Sum);
        terms.Recon.item<float>().ShouldBe(recon.item<float>(), 1e-4f);
        terms.Kl.item<float>().ShouldBe(q.Kl().sum().item<float>(), 1e-5f);
        var misfit = -(y * model.Classify(x)!.log()).sum().item<float>();
        terms.Extra!.item<float>().ShouldBe((4 * MathF.Log(3)) + (7 * misfit), 1e-3f);
        terms.Loss.item<float>().ShouldBe(terms.Recon.item<float>() + (0.5f * terms.Kl.item<float>()) + terms.Extra!.item<float>(), 1e-4f);
    }

    [Fact]
    public void Unlabelled_AveragesTheBoundsOfAllClasses()
    {
        using var scope = NewDisposeScope();
        using var model = (M2Vae)Some.Model(Model, Input);
        Still(model);
        var x = Images(4);
        using var generator = new Generator(1);

        using var terms = Objective.For(Options, Model).Evaluate(model, new Batch(x), generator);

        // Σ_y q(y|x)·L(x, y) − H: each class by itself, as if it were the label.
        var shares = model.Classify(x)!;
        var expected = (shares * shares.log()).sum().item<float>() + (4 * MathF.Log(3));
        for (var y = 0; y < 3; y++)
        {
            var told = Labels(y, y, y, y);
            var q = model.EncodeTold(x, told);
            var recon = nn.functional.binary_cross_entropy_with_logits(model.DecodeTold(q.Mu, told), x, reduction: nn.Reduction.None).flatten(1).sum(1);
            expected += (shares.select(1, y) * (recon + q.Kl())).sum().item<float>();
        }

        terms.Loss.item<float>().ShouldBe(expected, 1e-3f);
    }

    [Fact]
    public void Mixed_WeighsBothKindsByTheirShareOfTheDataset_WhateverTheBatchHolds()
    {
        using var scope = NewDisposeScope();
        using var model = (M2Vae)Some.Model(Model, Input);
        Still(model);
        var x = Images(4);
        using var generator = new Generator(1);
        // Only row 3 says nothing.
        var y = Labels(2, 0, 1, 0) * tensor(new[] { 1f, 1, 1, 0 }).reshape(4, 1);

        ElboTerms Evaluate(Tensor images, Tensor? classes, ObjectiveOptions options) =>
            Objective.For(options, Model).Evaluate(model, new Batch(images, classes), generator);

        var mixed = Evaluate(x, y, Options);

        var labelled = Evaluate(x[..3], Labels(2, 0, 1), Options with { ClassifierWeight = 0 });
        var unlabelled = Evaluate(x[3..], null, Options);
        var misfit = -(y * model.Classify(x)!.log()).sum().item<float>() / 3;
        mixed.Recon.item<float>().ShouldBe(4 * ((0.1f * labelled.Recon.item<float>() / 3) + (0.9f * unlabelled.Recon.item<float>())), 1e-3f);
        mixed.Kl.item<float>().ShouldBe(4 * ((0.1f * labelled.Kl.item<float>() / 3) + (0.9f * unlabelled.Kl.item<float>())), 1e-3f);
        mixed.Loss.item<float>().ShouldBe(4 * ((0.1f * labelled.Loss.item<float>() / 3) + (0.9f * unlabelled.Loss.item<float>()) + (7 * misfit)), 1e-3f);
    }

    [Fact]
    public void EncodeAsEach_IsEncodeTold_ClassByClass()
    {
        using var scope = NewDisposeScope();
        using var model = (M2Vae)Some.Model(Model with { HiddenDims = [12, 7] }, Input);
        var x = Images(4);

        var all = model.EncodeAsEach(x);

        for (var y = 0; y < 3; y++)
        {
            var one = model.EncodeTold(x, Labels(y, y, y, y));
            Same(all.Mu[(4 * y)..(4 * (y + 1))], one.Mu);
            Same(all.Logvar[(4 * y)..(4 * (y + 1))], one.Logvar);
        }
    }

    [Fact]
    public void Evaluate_HasTheGradientOfFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        using var model = (M2Vae)Some.Model(Model, Input);
        model.to(float64);
        var y = (Labels(2, 0, 1, 0) * tensor(new[] { 1f, 0, 1, 0 }).reshape(4, 1)).to(float64);

        LinkedGradients.Check(Objective.For(Options, Model), model, new Batch(Images(4).to(float64), y));
    }

    [Fact]
    public void Training_FindsTheClasses_FromFewLabels()
    {
        using var scope = NewDisposeScope();
        using var model = (M2Vae)Some.Model(Model, Input);
        using var optimizer = optim.Adam(model.parameters(), lr: 0.01);
        using var generator = new Generator(1);
        // A class is which row is bright; one image in ten has its label.
        var classes = randint(0, 3, [120], dtype: int64, generator: generator);
        var y = zeros(120, 3).scatter(1, classes.unsqueeze(1), ones(120, 1));
        var bright = cat([y, zeros(120, 1)], 1).reshape(120, 1, 4, 1).expand(120, 1, 4, 4);
        var x = (bright * 0.6) + (rand([120, 1, 4, 4], generator: generator) * 0.4);
        var told = y * (arange(120) % 10).eq(0).to(float32).reshape(120, 1);

        for (var step = 0; step < 150; step++)
        {
            using var each = NewDisposeScope();
            optimizer.zero_grad();
            Objective.For(Options, Model).Evaluate(model, new Batch(x, told), generator).Loss.backward();
            using var none = optimizer.step();
        }

        var right = model.Classify(x)!.argmax(1).eq(classes).to(float32).mean().item<float>();
        right.ShouldBeGreaterThan(0.95f);
    }

    [Fact]
    public void Encode_UsesTheLikeliestClass_AndDecodeAllAlike_WhenNothingIsSaid()
    {
        using var scope = NewDisposeScope();
        using var model = (M2Vae)Some.Model(Model, Input);
        var x = Images(5);
        var likeliest = model.Classify(x)!.argmax(1).data<long>().ToArray();
        var predicted = Labels([.. likeliest.Select(value => (int)value)]);

        Same(model.Encode(x).Mu, model.Encode(x, predicted).Mu);
        Same(model.Encode(x, zeros(5, 3)).Mu, model.Encode(x, predicted).Mu);

        var z = randn(5, 2);
        Same(model.DecodeRaw(z), model.DecodeTold(z, full([5, 3], 1f / 3)));
        Same(model.DecodeRaw(z, Labels(0, 1, 2, 1, 0)), model.DecodeTold(z, Labels(0, 1, 2, 1, 0)));
    }

    /// <summary>Takes the noise out of z: σ = e^−15.</summary>
    private static void Still(M2Vae model)
    {
        using var mode = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (name == "fc_logvar.weight") parameter.fill_(0);
            if (name == "fc_logvar.bias") parameter.fill_(-30);
        }
    }

    private static void Same(Tensor a, Tensor b) => TensorMemory.ToArray(a).ShouldBe(TensorMemory.ToArray(b), 1e-6);

    private static Tensor Labels(params int[] labels) => eye(3).index_select(0, tensor(Array.ConvertAll(labels, label => (long)label)));

    private static Tensor Images(long count)
    {
        using var generator = new Generator(4);
        return rand([count, 1, 4, 4], generator: generator);
    }
}
