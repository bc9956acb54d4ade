using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vae.Reliability.Tests.Wire;

/// <summary>How a client is slow.</summary>
internal enum Slowness
{
    /// <summary>It begins a head and goes on by a byte a second.</summary>
    Head,

    /// <summary>It sends a whole head and then a byte of the body each second.</summary>
    Body,

    /// <summary>It asks for much and reads nothing.</summary>
    Reader,

    /// <summary>It says nothing at all.</summary>
    Idle,
}

/// <summary>A client that holds a connection for as long as it is let.</summary>
internal sealed class SlowClient : IDisposable
{
    /// <summary>Bytes of one answer that a client which does not read has asked for.</summary>
    public const int AnswerLength = AnswerImages * 28 * 28 * sizeof(float);

    private const int AnswerImages = 64;

    // 200 KB each: together more than the buffers on the way take.
    private const int ManyAnswers = 32;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly byte[] Drip = [(byte)'1'];

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 4096 };
    private readonly CancellationTokenSource _stop = new();
    private Task _dripping = Task.CompletedTask;

    private SlowClient()
    {
    }

    public static async Task<SlowClient> OpenAsync(IPEndPoint server, Slowness slowness)
    {
        var client = new SlowClient();
        await client._socket.ConnectAsync(server);
        await client._socket.SendAsync(Encoding.ASCII.GetBytes(Beginning(slowness)));
        if (slowness is Slowness.Head or Slowness.Body) client._dripping = client.DripAsync();
        return client;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _socket.Dispose();
    }

    private static string Beginning(Slowness slowness) => slowness switch
    {
        Slowness.Head => "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
        Slowness.Body => "POST /decode HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"z\":[",
        Slowness.Reader => string.Concat(Enumerable.Repeat(
            $"GET /sample?count={AnswerImages}&seed=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/octet-stream\r\n\r\n", ManyAnswers)),
        _ => "",
    };

    private async Task DripAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                await Task.Delay(Pause, _stop.Token);
                await _socket.SendAsync(Drip, _stop.Token);
            }
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The service has had enough, or the test has.
        }
    }
}
