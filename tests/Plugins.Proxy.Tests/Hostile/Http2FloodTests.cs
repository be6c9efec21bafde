using System.Net;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Hostile;

/// <summary>Clients of HTTP/2 that cost more than they are worth: each is stopped or bounded, and others are served meanwhile.</summary>
[Collection(Alone.Name)]
public sealed class Http2FloodTests : IAsyncLifetime
{
    private const int Calm = 0xb; // ENHANCE_YOUR_CALM
    private const int InternalError = 0x2; // INTERNAL_ERROR

    private readonly Origin _origin = new();
    private readonly ProxyYard _yard = new("""{"headerSeconds": 2}""");

    public Task InitializeAsync() => _yard.StartAsync(_origin.Address);

    public async Task DisposeAsync()
    {
        await _yard.DisposeAsync();
        await _origin.DisposeAsync();
    }

    [Fact]
    public async Task RapidReset_ManyStreams_ConnectionIsEndedAndOthersAreServed()
    {
        using var client = await RawHttp2.ConnectAsync(_yard.EndPoint("web"));
        var sent = 0;
        var flooding = Task.Run(async () =>
        {
            for (var stream = 1; stream < 2_000_000; stream += 2)
            {
                if (!await client.SendAsync([.. RawHttp2.Get(stream, "/slow"), .. RawHttp2.Frame(RawHttp2.Reset, 0, stream, RawHttp2.Bytes(8))]))
                {
                    return;
                }

                sent++;
            }
        });

        // Whichever of the server's bounds is met first: streams that are reset, or answers to them that wait to be written.
        Assert.Contains(await client.ReadGoAwayAsync(), new uint?[] { Calm, InternalError, null });
        await ServesAsync();
        await flooding;
        Assert.True(sent < 999_999, $"{sent} requests were taken");
        await Eventually.TrueAsync(async () => (await _yard.Provider.ObserveAsync(CancellationToken.None)).Connections["web"] <= 1, "the connection is gone");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    public async Task ContinuationFlood_HeadersThatNeverEnd_ConnectionIsEnded(int size)
    {
        using var client = await RawHttp2.ConnectAsync(_yard.EndPoint("web"));
        await client.SendAsync(RawHttp2.Frame(RawHttp2.HeadersFrame, 0, 1, RawHttp2.Block((":method", "GET"), (":scheme", "http"), (":path", "/"), (":authority", "x"))));
        var more = RawHttp2.Frame(RawHttp2.Continuation, 0, 1, size == 0 ? [] : RawHttp2.Block(("x-a", new string('a', size))));
        var flooding = Task.Run(async () =>
        {
            while (await client.SendAsync(more))
            {
            }
        });

        await client.ReadGoAwayAsync();
        client.Dispose();
        await flooding.WaitAsync(Eventually.Deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await ServesAsync();
        Assert.DoesNotContain("GET /", _origin.Requests.Except(["GET /status/204"]));
    }

    [Theory]
    [InlineData(RawHttp2.Settings, 0)]
    [InlineData(RawHttp2.Ping, 8)]
    public async Task ControlFlood_ClientThatReadsNothing_MemoryIsBoundedAndOthersAreServed(byte type, int size)
    {
        using var client = await RawHttp2.ConnectAsync(_yard.EndPoint("web"));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var many = Enumerable.Repeat(RawHttp2.Frame(type, 0, 0, new byte[size]), 5_000).SelectMany(frame => frame).ToArray();
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < 100 && await client.SendAsync(many); i++)
            {
            }
        });

        for (var i = 0; i < 20; i++)
        {
            await ServesAsync();
        }

        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 64 << 20);
        client.Dispose(); // most of it waits in the kernel: nobody reads what cannot be answered
        await sending.WaitAsync(Eventually.Deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task HeaderBomb_OneEntryNamedManyTimes_RefusedBeforeItIsUnpacked()
    {
        using var client = await RawHttp2.ConnectAsync(_yard.EndPoint("web"));
        byte[] entry = [0x40, .. RawHttp2.Block(("x-a", new string('a', 4000)))[1..]]; // into the table, as entry 62
        await client.SendAsync(RawHttp2.Frame(
            RawHttp2.HeadersFrame, RawHttp2.EndHeaders | RawHttp2.EndStream, 1,
            [.. RawHttp2.Block((":method", "GET"), (":scheme", "http"), (":path", "/bomb"), (":authority", "x")), .. entry, .. Enumerable.Repeat((byte)0xbe, 10_000)]));

        var answer = await client.ReadAsync((type, stream, _) => type == RawHttp2.GoAway || stream == 1);

        Assert.True(answer is null or { Type: RawHttp2.GoAway or RawHttp2.Reset or RawHttp2.HeadersFrame });
        Assert.DoesNotContain("GET /bomb", _origin.Requests);
        await ServesAsync();
    }

    [Fact]
    public async Task StalledWindows_AnswersThatNobodyTakes_BoundedAndOthersAreServed()
    {
        using var client = await RawHttp2.ConnectAsync(_yard.EndPoint("web"), (4, 0)); // SETTINGS_INITIAL_WINDOW_SIZE
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var stream = 1; stream < 200; stream += 2)
        {
            await client.SendAsync(RawHttp2.Get(stream, "/large"));
        }

        await Eventually.TrueAsync(() => _origin.Requests.Count(request => request == "GET /large") >= 100, "all are asked for");
        for (var i = 0; i < 20; i++)
        {
            await ServesAsync();
        }

        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 64 << 20); // of 1 GB that was asked for
    }

    [Fact]
    public async Task Streams_MoreAtOnceThanAllowed_TheRestIsRefused()
    {
        using var client = await RawHttp2.ConnectAsync(_yard.EndPoint("web"));
        for (var stream = 1; stream < 300; stream += 2)
        {
            await client.SendAsync(RawHttp2.Get(stream, "/slow"));
        }

        var refused = await client.ReadAsync((type, _, payload) => type == RawHttp2.Reset && payload[3] == 7); // REFUSED_STREAM

        Assert.NotNull(refused);
        await ServesAsync();
    }

    private async Task ServesAsync()
    {
        using var client = Clients.Http();
        using var answer = await client.GetAsync(_yard.Url("web", "/status/204"));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }
}
