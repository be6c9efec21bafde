using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Reeve.Plugins.Proxy.Serving;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Listening;

/// <summary>Accepts connections, and knows every one that is open.</summary>
internal sealed partial class Acceptor : Intake
{
    private static readonly TimeSpan ShortOfDescriptors = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan OneRoundTrip = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<Accepted, byte> _open = new();
    private readonly EndSignal _ended = new();
    private readonly AcceptorParts _parts;
    private readonly ILogger _logger;
    private volatile bool _removed;
    private volatile bool _stopping;

    public Acceptor(ProxyListener listener, AcceptorParts parts)
        : base(listener, parts.Logger) => (_parts, _logger) = (parts, parts.Logger);

    public override int Open => _open.Count;

    /// <summary>What it serves now; null once the listener was removed.</summary>
    public ServedListener? Current => _removed ? null : _parts.Serving.Find(Name);

    public override Task StopAsync(bool removed)
    {
        _removed |= removed;
        _stopping = true;
        return base.StopAsync(removed);
    }

    public override Task SettledAsync(CancellationToken cancellationToken) => Protocol is ProxyProtocol.Http or ProxyProtocol.Https
        ? _ended.UntilAsync(() => _open.Keys.All(static accepted => accepted.HasAsked), cancellationToken)
        : Task.CompletedTask;

    public override Task EmptiedAsync(CancellationToken cancellationToken) => _ended.UntilAsync(() => _open.IsEmpty, cancellationToken);

    public override void AbortAll()
    {
        foreach (var accepted in _open.Keys)
        {
            accepted.Cut();
        }
    }

    /// <summary>A connection has had its first request.</summary>
    public void Asked()
    {
        if (_stopping)
        {
            _ended.Raise();
        }
    }

    public void Ended(Accepted accepted)
    {
        _open.TryRemove(accepted, out _);
        _ended.Raise();
    }

    // Who has connected by it, or is about to, is served: closing it would break these connections. The runtime lets nobody begin.
    public override async ValueTask LeaveAsync(Socket socket)
    {
        try
        {
            using var limit = new CancellationTokenSource(OneRoundTrip, _parts.TimeProvider);
            while (true)
            {
                Handle(await socket.AcceptAsync(limit.Token));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            ListenerLeft(Name);
        }
    }

    protected override Func<CancellationToken, ValueTask> Begin(Socket socket) => async stop =>
    {
        await RoomAsync(stop);
        Handle(await socket.AcceptAsync(stop));
    };

    // A client that went away before it was accepted, or no descriptor left (EMFILE): neither ends the listener.
    protected override async ValueTask FailedAsync(SocketException exception, CancellationToken stop)
    {
        AcceptFailed(Name, exception.SocketErrorCode);
        await Task.Delay(ShortOfDescriptors, _parts.TimeProvider, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // What exceeds the limit waits in the kernel's backlog.
    private async Task RoomAsync(CancellationToken stop)
    {
        while (true)
        {
            var ended = _ended.Next;
            if (_open.Count < (_parts.Serving.Find(Name)?.Listener.MaxConnections ?? _parts.Options.MaxConnections))
            {
                return;
            }

            await ended.WaitAsync(stop);
        }
    }

    private void Handle(Socket socket)
    {
        var accepted = new Accepted(socket, this);
        _open[accepted] = 0;
        _ = Task.Run(async () =>
        {
            try
            {
                socket.NoDelay = true;
                await _parts.Handle(accepted);
            }
            catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                accepted.Dispose();
                ConnectionEnded(Name, exception.Message);
            }
            catch (Exception exception)
            {
                accepted.Dispose();
                ConnectionFailed(exception, Name);
            }
        });
    }
}
