using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using Reeve.Runtime.KubeletApi.Spdy;

namespace Reeve.Runtime.Tests.KubeletApi.Support;

/// <summary>The client's end of a SPDY connection, frame by frame. It never opens a window, as the clients of Kubernetes do not.</summary>
internal sealed class SpdyTestClient : IAsyncDisposable
{
    private readonly ConcurrentDictionary<uint, SpdyTestStream> _streams = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SpdyFrameWriter _writer = new();
    private readonly Stream _transport;
    private readonly Task _reading;
    private uint _next = 1;

    public SpdyTestClient(Stream transport)
    {
        _transport = transport;
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Frames that belong to no stream.</summary>
    public ConcurrentQueue<SpdyFrame> Others { get; } = new();

    /// <summary>Ends when the server has closed the connection.</summary>
    public Task Ended => _reading;

    public async Task SendAsync(SpdyFrame frame)
    {
        await _writing.WaitAsync();
        try
        {
            var output = new ArrayBufferWriter<byte>();
            _writer.Write(frame, output);
            await _transport.WriteAsync(output.WrittenMemory);
            await _transport.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task<SpdyTestStream> OpenAsync(params KeyValuePair<string, string>[] headers)
    {
        var stream = new SpdyTestStream(this, _next);
        _streams[_next] = stream;
        await SendAsync(new SynStreamFrame(_next, new SpdyHeaders(headers)));
        _next += 2;
        return stream;
    }

    public Task<SpdyTestStream> OpenAsync(string type) => OpenAsync(new KeyValuePair<string, string>("streamtype", type));

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        await _reading;
    }

    private async Task ReadAsync()
    {
        var reader = new SpdyFrameReader(PipeReader.Create(_transport), 16 * 1024);
        try
        {
            while (await reader.ReadAsync(CancellationToken.None) is { } frame)
            {
                Handle(frame);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            Others.Enqueue(new UnknownFrame(0));
        }

        foreach (var stream in _streams.Values)
        {
            stream.EndConnection();
        }
    }

    private void Handle(SpdyFrame frame)
    {
        switch (frame)
        {
            case SynReplyFrame reply:
                _streams[reply.StreamId].Accepted.TrySetResult();
                break;
            case DataFrame data:
                _streams[data.StreamId].Receive(data.Data, data.Fin);
                break;
            case RstStreamFrame reset when _streams.TryGetValue(reset.StreamId, out var stream):
                stream.WasReset.TrySetResult(reset.Status);
                break;
            default:
                Others.Enqueue(frame);
                break;
        }
    }
}
