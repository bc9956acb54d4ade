using static TorchSharp.torch;

namespace Vae.Core.Tests;

/// <summary>A guard that cannot fail is worse than none: each catches a planted leak.</summary>
public sealed class LiveTensorsTests
{
    [Fact]
    public void Count_RisesByTheTensorsThatAreHeld_AndFallsBack()
    {
        var before = LiveTensors.Count;

        var leaked = zeros(3);
        LiveTensors.Count.ShouldBe(before + 1);

        leaked.Dispose();
        LiveTensors.Count.ShouldBe(before);
    }

    [Fact]
    public void Count_IsThatOfParametersAndBuffers_WhenAModelIsMade_AndFallsBack()
    {
        foreach (var architecture in Models.Every.Architecture)
        {
            var (options, shape) = architecture.Data;
            var before = LiveTensors.Count;

            var model = Some.Model(options, shape);
            LiveTensors.Count.ShouldBe(before + model.parameters().Count() + model.buffers().Count(), options.ToString());

            model.Dispose();
            LiveTensors.Count.ShouldBe(before, options.ToString());
        }
    }

    [Fact]
    public void Guard_Throws_WhenATestLeavesATensor()
    {
        var guarded = new Guarded();
        using var leaked = zeros(3);

        Should.Throw<ShouldAssertException>(guarded.Dispose);
    }

    [Fact]
    public void Guard_Throws_WhenATestLeavesAModel()
    {
        var guarded = new Guarded();
        using var leaked = Some.Model();

        Should.Throw<ShouldAssertException>(guarded.Dispose);
    }

    [Fact]
    public void Guard_LetsPass_WhatIsDisposed()
    {
        var guarded = new Guarded();
        Some.Model().Dispose();
        zeros(3).Dispose();

        Should.NotThrow(guarded.Dispose);
    }

    private sealed class Guarded : TensorTest;
}
