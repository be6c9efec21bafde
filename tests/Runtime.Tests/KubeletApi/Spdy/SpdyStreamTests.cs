using System.Text;
using System.Threading.Channels;
using Reeve.Runtime.KubeletApi.Spdy;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.KubeletApi.Spdy;

public sealed class SpdyStreamTests : SpdySessionHarness
{
    [Fact]
    public async Task Stream_BothWays_CarriesDataAndHalfCloses()
    {
        Start();
        var stream = await Client.OpenAsync("stdin");
        var served = await Arrivals.Reader.ReadAsync();
        await stream.Accepted.Task.WaitAsync(Wait);

        await stream.WriteAsync("ping", end: true);
        Assert.Equal("ping", await new StreamReader(served).ReadToEndAsync());
        await served.WriteAsync("pong"u8.ToArray());
        await served.CompleteWritesAsync();

        Assert.Equal("pong", await stream.ReadToEndAsync());
        Assert.True(stream.Finished);
        await Eventually.TrueAsync(() => Session!.StreamCount == 0, "the stream is forgotten");
    }

    [Fact]
    public async Task Write_Nothing_ClosesThisEnd()
    {
        Start();
        var stream = await Client.OpenAsync("data");
        var served = await Arrivals.Reader.ReadAsync();

        await served.WriteAsync(ReadOnlyMemory<byte>.Empty);

        await stream.ReadToEndAsync();
        Assert.True(stream.Finished);
        await Assert.ThrowsAsync<IOException>(async () => await served.WriteAsync("x"u8.ToArray()));
    }

    [Fact]
    public async Task Write_PeerWithoutFlowControl_IsNotHeldBack()
    {
        Start();
        var stream = await Client.OpenAsync("stdout");
        var served = await Arrivals.Reader.ReadAsync();
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
        await Client.SendAsync(new SettingsFrame([new(SettingsFrame.InitialWindowSize, 1000)]));
        var stream = await Client.OpenAsync("stdout");
        var served = await Arrivals.Reader.ReadAsync();

        var writing = served.WriteAsync(new byte[3000]).AsTask();
        await Eventually.TrueAsync(() => stream.Received.Length == 1000, "the window is used");
        Assert.False(writing.IsCompleted);
        await Client.SendAsync(new WindowUpdateFrame(stream.Id, 1500));
        await Eventually.TrueAsync(() => stream.Received.Length == 2500, "the window is used again");
        Assert.False(writing.IsCompleted);
        await Client.SendAsync(new WindowUpdateFrame(stream.Id, 5000));

        await writing.WaitAsync(Wait);
        await Eventually.TrueAsync(() => stream.Received.Length == 3000, "all has come");
    }

    [Fact]
    public async Task Write_ConnectionWindow_HoldsAllStreams()
    {
        Start();
        await Client.SendAsync(new SettingsFrame([new(SettingsFrame.InitialWindowSize, 1_000_000)]));
        var stream = await Client.OpenAsync("stdout");
        var served = await Arrivals.Reader.ReadAsync();

        var writing = served.WriteAsync(new byte[200_000]).AsTask();
        await Eventually.TrueAsync(() => stream.Received.Length == SpdySession.InitialWindow, "the connection's window is used");
        Assert.False(writing.IsCompleted);
        await Client.SendAsync(new WindowUpdateFrame(0, 200_000));

        await writing.WaitAsync(Wait);
    }

    [Fact]
    public async Task Read_Consumed_OpensTheWindow()
    {
        Start();
        var stream = await Client.OpenAsync("stdin");
        var served = await Arrivals.Reader.ReadAsync();

        await stream.WriteAsync(new byte[SpdySession.InitialWindow]);
        await served.ReadExactlyAsync(new byte[SpdySession.InitialWindow]);

        // At least half of it; the rest with what comes next.
        bool IsOpen(uint id) => Client.Others.OfType<WindowUpdateFrame>().Where(frame => frame.StreamId == id).Sum(frame => frame.Delta)
            is >= SpdySession.InitialWindow / 2 and <= SpdySession.InitialWindow;
        await Eventually.TrueAsync(() => IsOpen(stream.Id), "the stream's window is open again");
        await Eventually.TrueAsync(() => IsOpen(0), "the connection's window is open again");
    }

    [Fact]
    public async Task Read_SlowReader_HoldsTheClientBack()
    {
        Start(new SpdyLimits { StreamBuffer = 100_000 });
        var stream = await Client.OpenAsync("stdin");
        var served = await Arrivals.Reader.ReadAsync();

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
        var stream = await Client.OpenAsync("data");
        var served = await Arrivals.Reader.ReadAsync();

        await Client.SendAsync(new RstStreamFrame(stream.Id, SpdyStatus.Cancel));

        await Assert.ThrowsAsync<IOException>(async () => await served.ReadAsync(new byte[1]));
        await Assert.ThrowsAsync<IOException>(async () => await served.WriteAsync(new byte[1]));
        Assert.Equal(0, Session!.StreamCount);
    }

    [Fact]
    public async Task Dispose_OpenStream_ResetsIt()
    {
        Start();
        var stream = await Client.OpenAsync("data");
        var served = await Arrivals.Reader.ReadAsync();

        await served.DisposeAsync();

        Assert.Equal(SpdyStatus.Cancel, await stream.WasReset.Task.WaitAsync(Wait));
    }

    [Fact]
    public async Task Open_MoreThanAllowed_IsRefused()
    {
        Start(new SpdyLimits { MaxStreams = 2 });
        await Client.OpenAsync("one");
        await Client.OpenAsync("two");

        var third = await Client.OpenAsync("three");

        Assert.Equal(SpdyStatus.RefusedStream, await third.WasReset.Task.WaitAsync(Wait));
    }

    [Fact]
    public async Task Open_Unwanted_IsReset()
    {
        Start();

        var stream = await Client.OpenAsync("unwanted");

        Assert.Equal(SpdyStatus.ProtocolError, await stream.WasReset.Task.WaitAsync(Wait));
        Assert.Equal(0, Session!.StreamCount);
    }

    [Fact]
    public async Task Data_AfterTheEnd_IsDropped()
    {
        Start();
        var stream = await Client.OpenAsync("data");
        var served = await Arrivals.Reader.ReadAsync();
        await served.DisposeAsync();

        await stream.WriteAsync("late");
        await Client.SendAsync(new PingFrame(1));

        await Eventually.TrueAsync(() => Client.Others.OfType<PingFrame>().Any(), "the connection goes on");
    }
}
