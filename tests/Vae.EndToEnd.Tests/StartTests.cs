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
        output.ShouldNotContain("   at ", Case.Sensitive, "a person who configures is shown no stack trace");
    }
}
