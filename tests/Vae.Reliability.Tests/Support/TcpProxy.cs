using System.Net;
using System.Net.Sockets;

namespace Vae.Reliability.Tests.Support;

/// <summary>
/// What stands before replicas in production, at its smallest: it gives new connections in turn to those that say they are ready, asked
/// every 200 ms, and carries bytes. A connection that exists stays with its replica until that closes it.
/// </summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly CancellationTokenSource _stop = new();
    private readonly Replica[] _replicas;
    private readonly Task _work;

    // Accept loop only.
    private int _turn;

    public TcpProxy(params Uri[] replicas)
    {
        _replicas = [.. replicas.Select(address => new Replica(address))];
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _work = Task.WhenAll([AcceptAsync(), .. _replicas.Select(PollAsync)]);
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>Whether a replica gets new connections.</summary>
    public bool IsReady(int replica) => _replicas[replica].IsReady;

    /// <summary>How often a replica has sent something back.</summary>
    public long Carried(int replica) => _replicas[replica].Answered;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _work;
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task PollAsync(Replica replica)
    {
        while (!_stop.IsCancellationRequested)
        {
            replica.IsReady = await IsReadyAsync(replica);
            await Task.Delay(Interval, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> IsReadyAsync(Replica replica)
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri(replica.Address, "readyz"), _stop.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                Socket client = await _listener.AcceptAsync(_stop.Token);
                _ = Task.Run(() => CarryAsync(client, InTurn()));
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <summary>The ready replicas, the one whose turn it is first.</summary>
    private Replica[] InTurn()
    {
        int turn = Interlocked.Increment(ref _turn);
        return [.. Enumerable.Range(turn, _replicas.Length).Select(at => _replicas[at % _replicas.Length]).Where(replica => replica.IsReady)];
    }

    private static async Task CarryAsync(Socket client, Replica[] inTurn)
    {
        using (client)
        {
            (Replica Replica, Socket Socket)? found = await ConnectAsync(inTurn);
            if (found is null) return;
            using Socket server = found.Value.Socket;
            client.NoDelay = server.NoDelay = true;
            await Task.WhenAll(PumpAsync(client, server, () => { }), PumpAsync(server, client, found.Value.Replica.HasAnswered));
        }
    }

    /// <summary>Nothing was sent yet, so that a replica that refuses can be passed over.</summary>
    private static async Task<(Replica Replica, Socket Socket)?> ConnectAsync(Replica[] inTurn)
    {
        foreach (Replica replica in inTurn)
        {
            var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, replica.Address.Port);
                return (replica, server);
            }
            catch (SocketException)
            {
                server.Dispose();
            }
        }
        return null;
    }

    private static async Task PumpAsync(Socket from, Socket to, Action carried)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                carried();
                for (int sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
            }
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // What one side broke off, the other must see broken off.
            from.Dispose();
            to.Dispose();
        }
    }

    private sealed class Replica(Uri address)
    {
        private volatile bool _isReady;
        private long _answered;

        public Uri Address => address;

        /// <summary>How often it has sent something back.</summary>
        public long Answered => Interlocked.Read(ref _answered);

        public void HasAnswered() => Interlocked.Increment(ref _answered);

        public bool IsReady
        {
            get => _isReady;
            set => _isReady = value;
        }
    }
}
