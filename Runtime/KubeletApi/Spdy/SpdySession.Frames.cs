namespace Reeve.Runtime.KubeletApi.Spdy;

/// <content>What frames do.</content>
internal sealed partial class SpdySession
{
    private async ValueTask ReceiveAsync(DataFrame data)
    {
        // The windows of the streams bound what is held; that of the connection is opened again at once.
        _unacknowledged += data.Data.Length;
        if (_unacknowledged >= InitialWindow / 2)
        {
            TryPost(new WindowUpdateFrame(0, (uint)_unacknowledged));
            _unacknowledged = 0;
        }

        if (_streams.TryGetValue(data.StreamId, out var stream) && !stream.ReadEnded)
        {
            var receiving = stream.ReceiveAsync(data.Data, data.Fin);
            if (!receiving.IsCompletedSuccessfully)
            {
                await receiving.AsTask().WaitAsync(_closed);
            }
        }
        else if (data.StreamId > _lastStream || data.StreamId % 2 == 0)
        {
            throw new SpdyException($"Data came for the stream {data.StreamId}, which was never opened.");
        }

        // Data of a stream that has just ended was under way already.
    }

    private void Handle(SpdyFrame frame)
    {
        switch (frame)
        {
            case SynStreamFrame opening:
                Open(opening);
                break;
            case RstStreamFrame reset when _streams.TryRemove(reset.StreamId, out var stream):
                stream.Fail(new IOException($"The peer has reset the stream ({reset.Status})."));
                break;
            case HeadersFrame { Fin: true } headers when _streams.TryGetValue(headers.StreamId, out var stream) && !stream.ReadEnded:
                stream.ReceiveEnd();
                break;
            case PingFrame ping when ping.Id % 2 == 1:
                _outbox.Post(ping);
                break;
            case WindowUpdateFrame update:
                Open(update);
                break;
            case SettingsFrame settings:
                Apply(settings);
                break;
        }
    }

    private void Open(SynStreamFrame opening)
    {
        if (opening.StreamId % 2 == 0 || opening.StreamId <= _lastStream)
        {
            throw new SpdyException($"A stream cannot be opened as {opening.StreamId}.");
        }

        _lastStream = opening.StreamId;
        if (_goingAway || _streams.Count >= _limits.MaxStreams)
        {
            _outbox.Post(new RstStreamFrame(opening.StreamId, SpdyStatus.RefusedStream));
            return;
        }

        var window = new SpdyWindow(Interlocked.Read(ref _peerWindow));
        if (_peerControlsFlow)
        {
            window.Enforce();
        }

        var stream = new SpdyStream(this, opening, window, _limits.StreamBuffer);
        _streams[opening.StreamId] = stream;
        if (opening.Fin)
        {
            stream.ReceiveEnd();
        }

        if (_accept(stream) is not { } accepted)
        {
            stream.Reset(SpdyStatus.ProtocolError);
            return;
        }

        // Before whatever is written to the stream.
        _outbox.Post(new SynReplyFrame(opening.StreamId, SpdyHeaders.Empty));
        accepted();
    }

    private void Open(WindowUpdateFrame update)
    {
        ControlFlow();
        if (update.StreamId == 0)
        {
            if (!_window.Add(update.Delta))
            {
                throw new SpdyException("The window of the connection is wider than allowed.");
            }
        }
        else if (_streams.TryGetValue(update.StreamId, out var stream) && !stream.SendWindow.Add(update.Delta))
        {
            stream.Reset(SpdyStatus.FlowControlError);
        }
    }

    private void Apply(SettingsFrame settings)
    {
        foreach (var (id, value) in settings.Settings)
        {
            if (id != SettingsFrame.InitialWindowSize)
            {
                continue;
            }

            if (value > int.MaxValue)
            {
                throw new SpdyException("The initial window is wider than allowed.");
            }

            ControlFlow();
            var change = value - Interlocked.Exchange(ref _peerWindow, value);
            foreach (var stream in _streams.Values)
            {
                stream.SendWindow.Add(change);
            }
        }
    }

    private void ControlFlow()
    {
        if (_peerControlsFlow)
        {
            return;
        }

        _peerControlsFlow = true;
        _window.Enforce();
        foreach (var stream in _streams.Values)
        {
            stream.SendWindow.Enforce();
        }
    }
}
