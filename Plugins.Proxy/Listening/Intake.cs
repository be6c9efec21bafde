using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Listening;

/// <summary>
/// Takes in what comes by one listener: by each of the sockets lent to it, which come and go and are never closed here. Members that change it
/// are called one after another.
/// </summary>
internal abstract partial class Intake(ProxyListener listener, ILogger logger)
{
    private readonly Dictionary<Socket, (CancellationTokenSource Stop, Task Loop)> _loops = [];
    private readonly ILogger _logger = logger;

    public string Name { get; } = listener.Name;

    public ProxyProtocol Protocol { get; } = listener.Protocol;

    private IPEndPoint Endpoint { get; set; } = listener.Endpoint;

    /// <summary>Open connections or sessions.</summary>
    public abstract int Open { get; }

    /// <summary>
    /// Whether it is what a listener asks for: its sockets may be others where one of both stands for all addresses, and the connections that are open are the same
    /// listener's.
    /// </summary>
    public bool Serves(ProxyListener? listener) => listener is not null && listener.Protocol == Protocol
        && (listener.Endpoint.Equals(Endpoint) || (listener.Endpoint.Port == Endpoint.Port && (IsForAll(listener.Endpoint) || IsForAll(Endpoint))));

    /// <summary>Takes in nothing more by sockets other than these.</summary>
    /// <returns>Those that go, of which <see cref="LeaveAsync"/> is to be told.</returns>
    public async Task<Socket[]> RetainAsync(IReadOnlyList<Socket> sockets)
    {
        Socket[] gone = [.. _loops.Keys.Where(socket => !sockets.Contains(socket))];
        await EndLoopsAsync(gone);
        return gone;
    }

    /// <summary>Takes in by a listener's sockets.</summary>
    public void Start(ProxyListener listener)
    {
        Endpoint = listener.Endpoint;
        foreach (var socket in listener.Sockets.Where(socket => !_loops.ContainsKey(socket)))
        {
            var stop = new CancellationTokenSource();
            var take = Begin(socket);
            _loops.Add(socket, (stop, Task.Run(() => RunAsync(take, stop.Token))));
        }
    }

    /// <summary>A socket is about to be closed while the listener stays, with others.</summary>
    public abstract ValueTask LeaveAsync(Socket socket);

    /// <summary>Takes in nothing more. What is open goes on.</summary>
    /// <param name="removed">The listener was removed, so that new requests on open connections are not served either.</param>
    public virtual Task StopAsync(bool removed) => EndLoopsAsync([.. _loops.Keys]);

    /// <summary>Returns when every connection has had its first request, or when the token is cancelled: a server that ends closes those that have had none, and who has just sent one gets no answer.</summary>
    public virtual Task SettledAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Returns when nothing is open, or when the token is cancelled.</summary>
    public abstract Task EmptiedAsync(CancellationToken cancellationToken);

    /// <summary>Ends what is open.</summary>
    public abstract void AbortAll();

    /// <summary>What takes one connection or datagram from a socket, again and again.</summary>
    protected abstract Func<CancellationToken, ValueTask> Begin(Socket socket);

    /// <summary>A socket failed to give one; the listener goes on.</summary>
    protected abstract ValueTask FailedAsync(SocketException exception, CancellationToken stop);

    private static bool IsForAll(IPEndPoint endPoint) => endPoint.Address.Equals(IPAddress.IPv6Any) || endPoint.Address.Equals(IPAddress.Any);

    private async Task EndLoopsAsync(Socket[] sockets)
    {
        foreach (var socket in sockets)
        {
            await _loops[socket].Stop.CancelAsync();
        }

        foreach (var socket in sockets)
        {
            _loops.Remove(socket, out var ended);
            await ended.Loop;
            ended.Stop.Dispose();
        }
    }

    private async Task RunAsync(Func<CancellationToken, ValueTask> take, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await take(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                SocketClosed(Name);
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.OperationAborted)
            {
                SocketClosed(Name);
                return;
            }
            catch (SocketException exception)
            {
                await FailedAsync(exception, stop);
            }
        }
    }

    [LoggerMessage(6003, LogLevel.Debug, "Listener {Listener}: its socket was closed")]
    private partial void SocketClosed(string listener);
}
