using System.Text;
using Vae.Core.Latents;

namespace Vae.Reliability.Tests.Wire;

/// <summary>A request, ready to be written to a socket.</summary>
internal sealed class WireRequest
{
    private readonly string _method;
    private readonly string _target;
    private readonly (string Name, string Value)[] _headers;
    private readonly byte[] _body;

    private WireRequest(string name, string method, string target, (string Name, string Value)[] headers, byte[] body)
    {
        (Name, _method, _target, _headers, _body) = (name, method, target, headers, body);
        Bytes = Write(target);
    }

    /// <summary>What it is called in reports, and its identity.</summary>
    public string Name { get; }

    /// <summary>Head and body, for any version that answers.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The body of the answer, made from a checkpoint without a service; null where the test does not know.</summary>
    public Func<LatentSpace, byte[]>? Expected { get; init; }

    /// <summary>Where the head ends and the body begins.</summary>
    public int HeadLength => Bytes.Length - _body.Length;

    public static WireRequest Get(string name, string target, string accept = "*/*", Func<LatentSpace, byte[]>? expected = null) =>
        new(name, "GET", target, [("Accept", accept)], []) { Expected = expected };

    public static WireRequest Post(string name, string target, byte[] body, string type, string accept) =>
        new(name, "POST", target, [("Accept", accept), ("Content-Type", type)], body);

    /// <summary>A POST with headers of its own beside type and length.</summary>
    public static WireRequest Post(string name, string target, byte[] body, params (string Name, string Value)[] headers) =>
        new(name, "POST", target, headers, body);

    public static WireRequest PostJson(string name, string target, string json, string accept, Func<LatentSpace, byte[]>? expected = null) =>
        new(name, "POST", target, [("Accept", accept), ("Content-Type", "application/json")], Encoding.UTF8.GetBytes(json)) { Expected = expected };

    /// <summary>The same request to one version by its reference.</summary>
    public ReadOnlyMemory<byte> BytesFor(string reference) =>
        Write($"{_target}{(_target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}model={Uri.EscapeDataString(reference)}");

    private byte[] Write(string target)
    {
        var head = new StringBuilder().Append(_method).Append(' ').Append(target).Append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        foreach ((string name, string value) in _headers) head.Append(name).Append(": ").Append(value).Append("\r\n");
        if (_method == "POST") head.Append("Content-Length: ").Append(_body.Length).Append("\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. _body];
    }
}
