using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Proxy.Listening;

internal sealed partial class Acceptor
{
    [LoggerMessage(6000, LogLevel.Warning, "Listener {Listener} could not accept a connection: {Error}")]
    private partial void AcceptFailed(string listener, SocketError error);

    [LoggerMessage(6001, LogLevel.Debug, "Listener {Listener}: a connection ended: {Reason}")]
    private partial void ConnectionEnded(string listener, string reason);

    [LoggerMessage(6002, LogLevel.Error, "Listener {Listener}: a connection failed")]
    private partial void ConnectionFailed(Exception exception, string listener);

    [LoggerMessage(6004, LogLevel.Debug, "Listener {Listener}: one of its addresses is given up")]
    private partial void ListenerLeft(string listener);
}
