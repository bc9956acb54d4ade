using System.Net;
using System.Net.Sockets;
using Vae.Api.Configuration;
using Vae.Api.Errors;

namespace Vae.Api.Security;

/// <summary>Answers only to the server's own names: a page on another site that points its name at this machine (DNS rebinding) gets nothing.</summary>
internal sealed class HostGuard(RequestDelegate next, HttpOptions options)
{
    private readonly HashSet<string> allowed = new(
        ["localhost", "127.0.0.1", "[::1]", .. Literal(options.Address), .. options.AllowedHosts], StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext http) =>
        allowed.Contains(http.Request.Host.Host)
            ? next(http)
            : throw Problems.HostNotAllowed().AsException();

    /// <summary>A rebinding page has a name in its Host header, never the address. The address that stands for all is nobody's, and a page may point at it.</summary>
    private static string[] Literal(IPAddress address)
    {
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            return [];
        return [address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString()];
    }
}
