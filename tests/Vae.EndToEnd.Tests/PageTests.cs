using System.Diagnostics;
using System.Text.Json;
using Vae.EndToEnd.Tests.Support;
using Vae.TestUtils;

namespace Vae.EndToEnd.Tests;

/// <summary>The page in a real browser.</summary>
public sealed class PageTests
{
    private const string Chromium = "/usr/bin/chromium";

    [Fact]
    public async Task Page_ShowsTheServedModelAndItsSamples()
    {
        string page = await ShowAsync("""{"dataset":"tiny","preset":"mlp","name":"seen","training":{"epochs":20}}""");

        page.ShouldContain("seen@1");
        page.ShouldContain("blob:", Case.Sensitive, "pictures were fetched and shown");
        page.ShouldContain("""<p id="job-health" role="status"></p>""", Case.Sensitive, "a healthy posterior needs no word");
    }

    [Fact]
    public async Task Page_SaysWhatTheCollapseDoctorFinds()
    {
        string page = await ShowAsync("""{"dataset":"tiny","preset":"mlp","objective":{"beta":1000},"training":{"epochs":20}}""");

        page.ShouldContain("The posterior collapsed");
        page.ShouldContain("set objective.beta to 1");
    }

    /// <summary>The page once a job has ended.</summary>
    private static async Task<string> ShowAsync(string request)
    {
        Assert.SkipUnless(File.Exists(Chromium), "chromium is not installed");
        using var data = new TemporaryFolder();
        using ServiceProcess service = await Tiny.StartAsync(data.Path);
        JsonElement job = await service.JobEndAsync(await service.TrainAsync(request), TimeSpan.FromMinutes(3));
        job.GetProperty("state").GetString().ShouldBe("succeeded", job.ToString());
        await service.WaitAsync(async () => (await service.Http.GetAsync("readyz")).IsSuccessStatusCode, TimeSpan.FromMinutes(1), "readiness");
        return await RenderAsync(service.Address);
    }

    private static async Task<string> RenderAsync(Uri address)
    {
        using var profile = new TemporaryFolder();
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", $"--user-data-dir={profile.Path}", "--virtual-time-budget=8000", "--dump-dom", address.ToString(),
        ];
        using Process process = Process.Start(new ProcessStartInfo(Chromium, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string page = await process.StandardOutput.ReadToEndAsync();
        await errors;
        await process.WaitForExitAsync();
        return page;
    }
}
