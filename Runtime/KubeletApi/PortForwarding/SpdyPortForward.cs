using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Reeve.Runtime.KubeletApi.Spdy;
using Reeve.Runtime.KubeletApi.Streaming;

namespace Reeve.Runtime.KubeletApi.PortForwarding;

/// <summary>
/// Forwards ports over SPDY: any number of connections, each a pair of streams with the headers <c>port</c>, <c>streamType</c>
/// (<c>error</c> or <c>data</c>) and <c>requestID</c>. Source: <c>k8s.io/client-go/tools/portforward</c>.
/// </summary>
internal sealed class SpdyPortForward
{
    private readonly Dictionary<string, StreamPair> _pending = [];
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly Lock _lock = new();
    private readonly PortTarget _target;
    private readonly StreamingServices _services;
    private readonly CancellationToken _stopping;
    private readonly TaskCompletionSource<SpdySession> _session = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SpdyPortForward(PortTarget target, StreamingServices services, CancellationToken stopping) =>
        (_target, _services, _stopping) = (target, services, stopping);

    /// <summary>Forwards until the client ends the connection, it is idle for too long, or the server stops.</summary>
    public static async Task RunAsync(Stream transport, PortTarget target, StreamingServices services, Action abort, CancellationToken stopping)
    {
        var forward = new SpdyPortForward(target, services, stopping);
        await using var session = new SpdySession(transport, services.Limits, forward.Accept, abort, services.Time);
        forward._session.SetResult(session);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (session.Closed.Register(() => ended.TrySetResult()))
        await using (stopping.Register(() => ended.TrySetResult()))
        {
            await ended.Task;
        }

        forward.DropPending();
        await session.CloseAsync();
        await Task.WhenAll(forward._running.Keys);
    }

    private Action? Accept(SpdyStream stream)
    {
        var data = string.Equals(stream.Headers["streamtype"], "data", StringComparison.OrdinalIgnoreCase);
        if (PortNumbers.Parse(stream.Headers["port"]) is not { } port
            || (!data && !string.Equals(stream.Headers["streamtype"], "error", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        // Clients from before the header open the error stream first, the data stream right after it.
        var request = stream.Headers["requestid"] ?? (data ? stream.Id - 2 : stream.Id).ToString(CultureInfo.InvariantCulture);
        lock (_lock)
        {
            return _pending.TryGetValue(request, out var pair) && (pair.Port != port || (data ? pair.Data : pair.Error) is not null)
                ? null
                : () => Add(request, port, stream, data);
        }
    }

    private void Add(string request, int port, SpdyStream stream, bool data)
    {
        StreamPair? pair;
        lock (_lock)
        {
            if (!_pending.TryGetValue(request, out pair))
            {
                pair = _pending[request] = new StreamPair(port);
                pair.Deadline = _services.Time.CreateTimer(
                    _ => Expire(request), null, _services.StreamCreationTimeout, Timeout.InfiniteTimeSpan);
            }

            (pair.Data, pair.Error) = data ? (stream, pair.Error) : (pair.Data, stream);
            if (pair is not { Data: not null, Error: not null })
            {
                return;
            }

            _pending.Remove(request);
        }

        pair.Deadline!.Dispose();
        var running = Task.Run(() => ForwardAsync(pair), CancellationToken.None);
        _running[running] = true;
        running.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void Expire(string request)
    {
        StreamPair? pair;
        lock (_lock)
        {
            _pending.Remove(request, out pair);
        }

        pair?.Dispose();
    }

    private void DropPending()
    {
        StreamPair[] pairs;
        lock (_lock)
        {
            pairs = [.. _pending.Values];
            _pending.Clear();
        }

        foreach (var pair in pairs)
        {
            pair.Dispose();
        }
    }

    private async Task ForwardAsync(StreamPair pair)
    {
        using (pair)
        {
            var session = await _session.Task;
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(session.Closed, _stopping);
            try
            {
                await using var connection = new ForwardedConnection(pair);
                if (await _target.RunAsync(pair.Port, connection, ended.Token) is { } failure && !pair.Error!.WritesEnded)
                {
                    await pair.Error!.WriteAsync(Encoding.UTF8.GetBytes(failure), ended.Token);
                }

                await pair.Error!.CompleteWritesAsync();
                await pair.Data!.CompleteWritesAsync();
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                return; // the client is gone, and with it whoever could be told
            }
        }
    }
}
