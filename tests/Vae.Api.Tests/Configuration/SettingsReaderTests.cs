using Microsoft.Extensions.Configuration;
using Vae.Api.Configuration;

namespace Vae.Api.Tests.Configuration;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Read_GivesTheDefaults_WhenNothingIsSet()
    {
        var settings = Read([]);

        settings.Http.Port.ShouldBe(8080);
        settings.Http.Address.ToString().ShouldBe("127.0.0.1");
        settings.Demo.Enabled.ShouldBeTrue();
        settings.Security.ApiKey.ShouldBeNull();
        settings.Catalog.DataDirectory.ShouldBe(Path.GetFullPath("data"));
        settings.Catalog.DatasetsDirectory.ShouldBeNull();
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.0.2.1")]
    public void Read_Refuses_WhenOthersCanReachTheServerWithoutAKey(string address)
    {
        Violations(new() { ["Http:Address"] = address }).ShouldHaveSingleItem().ShouldContain("Security__ApiKey");
        Violations(new() { ["Http:Address"] = address, ["Security:ApiKey"] = "short" }).ShouldHaveSingleItem().ShouldContain("32");
        Read(new() { ["Http:Address"] = address, ["Security:ApiKey"] = new string('k', 32) }).Http.Address.ToString().ShouldBe(address);
    }

    [Fact]
    public void Read_ReportsEveryFaultAtOnce() => Violations(new()
    {
        ["Http:Port"] = "65536",
        ["Demo:Enabled"] = "perhaps",
        ["Worker:Threads"] = "0",
        ["Inference:QueueWait"] = "-00:00:01",
        ["Inference:LatentMagnitude"] = "NaN",
        ["Datasets:Directory"] = "/nowhere/at/all",
    }).Count.ShouldBe(6);

    [Fact]
    public void CommandLine_BecomesKeys()
    {
        var keys = CommandLine.Parse(["--port", "81", "--data=x", "--no-demo"])!;

        keys.ShouldBe(new Dictionary<string, string?> { ["Http:Port"] = "81", ["Data:Directory"] = "x", ["Demo:Enabled"] = "false" });
        CommandLine.Parse(["--help"]).ShouldBeNull();
        Should.Throw<SettingsException>(() => CommandLine.Parse(["--prot", "81", "--data"])).Violations.Count.ShouldBe(3);
    }

    private static ApiSettings Read(Dictionary<string, string?> keys) =>
        SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(keys).Build());

    private static IReadOnlyList<string> Violations(Dictionary<string, string?> keys) =>
        Should.Throw<SettingsException>(() => Read(keys)).Violations;
}
