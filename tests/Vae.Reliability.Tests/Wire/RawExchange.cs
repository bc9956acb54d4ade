using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vae.Reliability.Tests.Wire;

/// <summary>What came back for bytes that need not be a request.</summary>
/// <param name="Text">All of it, as Latin 1.</param>
/// <param name="IsClosed">Whether the server ended the connection within the time.</param>
internal sealed record RawReply(string Text, bool IsClosed)
{
    private const string StatusLine = "HTTP/1.1 ";

    /// <summary>The statuses of the answers, in their order.</summary>
    public IReadOnlyList<string> Statuses => [.. Text.Split(StatusLine).Skip(1).Select(answer => answer[..3])];
}

/// <summary>Writes bytes to a connection of its own and reads what comes, whichever side gives up first.</summary>
internal static class RawExchange
{
    // An answer to what stands at hand comes in a few milliseconds; a server that waits for more says nothing.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    public static Task<RawReply> SendAsync(IPEndPoint server, string text) => SendAsync(server, [Encoding.Latin1.GetBytes(text)]);

    /// <summary>Sends piece by piece, for as long as the server takes them.</summary>
    /// <param name="server">Where.</param>
    /// <param name="pieces">What.</param>
    /// <param name="end">Whether to say that no more comes.</param>
    /// <param name="patience">How long the server may take for its first word once all is said; null: a second, which is enough for what costs it little.</param>
    public static async Task<RawReply> SendAsync(IPEndPoint server, IEnumerable<byte[]> pieces, bool end = false, TimeSpan? patience = null)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        Task sending = SendAllAsync(socket, pieces, end);
        using var received = new MemoryStream();
        bool isClosed = await ReceiveAsync(socket, received, sending, patience ?? Quiet);
        socket.Close();
        await sending;
        return new RawReply(Encoding.Latin1.GetString(received.ToArray()), isClosed);
    }

    private static async Task SendAllAsync(Socket socket, IEnumerable<byte[]> pieces, bool end)
    {
        try
        {
            foreach (byte[] piece in pieces)
            {
                for (int sent = 0; sent < piece.Length;) sent += await socket.SendAsync(piece.AsMemory(sent));
            }
            if (end) socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The server has had enough.
        }
    }

    private static async Task<bool> ReceiveAsync(Socket socket, MemoryStream received, Task sending, TimeSpan patience)
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            using var limit = new CancellationTokenSource(received.Length == 0 ? patience : Quiet);
            try
            {
                int read = await socket.ReceiveAsync(buffer, limit.Token);
                if (read == 0) return true;
                received.Write(buffer, 0, read);
            }
            catch (OperationCanceledException) when (!sending.IsCompleted && received.Length == 0)
            {
                // There is still something to be said.
            }
            catch (OperationCanceledException)
            {
                return false;
            }
            catch (SocketException)
            {
                return true;
            }
        }
    }
}
