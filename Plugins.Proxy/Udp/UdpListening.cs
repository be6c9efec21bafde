using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Reeve.Plugins.Proxy.Listening;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Udp;

/// <summary>Receives datagrams; the sessions that come of them are the listener's, by whichever of its sockets.</summary>
internal sealed partial class UdpListening : Intake
{
    private readonly UdpParts _parts;
    private readonly ILogger _logger;
    private readonly UdpSessions _sessions;

    public UdpListening(ProxyListener listener, UdpParts parts)
        : base(listener, parts.Logger)
    {
        (_parts, _logger) = (parts, parts.Logger);
        _sessions = new UdpSessions(Name, parts);
    }

    public override int Open => _sessions.Count;

    public override async Task StopAsync(bool removed)
    {
        await base.StopAsync(removed);
        _sessions.Hurry();
    }

    public override Task EmptiedAsync(CancellationToken cancellationToken) => _sessions.EmptiedAsync(cancellationToken);

    public override void AbortAll() => _sessions.CloseAll(static _ => true);

    protected override Func<CancellationToken, ValueTask> Begin(Socket socket) => new UdpReceiver(Name, socket, _sessions, _parts).TakeAsync;

    // An earlier answer met a closed port, or memory is short: neither ends the listener.
    protected override ValueTask FailedAsync(SocketException exception, CancellationToken stop)
    {
        ReceiveFailed(Name, exception.SocketErrorCode);
        return ValueTask.CompletedTask;
    }

    // Their answers could not leave by it any more.
    public override ValueTask LeaveAsync(Socket socket)
    {
        _sessions.CloseAll(session => session.Client.Via == socket);
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(6051, LogLevel.Debug, "Listener {Listener}: a datagram could not be received: {Error}")]
    private partial void ReceiveFailed(string listener, SocketError error);
}
