using System.Diagnostics;
using Vae.Core.Imaging;
using Vae.Core.Imaging.Gif;
using Vae.TestUtils;

namespace Vae.Core.Tests.Imaging.Gif;

/// <summary>Our animations as somebody else's decoder reads them: our own reader could share a mistake with our writer.</summary>
public sealed class GifByPillowTests
{
    private const string Python = "/usr/bin/python3";

    private const string Read = """
        import sys
        from PIL import Image
        file = Image.open(sys.argv[1])
        for i in range(getattr(file, "n_frames", 1)):
            file.seek(i)
            print(file.info.get("duration"), file.info.get("loop"), *file.size, file.convert("RGB").tobytes().hex())
        """;

    [Theory]
    [InlineData(1, 28, 28)]
    [InlineData(1, 257, 130)]
    [InlineData(3, 9, 9)]
    public async Task Frames_AreReadByPillow_AsTheyWereWritten(int channels, int width, int height)
    {
        Assert.SkipUnless(File.Exists(Python) && (await RunAsync("import PIL")).ExitCode == 0, "python3-pil is not installed");
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "frames.gif");
        PixelImage[] frames = [Noise(width, height, channels, 1), Noise(width, height, channels, 2), Noise(width, height, channels, 3)];
        await File.WriteAllBytesAsync(path, GifWriter.Write(frames, TimeSpan.FromMilliseconds(120)), TestContext.Current.CancellationToken);

        var (exitCode, output) = await RunAsync(Read, path);

        exitCode.ShouldBe(0, output);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(frames.Select(frame => $"120 0 {width} {height} {Rgb(frame)}"));
    }

    private static string Rgb(PixelImage image) => Convert.ToHexStringLower(
        image.Channels == 3 ? [.. image.Pixels] : [.. image.Pixels.SelectMany(value => new[] { value, value, value })]);

    /// <summary>In colour three of 9 × 9 pixels have no more than the 256 colours that are kept exactly.</summary>
    private static PixelImage Noise(int width, int height, int channels, int seed)
    {
        var pixels = new byte[width * height * channels];
        new Random(seed).NextBytes(pixels);
        return new PixelImage(width, height, channels, pixels);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var python = Process.Start(new ProcessStartInfo(Python, ["-c", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = python.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (python.ExitCode, output + await errors);
    }
}
