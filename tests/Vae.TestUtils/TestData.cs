namespace Vae.TestUtils;

/// <summary>Finds data that is too large to live with the tests.</summary>
public static class TestData
{
    /// <summary>What to say where the data is missing.</summary>
    public const string MnistMissing =
        "MNIST is not here: set VAE_TEST_DATA to a folder that has mnist/ with the four gzipped IDX files.";

    /// <summary>
    /// The folder of MNIST's IDX files: <c>mnist</c> under <c>VAE_TEST_DATA</c>, else under <c>shared/data</c> beside
    /// one of the folders above the tests; null where there is none.
    /// </summary>
    public static string? MnistDirectory()
    {
        if (Environment.GetEnvironmentVariable("VAE_TEST_DATA") is { Length: > 0 } given)
            return Existing(Path.Combine(given, "mnist"));
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Existing(Path.Combine(folder.FullName, "shared", "data", "mnist")) is { } found)
                return found;
        }

        return null;
    }

    private static string? Existing(string folder) => Directory.Exists(folder) ? folder : null;
}
