using Vae.TestUtils;

namespace Vae.EndToEnd.Tests.Support;

/// <summary>A service that knows <see cref="TinyDataset"/> too: a job, its report included, takes a second or two.</summary>
internal static class Tiny
{
    public static Task<ServiceProcess> StartAsync(string dataFolder)
    {
        string datasets = Path.Combine(dataFolder, "datasets");
        TinyDataset.Write(datasets);
        return ServiceProcess.StartAsync(dataFolder, ["--no-demo"], new Dictionary<string, string> { ["Datasets__Directory"] = datasets });
    }
}
