using System.Net;
using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Proxy.Tcp;

internal sealed partial class TcpRelay
{
    [LoggerMessage(6040, LogLevel.Warning, "Listener {Listener}: a connection came back to it and was closed; an upstream leads to the listener itself")]
    private partial void LoopFound(string listener);

    [LoggerMessage(6041, LogLevel.Warning, "Listener {Listener}: no server of {Group} can be reached")]
    private partial void NoServer(string listener, string group);

    [LoggerMessage(6042, LogLevel.Debug, "Listener {Listener}: a TLS handshake failed: {Reason}")]
    private partial void HandshakeFailed(string listener, string reason);

    [LoggerMessage(6043, LogLevel.Debug, "Listener {Listener}: {Client} is in no network that the route {Route} is for")]
    private partial void NotAdmitted(string listener, string route, IPAddress client);
}
