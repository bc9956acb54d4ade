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
        settings.RateLimits.ShouldBe(new RateLimitOptions { InferPerSecond = 50, InferBurst = 100, AuthFailuresPerMinute = 20 });
        settings.Catalog.MaxQueuedJobsPerOwner.ShouldBe(20);
        settings.Catalog.DataDirectory.ShouldBe(Path.GetFullPath("data"));
        settings.Catalog.DatasetsDirectory.ShouldBeNull();
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.0.2.1")]
    public void Read_Refuses_WhenOthersCanReachTheServerUnderAnyName(string address)
    {
        var hosts = new Dictionary<string, string?> { ["Http:Address"] = address, ["Http:AllowedHosts"] = "vae.example.org;192.0.2.1;[2001:db8::1]" };
        Violations(new() { ["Http:Address"] = address }).ShouldHaveSingleItem().ShouldContain("Http__AllowedHosts");
        Violations(new(hosts) { ["Security:ApiKey"] = "short" }).ShouldHaveSingleItem().ShouldContain("32");
        Read(new(hosts) { ["Security:ApiKey"] = new string('k', 32) }).Http.Address.ToString().ShouldBe(address);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("*.example.org")]
    [InlineData("https://vae.example.org")]
    [InlineData("vae.example.org:8080")]
    [InlineData("vae.example.org/")]
    public void Read_Refuses_WhatIsNoHostName(string host) =>
        Violations(new() { ["Http:AllowedHosts"] = host }).ShouldHaveSingleItem().ShouldContain("Http__AllowedHosts");

    [Fact]
    public void Read_ReportsEveryFaultAtOnce() => Violations(new()
    {
        ["Http:Port"] = "65536",
        ["Demo:Enabled"] = "perhaps",
        ["Worker:Threads"] = "0",
        ["Inference:QueueWait"] = "-00:00:01",
        ["Inference:LatentMagnitude"] = "NaN",
        ["Datasets:Directory"] = "/nowhere/at/all",
        ["RateLimits:InferPerSecond"] = "0",
    }).Count.ShouldBe(7);

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
