namespace Vae.Reliability.Tests.Support;

/// <summary>Each test has a size for <c>./test</c> and a full one, which <c>VAE_FULL=1</c> asks for.</summary>
internal static class Scale
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("VAE_FULL") == "1";

    public static T Of<T>(T quick, T full) => IsFull ? full : quick;
}
