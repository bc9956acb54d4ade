using Vae.TestUtils;

namespace Vae.EndToEnd.Tests;

public sealed class StartTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public async Task OpenAddressWithoutKey_IsRefused_WithCauseAndRemedy(string address)
    {
        using var data = new TemporaryFolder();

        (int exitCode, string output) = await ServiceProcess.StartRefusedAsync(data.Path, ["--no-demo"], new Dictionary<string, string> { ["Http__Address"] = address });

        exitCode.ShouldBe(1);
        output.ShouldContain("Security__ApiKey");
        output.ShouldContain("Http__AllowedHosts");
        output.ShouldNotContain("   at ", Case.Sensitive, "a person who configures is shown no stack trace");
    }

    [Fact]
    public async Task OpenAddress_IsServed_WithAKeyOfTheCatalog_AndRefusedWithout()
    {
        using var data = new TemporaryFolder();
        var environment = new Dictionary<string, string> { ["Http__Address"] = "0.0.0.0", ["Http__AllowedHosts"] = "localhost" };
        (int exitCode, string output) = await ServiceProcess.StartRefusedAsync(data.Path, ["--no-demo"], environment);
        exitCode.ShouldBe(1);
        output.ShouldContain("keys create");

        (int made, string printed) = await ServiceProcess.CommandAsync(data.Path, ["keys", "create", "--name", "test", "--scopes", "train"]);
        made.ShouldBe(0, printed);
        string key = printed.Trim();
        using ServiceProcess service = await ServiceProcess.StartAsync(data.Path, ["--no-demo"], environment);
        (await StatusAsync("jobs", null)).ShouldBe(401);
        (await StatusAsync("jobs", key)).ShouldBe(200);
        (await StatusAsync("models", key)).ShouldBe(403);

        (await ServiceProcess.CommandAsync(data.Path, ["keys", "revoke", key.Substring(4, 12)])).ExitCode.ShouldBe(0);
        await service.WaitAsync(async () => await StatusAsync("jobs", key) == 401, TimeSpan.FromSeconds(30), "the key is revoked");
        (await ServiceProcess.CommandAsync(data.Path, ["keys", "list"])).Output.ShouldContain("revoked");
        service.Output.ShouldNotContain(key);

        async Task<int> StatusAsync(string path, string? bearer)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
            using HttpResponseMessage response = await service.Http.SendAsync(request);
            return (int)response.StatusCode;
        }
    }

    [Theory]
    [InlineData(true, "The file is damaged")]
    [InlineData(false, "The file is missing")]
    public async Task TensorLibraryThatCannotBeLoaded_IsNamed_WithCauseAndRemedy(bool isThere, string expected)
    {
        const string Library = "libLibTorchSharp.so";
        using var folder = new TemporaryFolder();
        foreach (var file in new DirectoryInfo(AppContext.BaseDirectory).EnumerateFiles())
        {
            var copy = Path.Combine(folder.Path, file.Name);
            // libtorch takes half a gigabyte.
            if (file.LinkTarget is { } target) File.CreateSymbolicLink(copy, target);
            else if (file.Name != Library) file.CopyTo(copy);
            else if (isThere) await File.WriteAllTextAsync(copy, "none", TestContext.Current.CancellationToken);
        }

        var (exitCode, output) = await ServiceProcess.StartRefusedAsync(folder.Path, ["--no-demo"], new Dictionary<string, string>(), folder.Path);

        exitCode.ShouldBe(1);
        var sentence = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
        sentence.ShouldStartWith($"Vae cannot start: The tensor library cannot be loaded. {Library}, of TorchSharp 0.107.0: ");
        sentence.ShouldContain(expected);
        sentence.ShouldContain("./run");
    }
}
