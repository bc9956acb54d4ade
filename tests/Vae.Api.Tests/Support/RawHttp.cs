using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vae.Api.Tests.Support;

/// <summary>Requests as they are written, without a client that tidies them.</summary>
internal static class RawHttp
{
    /// <summary>Sends the head, and closes after the answer.</summary>
    /// <param name="server">Whom to ask.</param>
    /// <param name="requestLine">For example <c>GET /jobs</c>; the version is added.</param>
    /// <param name="headers">Lines without their ends. Host is added unless there is one.</param>
    public static async Task<Answer> SendAsync(ApiServer server, string requestLine, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Http.BaseAddress!.Port);
        var host = headers.Any(header => header.StartsWith("Host:", StringComparison.Ordinal)) ? "" : "Host: localhost\r\n";
        var length = requestLine.StartsWith("POST", StringComparison.Ordinal) && !headers.Any(header => header.StartsWith("Content-Length:", StringComparison.Ordinal))
            ? "Content-Length: 0\r\n"
            : "";
        var head = $"{requestLine} HTTP/1.1\r\n{host}{length}Connection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(head));
        using var answer = new MemoryStream();
        try
        {
            await client.GetStream().CopyToAsync(answer).WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (IOException)
        {
            // The server may reset the connection after it has answered.
        }

        return Parse(answer.ToArray());
    }

    private static Answer Parse(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        end.ShouldBeGreaterThan(0, Encoding.Latin1.GetString(bytes));
        var lines = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => string.Join(',', group.Select(pair => pair[1])), StringComparer.OrdinalIgnoreCase);
        return new Answer(
            int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture),
            headers.GetValueOrDefault("Content-Type")?.Split(';')[0],
            bytes[(end + 4)..],
            headers);
    }
}
