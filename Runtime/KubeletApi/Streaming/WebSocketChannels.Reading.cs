using System.Net.WebSockets;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <content>Takes what the client sends to its channels.</content>
internal sealed partial class WebSocketChannels
{
    private async Task ReadAsync()
    {
        Exception? failure = null;
        try
        {
            await ReadMessagesAsync();
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            failure = e;
        }

        foreach (var input in _inputs.Values)
        {
            input.End(failure);
        }

        await _closing.CancelAsync();
    }

    private async Task ReadMessagesAsync()
    {
        var buffer = new byte[MaxPayload];
        using var text = new MemoryStream();
        int? channel = null;
        while (true)
        {
            var result = await _socket.ReceiveAsync(buffer.AsMemory(), _closed);
            _idle.Touch();
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            if (_protocol.Base64)
            {
                text.Write(buffer, 0, result.Count);
                if (text.Length > MaxTextMessage)
                {
                    throw new IOException($"A message has more than {MaxTextMessage} bytes.");
                }

                if (result.EndOfMessage)
                {
                    await DeliverTextAsync(text);
                    text.SetLength(0);
                }

                continue;
            }

            var data = buffer.AsMemory(0, result.Count);
            if (channel is null && !data.IsEmpty)
            {
                channel = data.Span[0];
                data = data[1..];
            }

            if (channel is { } known)
            {
                await DeliverAsync((byte)known, data);
            }

            channel = result.EndOfMessage ? null : channel;
        }
    }

    private async ValueTask DeliverTextAsync(MemoryStream text)
    {
        var message = text.GetBuffer().AsMemory(0, (int)text.Length);
        if (ChannelMessages.TryReadText(message.Span, out var channel, out var length))
        {
            await DeliverAsync(channel, message.Slice(1, length));
        }
    }

    private async ValueTask DeliverAsync(byte channel, ReadOnlyMemory<byte> data)
    {
        if (channel == CloseChannel && _protocol.ClosesChannels)
        {
            foreach (var named in data.ToArray())
            {
                _inputs.GetValueOrDefault(named)?.End();
            }
        }
        else if (_inputs.TryGetValue(channel, out var input))
        {
            var room = input.AddAsync(data);
            if (!room.IsCompletedSuccessfully)
            {
                await room.AsTask().WaitAsync(_closed);
            }
        }
    }
}
