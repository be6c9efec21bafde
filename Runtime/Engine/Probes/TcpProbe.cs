using System.Net.Sockets;
using Reeve.Runtime.Engine.Planning;

namespace Reeve.Runtime.Engine.Probes;

/// <summary>The tcpSocket probe: good if a connection can be made.</summary>
internal static class TcpProbe
{
    public static async Task<ProbeResult> RunAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return new(ProbeOutcome.Success);
        }
        catch (SocketException e)
        {
            return new(ProbeOutcome.Failure, $"dial tcp {host}:{port}: {e.Message}");
        }
    }
}
