using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Reeve.Runtime.KubeletApi.Streaming;

namespace Reeve.Runtime.KubeletApi.PortForwarding;

/// <summary>
/// Forwards ports over a WebSocket. Each port of the query has two channels, data and errors, which begin with the port as two
/// bytes, the lower first; or the WebSocket carries a whole SPDY connection (<c>SPDY/3.1+portforward.k8s.io</c>).
/// </summary>
internal static class WebSocketPortForward
{
    private const string Tunnel = SpdyUpgrade.Protocol + "+" + StreamProtocols.PortForward;
    private const int MaxPorts = 120;

    /// <summary>Upgrades the connection and forwards until it ends.</summary>
    /// <exception cref="KubeletException">The connection cannot be upgraded.</exception>
    public static async Task RunAsync(HttpContext context, PortTarget target, StreamingServices services, CancellationToken stopping)
    {
        var name = WebSocketUpgrade.Negotiate(context, static offered => offered == Tunnel || WebSocketProtocol.Parse(offered) is not null);
        if (name == Tunnel)
        {
            using var tunnel = await WebSocketUpgrade.AcceptAsync(context, name);

            // Closed in good order, but not waited for without end.
            await using var transport = WebSocketStream.Create(tunnel, WebSocketMessageType.Binary, services.Limits.Linger);
            await SpdyPortForward.RunAsync(transport, target, services, context.Abort, stopping);
            return;
        }

        var ports = ReadPorts(context.Request.Query);
        var socket = await WebSocketUpgrade.AcceptAsync(context, name);
        var inputs = Enumerable.Range(0, ports.Count).Select(static i => (byte)(2 * i));
        await using var channels = new WebSocketChannels(socket, WebSocketProtocol.Parse(name)!, inputs, services, context.Abort);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(channels.Closed, stopping);
        await Task.WhenAll(ports.Select((port, i) => ForwardAsync(channels, target, port, (byte)(2 * i), ended.Token)));
        await channels.CloseAsync();
    }

    private static async Task ForwardAsync(WebSocketChannels channels, PortTarget target, int port, byte channel, CancellationToken cancellationToken)
    {
        var number = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(number, (ushort)port);
        try
        {
            await channels.SendAsync(channel, number, cancellationToken);
            await channels.SendAsync((byte)(channel + 1), number, cancellationToken);
            await using var connection = channels.Open(channel);
            if (await target.RunAsync(port, connection, cancellationToken) is { } failure)
            {
                await channels.SendAsync((byte)(channel + 1), Encoding.UTF8.GetBytes(failure), cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return; // the client is gone, and with it whoever could be told
        }
    }

    private static List<int> ReadPorts(IQueryCollection query)
    {
        var ports = new List<int>();
        foreach (var text in query["port"].SelectMany(static value => (value ?? "").Split(',')))
        {
            ports.Add(PortNumbers.Parse(text) ?? throw Malformed($"unable to parse \"{text}\" as a port"));
        }

        return ports.Count is > 0 and <= MaxPorts ? ports : throw Malformed("query parameter \"port\" is required");
    }

    private static KubeletException Malformed(string message) => new(StatusCodes.Status400BadRequest, message);
}
