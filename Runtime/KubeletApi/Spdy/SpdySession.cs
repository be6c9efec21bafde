using System.Collections.Concurrent;
using System.IO.Pipelines;
using Reeve.Runtime.KubeletApi.Streaming;

namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>The server's end of a SPDY/3.1 connection. Source: SPDY protocol draft 3.1.</summary>
internal sealed partial class SpdySession : IAsyncDisposable
{
    /// <summary>What may be sent of a stream before its reader says more.</summary>
    public const int InitialWindow = 64 * 1024;

    private readonly ConcurrentDictionary<uint, SpdyStream> _streams = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly SpdyWindow _window = new(InitialWindow);
    private readonly Func<SpdyStream, Action?> _accept;
    private readonly Action _abort;
    private readonly SpdyFrameReader _reader;
    private readonly SpdyOutbox _outbox;
    private readonly SpdyLimits _limits;
    private readonly IdleWatch _idle;
    private readonly PipeReader _input;
    private readonly TimeProvider _time;
    private readonly CancellationToken _closed;
    private readonly Task _reading;
    private long _peerWindow = InitialWindow;
    private uint _lastStream;
    private int _unacknowledged;
    private volatile bool _goingAway;
    private volatile bool _peerControlsFlow;

    /// <summary>Begins to read.</summary>
    /// <param name="transport">The connection. The caller closes it after disposing this.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="accept">What to do with a stream once it is accepted; null refuses it. Neither may wait.</param>
    /// <param name="abort">Cuts the connection where the peer does not take what was sent.</param>
    /// <param name="time">Tells the time.</param>
    public SpdySession(Stream transport, SpdyLimits limits, Func<SpdyStream, Action?> accept, Action abort, TimeProvider time)
    {
        (_limits, _accept, _abort, _time, _closed) = (limits, accept, abort, time, _closing.Token);
        _input = PipeReader.Create(transport, new StreamPipeReaderOptions(bufferSize: 32 * 1024, leaveOpen: true));
        _reader = new SpdyFrameReader(_input, limits.MaxHeaderBytes);
        _idle = new IdleWatch(limits.IdleTimeout, _closing.Cancel, time);
        _outbox = new SpdyOutbox(transport, limits.MaxPendingControlFrames, _idle.Touch);
        _reading = Task.Run(ReadAsync, CancellationToken.None);
    }

    /// <summary>The connection has ended, whoever ended it.</summary>
    public CancellationToken Closed => _closed;

    /// <summary>Streams that are open.</summary>
    public int StreamCount => _streams.Count;

    /// <summary>Why it ended; null if it did not or ended well.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>
    /// Tells the peer that this is the end, and waits until it has read everything and closed the connection, or for the linger time:
    /// closing earlier could take back what is still under way.
    /// </summary>
    public async Task CloseAsync()
    {
        _goingAway = true;
        TryPost(new GoAwayFrame(_lastStream, SpdyGoAwayStatus.Ok));
        _outbox.Complete();
        var ended = Task.WhenAll(_outbox.Completion, _reading);
        try
        {
            await ended.WaitAsync(_limits.Linger, _time);
        }
        catch (TimeoutException)
        {
            await _closing.CancelAsync();
        }
    }

    /// <summary>Ends the connection at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _outbox.Complete();
        await _reading;
        _idle.Dispose();
        if (!_outbox.Completion.IsCompleted)
        {
            _abort();
            await _outbox.Completion;
        }
    }

    internal Task SendAsync(SpdyFrame frame) => _outbox.SendAsync(frame);

    internal void PostReset(uint stream, SpdyStatus status) => TryPost(new RstStreamFrame(stream, status));

    internal void PostWindowUpdate(uint stream, int delta) => TryPost(new WindowUpdateFrame(stream, (uint)delta));

    /// <summary>Takes room of the whole connection for what a stream has room for.</summary>
    internal async ValueTask<int> TakeWindowAsync(SpdyStream stream, int wanted, CancellationToken cancellationToken)
    {
        var granted = await _window.TakeAsync(wanted, cancellationToken);
        if (granted < wanted)
        {
            stream.SendWindow.Return(wanted - granted);
        }

        return granted;
    }

    internal void Settle(SpdyStream stream)
    {
        if (stream.Ended)
        {
            Forget(stream);
        }
    }

    internal void Forget(SpdyStream stream) => _streams.TryRemove(stream.Id, out _);

    private async Task ReadAsync()
    {
        try
        {
            while (await _reader.ReadAsync(_closed) is { } frame)
            {
                _idle.Touch();
                if (frame is DataFrame data)
                {
                    await ReceiveAsync(data);
                }
                else
                {
                    Handle(frame);
                }
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            Failure = _goingAway ? null : new IOException("The connection was idle, or is not wanted any more.");
        }
        catch (SpdyException e)
        {
            Failure = e;
            TryPost(new GoAwayFrame(_lastStream, SpdyGoAwayStatus.ProtocolError));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            Failure = e;
        }
        finally
        {
            End();
        }
    }

    private void End()
    {
        _outbox.Complete();
        _window.Close();
        foreach (var stream in _streams.Values)
        {
            stream.Fail(new IOException("The connection has ended.", Failure));
        }

        _streams.Clear();
        _input.Complete();
        _closing.Cancel();
    }

    // From where a failure has no way to the reading: a peer that lets so much wait is cut off.
    private void TryPost(SpdyFrame frame)
    {
        try
        {
            _outbox.Post(frame);
        }
        catch (SpdyException e)
        {
            Failure ??= e;
            _closing.Cancel();
        }
    }
}
