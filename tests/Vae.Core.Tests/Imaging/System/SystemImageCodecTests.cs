using Vae.Core.Imaging;
using Vae.Torch;

namespace Vae.Core.Tests.Imaging;

public class SystemImageCodecTests
{
    [Fact]
    public void Encode_LeavesNoNativeHandle()
    {
        var before = NativeHandles.Live;

        foreach (var format in Enum.GetValues<ImageFormat>())
            TestImages.Encode(format);

        NativeHandles.Live.ShouldBe(before);
    }
}
