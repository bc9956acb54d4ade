using System.Text;
using Vae.Api.Formats;

namespace Vae.Api.Tests.Formats;

public sealed class TensorEncoderTests
{
    [Fact]
    public void Npy_IsWhatNumPyWrites()
    {
        var bytes = TensorEncoder.Npy([1, -2], [2, 1]);

        // numpy.save of np.array([[1], [-2]], '<f4') with NumPy 1.24.
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }";
        bytes[..10].ShouldBe([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 0x76, 0]);
        Encoding.ASCII.GetString(bytes, 10, 118).ShouldBe(header.PadRight(117) + "\n");
        bytes[128..].ShouldBe([0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]);
    }

    [Fact]
    public void Npy_WritesATupleOfOne_ForAVector() =>
        Encoding.ASCII.GetString(TensorEncoder.Npy([1], [1])).ShouldContain("'shape': (1,)");

    [Fact]
    public void Raw_IsLittleEndian() => TensorEncoder.Raw([1]).ShouldBe([0, 0, 0x80, 0x3F]);
}
