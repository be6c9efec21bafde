using Microsoft.AspNetCore.Http;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.KubeletApi.Spdy;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>A command's streams over SPDY: one stream for each, named by its header <c>streamType</c>.</summary>
internal sealed class SpdyRemoteStreams : IRemoteStreams
{
    private readonly Dictionary<string, SpdyStream?> _streams;
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SpdySession _session;
    private readonly string _protocol;
    private int _missing;

    private SpdyRemoteStreams(Stream transport, StreamOptions options, string protocol, StreamingServices services, Action abort)
    {
        _protocol = protocol;
        var wanted = new List<string> { "error" };
        wanted.AddRange(options.Input ? ["stdin"] : []);
        wanted.AddRange(options.Output ? ["stdout"] : []);
        wanted.AddRange(options.ErrorOutput ? ["stderr"] : []);
        wanted.AddRange(options.Tty && StreamProtocols.Resizes(protocol) ? ["resize"] : []);
        _streams = wanted.ToDictionary(static name => name, static _ => (SpdyStream?)null, StringComparer.OrdinalIgnoreCase);
        _missing = wanted.Count;
        _session = new SpdySession(transport, services.Limits, Accept, abort, services.Time);
    }

    public Stream? Input => Find("stdin");

    public Stream? Output => Find("stdout");

    public Stream? ErrorOutput => Find("stderr");

    public IAsyncEnumerable<TerminalSize>? Resize => Find("resize") is { } stream ? TerminalSizes.ReadAsync(stream) : null;

    public CancellationToken Gone => _session.Closed;

    /// <summary>Upgrades the connection and waits for the streams.</summary>
    /// <returns>Null if the client did not open them in time.</returns>
    /// <exception cref="KubeletException">The connection cannot be upgraded.</exception>
    public static async Task<SpdyRemoteStreams?> OpenAsync(HttpContext context, StreamOptions options, StreamingServices services)
    {
        var protocol = StreamProtocols.Negotiate(context, StreamProtocols.Commands);
        var transport = await SpdyUpgrade.AcceptAsync(context);
        var streams = new SpdyRemoteStreams(transport, options, protocol, services, context.Abort);
        try
        {
            await streams._complete.Task.WaitAsync(services.StreamCreationTimeout, services.Time, streams.Gone);
            return streams;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            await streams.DisposeAsync();
            return null;
        }
    }

    public async Task CompleteAsync(Status status)
    {
        foreach (var name in (string[])["stdout", "stderr"])
        {
            await (Find(name)?.CompleteWritesAsync() ?? Task.CompletedTask);
        }

        var error = Find("error")!;
        if (CommandStatus.Write(status, _protocol) is { IsEmpty: false } text)
        {
            await error.WriteAsync(text);
        }

        await error.CompleteWritesAsync();
        Find("stdin")?.Drop();
        Find("resize")?.Drop();
        await _session.CloseAsync();
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private SpdyStream? Find(string name) => _streams.GetValueOrDefault(name);

    private Action? Accept(SpdyStream stream)
    {
        if (stream.Headers["streamtype"] is not { } name || !_streams.TryGetValue(name, out var known) || known is not null)
        {
            return null;
        }

        return () =>
        {
            _streams[name] = stream;
            if (--_missing == 0)
            {
                _complete.SetResult();
            }
        };
    }
}
