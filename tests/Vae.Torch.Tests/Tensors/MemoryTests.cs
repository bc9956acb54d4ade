using TorchSharp;

namespace Vae.Torch.Tests.Tensors;

public sealed class MemoryTests : NativeTest
{
    [Fact]
    public void Item_Throws_WhenTypeOrCountIsWrong()
    {
        using var scope = torch.NewDisposeScope();
        Should.Throw<ArgumentException>(() => torch.tensor(1f).item<double>()).Message.ShouldContain("Float32");
        Should.Throw<ArgumentException>(() => torch.zeros(2).item<float>()).Message.ShouldContain("2 elements");
        Should.Throw<ArgumentException>(() => torch.zeros(2).data<int>());
        torch.tensor(2.75f).ToInt32().ShouldBe(2);
        torch.tensor(2L).ToSingle().ShouldBe(2f);
        torch.tensor(true).ToBoolean().ShouldBeTrue();
        torch.full(1, 1.5, dtype: torch.float16).item<Half>().ShouldBe((Half)1.5);
        torch.tensor(3f).ToScalar().Type.ShouldBe(torch.float32);
    }

    [Fact]
    public void Bytes_AreTheTensorsOwn()
    {
        using var tensor = torch.zeros(2);
        tensor.bytes.Length.ShouldBe(8);
        tensor.bytes[3] = 0x3F;
        tensor.data<float>()[0].ShouldBe(0.5f);
        tensor.bytes = new byte[] { 0, 0, 128, 63, 0, 0, 0, 64 };
        tensor.data<float>().ToArray().ShouldBe([1, 2]);
        Should.Throw<ArgumentException>(() => tensor.bytes = new byte[7]).Message.ShouldContain("8 bytes");
        Should.Throw<InvalidOperationException>(() =>
        {
            using var strided = torch.zeros(2, 2).DetachFromDisposeScope();
            using var transposed = strided.t();
            return transposed.bytes.Length;
        });
    }

    [Fact]
    public void Accessor_ChecksIndicesAndLife()
    {
        var tensor = torch.zeros(2, 2);
        var data = tensor.data<float>();
        data.Count.ShouldBe(4);
        data[1, 1] = 5;
        data.ToArray().ShouldBe([0, 0, 0, 5]);
        data.Sum().ShouldBe(5);
        Should.Throw<ArgumentOutOfRangeException>(() => data[0, 2]);
        Should.Throw<ArgumentOutOfRangeException>(() => data[-1, 0]);
        Should.Throw<ArgumentException>(() => data[0]);
        Should.Throw<ArgumentOutOfRangeException>(() => data.CopyTo(new float[1], 0, -1));
        tensor.Dispose();
        Should.Throw<ObjectDisposedException>(() => data[0, 0]);
        Should.Throw<ObjectDisposedException>(() => data.ToArray());
    }

    [Fact]
    public void Conversions_ShareOrCopy()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { 0f, 1.5f });
        Longs(x.to(torch.int64)).ShouldBe([0, 1]);
        Bools(x.@bool()).ShouldBe([false, true]);
        x.to(torch.float32).fill_(2);
        x.data<float>()[0].ShouldBe(2);
        x.to(torch.float32, copy: true).fill_(3);
        x.clone().fill_(3);
        x.data<float>()[0].ShouldBe(2);
        var other = torch.zeros(2).to(torch.float64, disposeAfter: true);
        other.copy_(x).sum().item<double>().ShouldBe(4);
        x.to(other).dtype.ShouldBe(torch.float64);
        x.to("cpu").device_type.ShouldBe(DeviceType.CPU);
    }

    [Fact]
    public void ToString_TellsShapeTypeAndDevice()
    {
        using var scope = torch.NewDisposeScope();
        torch.zeros(2, 3).ToString().ShouldBe("[2x3], type = Float32, device = cpu");
        torch.tensor(1.5f).ToString().ShouldBe("[], type = Float32, device = cpu, value = 1.5");
        torch.tensor(3L).ToString().ShouldBe("[], type = Int64, device = cpu, value = 3");
    }

    [Fact]
    public void Meta_HasNoMemory()
    {
        using var tensor = torch.zeros(1_000_000, 1_000_000, device: torch.META);
        tensor.numel().ShouldBe(1_000_000_000_000);
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => tensor.data<float>()).Message.ShouldContain("meta");
    }
}
