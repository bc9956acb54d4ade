using Vae.Core.Latents;

namespace Vae.Core.Tests.Latents;

public sealed class LatentGridsTests
{
    [Fact]
    public void Offsets_AreSymmetric_AndEven()
    {
        LatentGrids.Offsets(3, 5).ShouldBe([-3, -1.5, 0, 1.5, 3]);
        LatentGrids.Offsets(1, 2).ShouldBe([-1, 1]);
        Should.Throw<ArgumentOutOfRangeException>(() => LatentGrids.Offsets(0, 5));
        Should.Throw<ArgumentOutOfRangeException>(() => LatentGrids.Offsets(double.PositiveInfinity, 5));
        Should.Throw<ArgumentOutOfRangeException>(() => LatentGrids.Offsets(1, 1));
    }

    [Fact]
    public void Traverse_MovesOneDimensionAfterTheOther()
    {
        LatentGrids.Traverse([10, 20, 30], [2, 0], [-1, 1]).ShouldBe(
        [
            10, 20, 29, 10, 20, 31,
            9, 20, 30, 11, 20, 30,
        ]);
        Should.Throw<ArgumentOutOfRangeException>(() => LatentGrids.Traverse([1], [1], [0]));
    }

    [Fact]
    public void Plane_GoesRowByRow()
    {
        LatentGrids.Plane([10, 20, 30], new LatentAxis(2, [1, 2, 3]), new LatentAxis(0, [5, 4])).ShouldBe(
        [
            5, 20, 1, 5, 20, 2, 5, 20, 3,
            4, 20, 1, 4, 20, 2, 4, 20, 3,
        ]);
        Should.Throw<ArgumentException>(() => LatentGrids.Plane([1, 2], new LatentAxis(0, [0]), new LatentAxis(0, [0])));
        Should.Throw<ArgumentOutOfRangeException>(() => LatentGrids.Plane([1, 2], new LatentAxis(0, [0]), new LatentAxis(2, [0])));
    }
}
