using System.Text;
using System.Threading.Channels;
using Reeve.Runtime.KubeletApi.Spdy;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.KubeletApi.Spdy;

public sealed class SpdySessionTests : IAsyncLifetime
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(60);
    private readonly Channel<SpdyStream> _accepted = Channel.CreateUnbounded<SpdyStream>();
    private readonly ManualTimeProvider _time = new();
    private readonly Stream _server;
    private readonly SpdyTestClient _client;
    private SpdySession? _session;

    public SpdySessionTests()
    {
        (_server, var right) = DuplexPair.Create();
        _client = new SpdyTestClient(right);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await (_session?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _server.DisposeAsync();
        await _client.DisposeAsync();
    }

    [Fact]
    public async Task Stream_BothWays_CarriesDataAndHalfCloses()
    {
        Start();
        var stream = await _client.OpenAsync("stdin");
        var served = await _accepted.Reader.ReadAsync();
        await stream.Accepted.Task.WaitAsync(Wait);

        await stream.WriteAsync("ping", end: true);
        Assert.Equal("ping", await new StreamReader(served).ReadToEndAsync());
        await served.WriteAsync("pong"u8.ToArray());
        await served.CompleteWritesAsync();

        Assert.Equal("pong", await stream.ReadToEndAsync());
        Assert.True(stream.Finished);
        await Eventually.TrueAsync(() => _session!.StreamCount == 0, "the stream is forgotten");
    }

    [Fact]
    public async Task Write_Nothing_ClosesThisEnd()
    {
        Start();
        var stream = await _client.OpenAsync("data");
        var served = await _accepted.Reader.ReadAsync();

        await served.WriteAsync(ReadOnlyMemory<byte>.Empty);

        await stream.ReadToEndAsync();
        Assert.True(stream.Finished);
        await Assert.ThrowsAsync<IOException>(async () => await served.WriteAsync("x"u8.ToArray()));
    }

    [Fact]
    public async Task Write_PeerWithoutFlowControl_IsNotHeldBack()
    {
        Start();
        var stream = await _client.OpenAsync("stdout");
        var served = await _accepted.Reader.ReadAsync();
        var data = new byte[5_000_000];
        new Random(1).NextBytes(data);

        await served.WriteAsync(data).AsTask().WaitAsync(Wait);
        await served.CompleteWritesAsync();

        await stream.ReadToEndAsync();
        Assert.Equal(data, stream.Received);
    }

    [Fact]
    public async Task Write_PeerWithFlowControl_WaitsForTheWindow()
    {
        Start();
        await _client.SendAsync(new SettingsFrame([new(SettingsFrame.InitialWindowSize, 1000)]));
        var stream = await _client.OpenAsync("stdout");
        var served = await _accepted.Reader.ReadAsync();

        var writing = served.WriteAsync(new byte[3000]).AsTask();
        await Eventually.TrueAsync(() => stream.Received.Length == 1000, "the window is used");
        Assert.False(writing.IsCompleted);
        await _client.SendAsync(new WindowUpdateFrame(stream.Id, 1500));
        await Eventually.TrueAsync(() => stream.Received.Length == 2500, "the window is used again");
        Assert.False(writing.IsCompleted);
        await _client.SendAsync(new WindowUpdateFrame(stream.Id, 5000));

        await writing.WaitAsync(Wait);
        await Eventually.TrueAsync(() => stream.Received.Length == 3000, "all has come");
    }

    [Fact]
    public async Task Write_ConnectionWindow_HoldsAllStreams()
    {
        Start();
        await _client.SendAsync(new SettingsFrame([new(SettingsFrame.InitialWindowSize, 1_000_000)]));
        var stream = await _client.OpenAsync("stdout");
        var served = await _accepted.Reader.ReadAsync();

        var writing = served.WriteAsync(new byte[200_000]).AsTask();
        await Eventually.TrueAsync(() => stream.Received.Length == SpdySession.InitialWindow, "the connection's window is used");
        Assert.False(writing.IsCompleted);
        await _client.SendAsync(new WindowUpdateFrame(0, 200_000));

        await writing.WaitAsync(Wait);
    }

    [Fact]
    public async Task Read_Consumed_OpensTheWindow()
    {
        Start();
        var stream = await _client.OpenAsync("stdin");
        var served = await _accepted.Reader.ReadAsync();

        await stream.WriteAsync(new byte[SpdySession.InitialWindow]);
        await served.ReadExactlyAsync(new byte[SpdySession.InitialWindow]);

        // At least half of it; the rest with what comes next.
        bool IsOpen(uint id) => _client.Others.OfType<WindowUpdateFrame>().Where(frame => frame.StreamId == id).Sum(frame => frame.Delta)
            is >= SpdySession.InitialWindow / 2 and <= SpdySession.InitialWindow;
        await Eventually.TrueAsync(() => IsOpen(stream.Id), "the stream's window is open again");
        await Eventually.TrueAsync(() => IsOpen(0), "the connection's window is open again");
    }

    [Fact]
    public async Task Read_SlowReader_HoldsTheClientBack()
    {
        Start(new SpdyLimits { StreamBuffer = 100_000 });
        var stream = await _client.OpenAsync("stdin");
        var served = await _accepted.Reader.ReadAsync();

        var sent = 0;
        var sending = Task.Run(async () =>
        {
            for (; sent < 1_000_000; sent += 10_000)
            {
                await stream.WriteAsync(new byte[10_000]);
            }

            await stream.EndAsync();
        });
        await Eventually.TrueAsync(() => sent >= 100_000, "the buffer is full");
        Assert.True(sent < 400_000);
        Assert.False(sending.IsCompleted);

        var total = 0;
        var buffer = new byte[65536];
        for (int count; (count = await served.ReadAsync(buffer)) > 0;)
        {
            total += count;
        }

        Assert.Equal(1_000_000, total);
        await sending.WaitAsync(Wait);
    }

    [Fact]
    public async Task Reset_ByTheClient_FailsBothDirections()
    {
        Start();
        var stream = await _client.OpenAsync("data");
        var served = await _accepted.Reader.ReadAsync();

        await _client.SendAsync(new RstStreamFrame(stream.Id, SpdyStatus.Cancel));

        await Assert.ThrowsAsync<IOException>(async () => await served.ReadAsync(new byte[1]));
        await Assert.ThrowsAsync<IOException>(async () => await served.WriteAsync(new byte[1]));
        Assert.Equal(0, _session!.StreamCount);
    }

    [Fact]
    public async Task Dispose_OpenStream_ResetsIt()
    {
        Start();
        var stream = await _client.OpenAsync("data");
        var served = await _accepted.Reader.ReadAsync();

        await served.DisposeAsync();

        Assert.Equal(SpdyStatus.Cancel, await stream.WasReset.Task.WaitAsync(Wait));
    }

    [Fact]
    public async Task Open_MoreThanAllowed_IsRefused()
    {
        Start(new SpdyLimits { MaxStreams = 2 });
        await _client.OpenAsync("one");
        await _client.OpenAsync("two");

        var third = await _client.OpenAsync("three");

        Assert.Equal(SpdyStatus.RefusedStream, await third.WasReset.Task.WaitAsync(Wait));
    }

    [Fact]
    public async Task Open_Unwanted_IsReset()
    {
        Start();

        var stream = await _client.OpenAsync("unwanted");

        Assert.Equal(SpdyStatus.ProtocolError, await stream.WasReset.Task.WaitAsync(Wait));
        Assert.Equal(0, _session!.StreamCount);
    }

    [Fact]
    public async Task Ping_FromTheClient_ComesBack()
    {
        Start();

        await _client.SendAsync(new PingFrame(7));
        await _client.SendAsync(new PingFrame(2)); // the answer to one that was never sent

        await Eventually.TrueAsync(() => _client.Others.OfType<PingFrame>().Any(), "the ping is answered");
        Assert.Equal(7u, Assert.Single(_client.Others.OfType<PingFrame>()).Id);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public async Task Open_WrongNumber_EndsTheConnection(uint id)
    {
        Start();

        await _client.SendAsync(new SynStreamFrame(id, SpdyHeaders.Empty));

        await Eventually.TrueAsync(() => _session!.Closed.IsCancellationRequested, "the session ends");
        Assert.IsType<SpdyException>(_session!.Failure);
        await Eventually.TrueAsync(() => _client.Others.OfType<GoAwayFrame>().Any(frame => frame.Status == SpdyGoAwayStatus.ProtocolError), "it says why");
    }

    [Fact]
    public async Task Data_UnknownStream_EndsTheConnection()
    {
        Start();

        await _client.SendAsync(new DataFrame(9, new byte[3], false));

        await Eventually.TrueAsync(() => _session!.Failure is SpdyException, "the session ends");
    }

    [Fact]
    public async Task Data_AfterTheEnd_IsDropped()
    {
        Start();
        var stream = await _client.OpenAsync("data");
        var served = await _accepted.Reader.ReadAsync();
        await served.DisposeAsync();

        await stream.WriteAsync("late");
        await _client.SendAsync(new PingFrame(1));

        await Eventually.TrueAsync(() => _client.Others.OfType<PingFrame>().Any(), "the connection goes on");
    }

    [Fact]
    public async Task Idle_TooLong_EndsTheConnection()
    {
        Start(new SpdyLimits { IdleTimeout = TimeSpan.FromHours(4) });
        await _client.OpenAsync("data");
        var served = await _accepted.Reader.ReadAsync();

        _time.Advance(TimeSpan.FromHours(3));
        await _client.SendAsync(new PingFrame(1));
        await Eventually.TrueAsync(() => _client.Others.OfType<PingFrame>().Any(), "the ping is answered");
        _time.Advance(TimeSpan.FromHours(3));
        Assert.False(_session!.Closed.IsCancellationRequested);
        _time.Advance(TimeSpan.FromHours(2));

        Assert.True(_session!.Closed.IsCancellationRequested);
        await Assert.ThrowsAsync<IOException>(async () => await served.ReadAsync(new byte[1]));
    }

    [Fact]
    public async Task Pings_NobodyReads_EndTheConnection()
    {
        var (left, right) = DuplexPair.Create(buffer: 1024);
        await using (left)
        await using (right)
        {
            await using var session = new SpdySession(left, new SpdyLimits { MaxPendingControlFrames = 50 }, _ => null, () =>
            {
                left.Dispose();
                right.Dispose();
            }, _time);
            var pings = SpdyFrames.Write(Enumerable.Range(0, 10_000).Select(i => new PingFrame((uint)((2 * i) + 1))));

            var sending = Task.Run(async () =>
            {
                try
                {
                    await right.WriteAsync(pings);
                }
                catch (Exception e) when (e is IOException or InvalidOperationException or ObjectDisposedException)
                {
                    return;
                }
            });

            await Eventually.TrueAsync(() => session.Closed.IsCancellationRequested, "the session ends");
            Assert.IsType<SpdyException>(session.Failure);
            await session.DisposeAsync();
            await left.DisposeAsync();
            await sending.WaitAsync(Wait);
        }
    }

    [Fact]
    public async Task Close_ClientStays_EndsAfterTheLingerTime()
    {
        Start(new SpdyLimits { Linger = TimeSpan.FromSeconds(10) });
        await _client.OpenAsync("data");
        await _accepted.Reader.ReadAsync();

        var closing = _session!.CloseAsync();
        await Eventually.TrueAsync(() => _client.Others.OfType<GoAwayFrame>().Any(), "the client is told");
        Assert.False(closing.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(10));

        await closing.WaitAsync(Wait);
        Assert.True(_session!.Closed.IsCancellationRequested);
    }

    [Fact]
    public async Task Noise_WholeSession_EndsEverySession()
    {
        var random = new Random(31);
        for (var i = 0; i < 200; i++)
        {
            var (left, right) = DuplexPair.Create();
            await using var session = new SpdySession(left, new SpdyLimits(), stream => () => stream.Dispose(), () => left.Dispose(), _time);
            var frames = SpdyFrames.Write([new SynStreamFrame(1, new SpdyHeaders([new("streamtype", "data")])), new DataFrame(1, new byte[50], false), new PingFrame(1)]);
            for (var j = 0; j < 3; j++)
            {
                frames[random.Next(frames.Length)] = (byte)random.Next(256);
            }

            await right.WriteAsync(frames);
            await right.DisposeAsync();

            await Eventually.TrueAsync(() => session.Closed.IsCancellationRequested, "the session ends");
            Assert.Equal(0, session.StreamCount);
        }
    }

    private void Start(SpdyLimits? limits = null) => _session = new SpdySession(
        _server,
        limits ?? new SpdyLimits(),
        stream => stream.Headers["streamtype"] == "unwanted" ? null : () => _accepted.Writer.TryWrite(stream),
        _server.Dispose,
        _time);
}
