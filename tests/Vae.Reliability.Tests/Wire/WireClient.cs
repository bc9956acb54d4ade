using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vae.Reliability.Tests.Wire;

/// <summary>
/// One keep-alive connection. A tenth of HttpClient's cost, so that the load does not starve the service that it measures, and nothing is
/// repeated behind the test's back: what the server does to a connection is seen.
/// </summary>
internal sealed class WireClient(IPEndPoint server) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private byte[] _buffer = new byte[64 * 1024];
    private byte[] _body = new byte[64 * 1024];
    private int _filled;
    private CancellationTokenSource _limit = new();
    private Socket? _socket;

    /// <summary>Sends a request and reads its answer; opens a connection if there is none.</summary>
    /// <exception cref="WireException">No connection, or it ended before the answer did.</exception>
    public async ValueTask<WireAnswer> SendAsync(ReadOnlyMemory<byte> request)
    {
        if (!_limit.TryReset()) _limit = new CancellationTokenSource();
        _limit.CancelAfter(Limit);
        try
        {
            Socket socket = _socket ??= await ConnectAsync(_limit.Token);
            _filled = 0;
            await SendAllAsync(socket, request);
            WireAnswer answer = await ReadAsync(socket);
            if (answer.Closes) Disconnect();
            return answer;
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException or WireException)
        {
            Disconnect();
            throw fault as WireException ?? new WireException(fault is SocketException ? fault.Message : $"no answer within {Limit.TotalSeconds} s");
        }
    }

    /// <summary>A server that has refused a body by its head may close while the rest is still being sent: its answer is there to be read all the same.</summary>
    private async ValueTask SendAllAsync(Socket socket, ReadOnlyMemory<byte> request)
    {
        try
        {
            for (int sent = 0; sent < request.Length;) sent += await socket.SendAsync(request[sent..], _limit.Token);
        }
        catch (SocketException) when (socket.Available > 0)
        {
            // ReadAsync reads it, and fails where it is not whole.
        }
    }

    /// <summary>A caller that goes away: sends the request's first bytes on a connection of its own and resets it.</summary>
    public static async Task AbortAsync(IPEndPoint server, ReadOnlyMemory<byte> bytes)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(true, 0) };
        await socket.ConnectAsync(server);
        await socket.SendAsync(bytes);
    }

    public void Dispose()
    {
        Disconnect();
        _limit.Dispose();
    }

    private void Disconnect()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellation)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<WireAnswer> ReadAsync(Socket socket)
    {
        int headEnd;
        while ((headEnd = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0) await FillAsync(socket);
        Head head = Head.Parse(Encoding.ASCII.GetString(_buffer, 0, headEnd));
        int start = headEnd + 4;
        if (head.IsChunked) return new WireAnswer(head.Status, head.Version, head.Closes, head.Type, await ReadChunksAsync(socket, start));
        while (_filled < start + head.Length) await FillAsync(socket);
        return new WireAnswer(head.Status, head.Version, head.Closes, head.Type, _buffer.AsMemory(start, head.Length));
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadChunksAsync(Socket socket, int at)
    {
        int length = 0;
        while (true)
        {
            int lineEnd;
            while ((lineEnd = _buffer.AsSpan(at, _filled - at).IndexOf("\r\n"u8)) < 0) await FillAsync(socket);
            int size = int.Parse(Encoding.ASCII.GetString(_buffer, at, lineEnd), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            at += lineEnd + 2;
            // The chunk is followed by a line's end; after the last one that is the end of the absent trailers.
            while (_filled < at + size + 2) await FillAsync(socket);
            if (size == 0) return _body.AsMemory(0, length);
            if (length + size > _body.Length) Array.Resize(ref _body, Math.Max(2 * _body.Length, length + size));
            _buffer.AsSpan(at, size).CopyTo(_body.AsSpan(length));
            length += size;
            at += size + 2;
        }
    }

    private async ValueTask FillAsync(Socket socket)
    {
        if (_filled == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
        int read = await socket.ReceiveAsync(_buffer.AsMemory(_filled), _limit.Token);
        if (read == 0) throw new WireException($"the connection ended after {_filled} bytes of the answer");
        _filled += read;
    }

    private sealed record Head(int Status, string? Version, bool Closes, bool IsChunked, string? Type, int Length)
    {
        public static Head Parse(string text)
        {
            string[] lines = text.Split("\r\n");
            var head = new Head(int.Parse(lines[0].AsSpan(9, 3), CultureInfo.InvariantCulture), null, false, false, null, 0);
            foreach (string line in lines.AsSpan(1))
            {
                int colon = line.IndexOf(':', StringComparison.Ordinal);
                string value = line[(colon + 1)..].Trim();
                head = line[..colon].ToUpperInvariant() switch
                {
                    "X-MODEL-VERSION" => head with { Version = value },
                    "CONNECTION" => head with { Closes = value.Equals("close", StringComparison.OrdinalIgnoreCase) },
                    "CONTENT-TYPE" => head with { Type = value.Split(';')[0] },
                    "TRANSFER-ENCODING" => head with { IsChunked = true },
                    "CONTENT-LENGTH" => head with { Length = int.Parse(value, CultureInfo.InvariantCulture) },
                    _ => head,
                };
            }
            return head;
        }
    }
}
