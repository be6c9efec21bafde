using System.Text;
using System.Threading.Channels;
using Reeve.Runtime.KubeletApi.Spdy;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.KubeletApi.Spdy;

public sealed class SpdySessionTests : SpdySessionHarness
{
    [Fact]
    public async Task Ping_FromTheClient_ComesBack()
    {
        Start();

        await Client.SendAsync(new PingFrame(7));
        await Client.SendAsync(new PingFrame(2)); // the answer to one that was never sent

        await Eventually.TrueAsync(() => Client.Others.OfType<PingFrame>().Any(), "the ping is answered");
        Assert.Equal(7u, Assert.Single(Client.Others.OfType<PingFrame>()).Id);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public async Task Open_WrongNumber_EndsTheConnection(uint id)
    {
        Start();

        await Client.SendAsync(new SynStreamFrame(id, SpdyHeaders.Empty));

        await Eventually.TrueAsync(() => Session!.Closed.IsCancellationRequested, "the session ends");
        Assert.IsType<SpdyException>(Session!.Failure);
        await Eventually.TrueAsync(() => Client.Others.OfType<GoAwayFrame>().Any(frame => frame.Status == SpdyGoAwayStatus.ProtocolError), "it says why");
    }

    [Fact]
    public async Task Data_UnknownStream_EndsTheConnection()
    {
        Start();

        await Client.SendAsync(new DataFrame(9, new byte[3], false));

        await Eventually.TrueAsync(() => Session!.Failure is SpdyException, "the session ends");
    }

    [Fact]
    public async Task Idle_TooLong_EndsTheConnection()
    {
        Start(new SpdyLimits { IdleTimeout = TimeSpan.FromHours(4) });
        await Client.OpenAsync("data");
        var served = await Arrivals.Reader.ReadAsync();

        Time.Advance(TimeSpan.FromHours(3));
        await Client.SendAsync(new PingFrame(1));
        await Eventually.TrueAsync(() => Client.Others.OfType<PingFrame>().Any(), "the ping is answered");
        Time.Advance(TimeSpan.FromHours(3));
        Assert.False(Session!.Closed.IsCancellationRequested);
        Time.Advance(TimeSpan.FromHours(2));

        Assert.True(Session!.Closed.IsCancellationRequested);
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
            }, Time);
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
        await Client.OpenAsync("data");
        await Arrivals.Reader.ReadAsync();

        var closing = Session!.CloseAsync();
        await Eventually.TrueAsync(() => Client.Others.OfType<GoAwayFrame>().Any(), "the client is told");
        Assert.False(closing.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(10));

        await closing.WaitAsync(Wait);
        Assert.True(Session!.Closed.IsCancellationRequested);
    }

    [Fact]
    public async Task Noise_WholeSession_EndsEverySession()
    {
        var random = new Random(31);
        for (var i = 0; i < 200; i++)
        {
            var (left, right) = DuplexPair.Create();
            await using var session = new SpdySession(left, new SpdyLimits(), stream => () => stream.Dispose(), () => left.Dispose(), Time);
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
}
