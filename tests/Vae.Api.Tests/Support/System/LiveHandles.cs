using Vae.Torch;

namespace Vae.Api.Tests.Support;

/// <summary>Native objects that are alive, of every kind that this build's tensor library counts.</summary>
internal static class LiveHandles
{
    public static long Count => NativeHandles.Live;
}
