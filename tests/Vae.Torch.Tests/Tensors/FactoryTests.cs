using System.Runtime.InteropServices;
using TorchSharp;

namespace Vae.Torch.Tests.Tensors;

public sealed class FactoryTests : NativeTest
{
    [Fact]
    public void Factories_FillTheShape()
    {
        Floats(torch.zeros(2, 2)).ShouldBe([0, 0, 0, 0]);
        Floats(torch.ones([3])).ShouldBe([1, 1, 1]);
        Floats(torch.full(2, 2.5)).ShouldBe([2.5f, 2.5f]);
        Floats(torch.eye(2)).ShouldBe([1, 0, 0, 1]);
        Floats(torch.eye(1, 3)).ShouldBe([1, 0, 0]);
        Floats(torch.linspace(0, 1, 5)).ShouldBe([0, 0.25f, 0.5f, 0.75f, 1]);
        ShouldBeClose(Floats(torch.logspace(0, 2, 3)), [1, 10, 100]);
    }

    [Fact]
    public void Empty_HasTheShapeAndTheType()
    {
        using var tensor = torch.empty(2, 3, 4, 5, dtype: torch.float64);
        tensor.shape.ShouldBe([2, 3, 4, 5]);
        tensor.dtype.ShouldBe(torch.float64);
        tensor.numel().ShouldBe(120);
        tensor.element_size().ShouldBe(8);
        tensor.device_type.ShouldBe(DeviceType.CPU);
        tensor.is_contiguous().ShouldBeTrue();
    }

    [Fact]
    public void Arange_IsWhole_WhenItsNumbersAre()
    {
        Longs(torch.arange(4)).ShouldBe([0, 1, 2, 3]);
        Longs(torch.arange(1, 8, 3)).ShouldBe([1, 4, 7]);
        Floats(torch.arange(0.0, 1.0, 0.25)).ShouldBe([0, 0.25f, 0.5f, 0.75f]);
    }

    [Fact]
    public void Tensor_KeepsTheTypeOfItsValues()
    {
        using var scope = torch.NewDisposeScope();
        torch.tensor(new[] { 1f, 2f }).dtype.ShouldBe(torch.float32);
        torch.tensor(new[] { 1d, 2d }).dtype.ShouldBe(torch.float64);
        torch.tensor(new[] { 1L }).dtype.ShouldBe(torch.int64);
        torch.tensor(new[] { 1 }).dtype.ShouldBe(torch.int32);
        torch.tensor(new byte[] { 1 }).dtype.ShouldBe(torch.uint8);
        torch.tensor(new[] { true }).dtype.ShouldBe(torch.@bool);
        torch.tensor(1.5f).shape.ShouldBeEmpty();
        torch.tensor(7L).item<long>().ShouldBe(7);
    }

    [Fact]
    public void Tensor_IsRowMajor_WhenGivenRows()
    {
        using var scope = torch.NewDisposeScope();
        var tensor = torch.tensor(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } });
        tensor.shape.ShouldBe([2, 3]);
        tensor.data<float>()[1, 0].ShouldBe(4);
        Floats(torch.tensor(new[] { 1f, 2f, 3f, 4f }, 2, 2).t().contiguous()).ShouldBe([1, 3, 2, 4]);
        Floats(torch.tensor(new List<float> { 1, 2 }, dtype: torch.float32)).ShouldBe([1, 2]);
        Floats(torch.tensor(new Memory<float>([1, 2, 3, 4, 5]).Slice(1, 2), [2])).ShouldBe([2, 3]);
    }

    [Fact]
    public void Tensor_Converts_WhenGivenAType()
    {
        Floats(torch.tensor(new byte[] { 0, 255 }, dtype: torch.float32)).ShouldBe([0, 255]);
        Longs(torch.tensor(new[] { 1.9, -1.9 }, dtype: torch.int64)).ShouldBe([1, -1]);
    }

    [Fact]
    public void Tensor_Throws_WhenTheShapeDoesNotHoldTheValues()
    {
        var error = Should.Throw<ExternalException>(() => torch.tensor(new[] { 1f, 2f, 3f }, [2, 2]));
        error.Message.ShouldContain("16 bytes");
        error.Message.ShouldContain("12 were given");
    }

    [Fact]
    public void Tensor_Copies_WhenTheArrayChangesLater()
    {
        var values = new[] { 1f, 2f };
        using var tensor = torch.tensor(values);
        values[0] = 9;
        tensor.data<float>().ToArray().ShouldBe([1, 2]);
    }

    [Fact]
    public void FromArray_TakesAnyRank()
    {
        using var tensor = torch.from_array(new[, ,] { { { 1, 2 } }, { { 3, 4 } } });
        tensor.shape.ShouldBe([2, 1, 2]);
        tensor.dtype.ShouldBe(torch.int32);
        Should.Throw<ArgumentException>(() => torch.from_array(new[] { "a" })).Message.ShouldContain("String");
    }

    [Fact]
    public void FromBuffer_ReadsBytesAsAnotherType()
    {
        Floats(torch.frombuffer(new byte[] { 9, 0, 0, 128, 63, 0, 0, 0, 64 }, torch.float32, offset: 1)).ShouldBe([1, 2]);
        Should.Throw<ArgumentOutOfRangeException>(() => torch.frombuffer(new byte[4], torch.float32, count: 2));
    }

    [Fact]
    public void Like_TakesShapeAndTypeOfTheOther()
    {
        using var scope = torch.NewDisposeScope();
        var other = torch.zeros(2, 3, dtype: torch.float64);
        var ones = torch.ones_like(other);
        ones.shape.ShouldBe([2, 3]);
        ones.dtype.ShouldBe(torch.float64);
        Floats(torch.full_like(other, 3, dtype: torch.float32)).ShouldAllBe(value => value == 3);
        other.zeros_like().sum().item<double>().ShouldBe(0);
    }

    [Fact]
    public void Factories_Throw_WhenGivenNames() =>
        Should.Throw<NotSupportedException>(() => torch.zeros(2, names: ["N"]));

    [Fact]
    public void Zeros_Throws_WhenAnExtentIsNegative() =>
        Should.Throw<ExternalException>(() => torch.zeros(-1)).Message.ShouldContain("negative");

    [Fact]
    public void Device_ReadsItsText()
    {
        torch.device("cuda:1").index.ShouldBe(1);
        torch.device("cpu").type.ShouldBe(DeviceType.CPU);
        new torch.Device(DeviceType.CUDA).ToString().ShouldBe("cuda");
        new torch.Device("cuda:0").ToString().ShouldBe("cuda:0");
        Should.Throw<ArgumentException>(() => torch.device("gpu")).Message.ShouldContain("'gpu'");
        Should.Throw<ArgumentException>(() => torch.device("cuda:-1"));
    }
}
