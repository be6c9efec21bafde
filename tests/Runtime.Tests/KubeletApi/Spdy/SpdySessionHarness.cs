using System.Text;
using System.Threading.Channels;
using Reeve.Runtime.KubeletApi.Spdy;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.KubeletApi.Spdy;

/// <summary>A session over a pair of streams in memory, and its client.</summary>
public abstract class SpdySessionHarness : IAsyncLifetime
{
    private readonly Stream _server;

    private protected static TimeSpan Wait { get; } = TimeSpan.FromSeconds(60);

    private protected Channel<SpdyStream> Arrivals { get; } = Channel.CreateUnbounded<SpdyStream>();

    private protected ManualTimeProvider Time { get; } = new();

    private protected SpdyTestClient Client { get; }

    private protected SpdySession? Session { get; private set; }

    protected SpdySessionHarness()
    {
        (_server, var right) = DuplexPair.Create();
        Client = new SpdyTestClient(right);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await (Session?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _server.DisposeAsync();
        await Client.DisposeAsync();
    }

    private protected void Start(SpdyLimits? limits = null) => Session = new SpdySession(
        _server,
        limits ?? new SpdyLimits(),
        stream => stream.Headers["streamtype"] == "unwanted" ? null : () => Arrivals.Writer.TryWrite(stream),
        _server.Dispose,
        Time);
}
