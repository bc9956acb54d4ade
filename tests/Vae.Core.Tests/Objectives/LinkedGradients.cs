using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Objectives;

/// <summary>Holds an objective's gradient to central differences, in double precision, along one random direction through all parameters.</summary>
internal static class LinkedGradients
{
    public static void Check(Objective objective, VaeModel model, Batch batch)
    {
        const double step = 1e-6;
        using var scope = NewDisposeScope();
        using var directions = new Generator(77);
        var moves = model.parameters().Select(parameter => (parameter, move: randn(parameter.shape, dtype: float64, generator: directions))).ToList();

        Loss().backward();
        var slope = moves.Sum(each => (each.parameter.grad! * each.move).sum().item<double>());

        Move(step);
        var above = Loss().item<double>();
        Move(-2 * step);
        var below = Loss().item<double>();

        slope.ShouldBe((above - below) / (2 * step), 1e-5 * Math.Max(1, Math.Abs(slope)));

        Tensor Loss()
        {
            using var generator = new Generator(5);
            return objective.Evaluate(model, batch, generator, 0.5).Loss;
        }

        void Move(double by)
        {
            using var mode = no_grad();
            foreach (var (parameter, move) in moves) parameter.add_(move, by);
        }
    }
}
