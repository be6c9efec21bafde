using Microsoft.AspNetCore.Http;
using Reeve.Containers;
using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>A command's streams over a WebSocket: channels 0 to 4 are input, output, error output, status and sizes.</summary>
internal sealed class WebSocketRemoteStreams : IRemoteStreams
{
    private const byte InputChannel = 0;
    private const byte OutputChannel = 1;
    private const byte ErrorOutputChannel = 2;
    private const byte StatusChannel = 3;
    private const byte ResizeChannel = 4;
    private readonly WebSocketChannels _channels;
    private readonly WebSocketProtocol _protocol;

    private WebSocketRemoteStreams(WebSocketChannels channels, WebSocketProtocol protocol, StreamOptions options)
    {
        (_channels, _protocol) = (channels, protocol);
        Input = options.Input ? channels.Open(InputChannel) : null;
        Output = options.Output ? channels.Open(OutputChannel) : null;
        ErrorOutput = options.ErrorOutput ? channels.Open(ErrorOutputChannel) : null;
        Resize = options.Tty ? TerminalSizes.ReadAsync(channels.Open(ResizeChannel)) : null;
    }

    public Stream? Input { get; }

    public Stream? Output { get; }

    public Stream? ErrorOutput { get; }

    public IAsyncEnumerable<TerminalSize>? Resize { get; }

    public CancellationToken Gone => _channels.Closed;

    /// <summary>Upgrades the connection.</summary>
    /// <exception cref="KubeletException">The connection cannot be upgraded.</exception>
    public static async Task<WebSocketRemoteStreams> OpenAsync(HttpContext context, StreamOptions options, StreamingServices services)
    {
        var name = WebSocketUpgrade.Negotiate(context, static offered => WebSocketProtocol.Parse(offered) is not null);
        var protocol = WebSocketProtocol.Parse(name)!;
        var socket = await WebSocketUpgrade.AcceptAsync(context, name);
        byte[] inputs = [.. options.Input ? (byte[])[InputChannel] : [], .. options.Tty ? (byte[])[ResizeChannel] : []];
        var streams = new WebSocketRemoteStreams(
            new WebSocketChannels(socket, protocol, inputs, services, context.Abort), protocol, options);

        // An empty message tells the client that the connection stands.
        var first = options.Output ? OutputChannel : options.ErrorOutput ? ErrorOutputChannel : StatusChannel;
        try
        {
            await streams._channels.SendAsync(first, default, CancellationToken.None);
            return streams;
        }
        catch (IOException)
        {
            await streams.DisposeAsync();
            throw;
        }
    }

    public async Task CompleteAsync(Status status)
    {
        if (CommandStatus.Write(status, _protocol.Version) is { IsEmpty: false } text)
        {
            await _channels.SendAsync(StatusChannel, text, CancellationToken.None);
        }

        await _channels.CloseAsync();
    }

    public ValueTask DisposeAsync() => _channels.DisposeAsync();
}
