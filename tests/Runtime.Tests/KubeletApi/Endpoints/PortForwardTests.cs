using Reeve.Runtime.KubeletApi.Spdy;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.KubeletApi.Endpoints;

public sealed class PortForwardTests : IAsyncLifetime
{
    private KubeletFixture _kubelet = null!;
    private SpdyTestClient _client = null!;

    public async Task InitializeAsync()
    {
        _kubelet = await KubeletFixture.StartAsync();
        (var client, var head) = await _kubelet.UpgradeAsync("/portForward/default/web", "portforward.k8s.io");
        Assert.Contains("X-Stream-Protocol-Version: portforward.k8s.io", head, StringComparison.OrdinalIgnoreCase);
        _client = client!;
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _kubelet.DisposeAsync();
    }

    [Fact]
    public async Task Forward_TwoConnections_AreApart()
    {
        var (first, firstError) = await OpenAsync("80", "0");
        var (second, _) = await OpenAsync("81", "1");

        await first.WriteAsync("one");
        await second.WriteAsync("two", end: true);

        Assert.Equal("two", await second.ReadToEndAsync());
        await Eventually.TrueAsync(() => first.Text == "one", "the first goes on");
        await first.EndAsync();
        await first.ReadToEndAsync();
        Assert.Equal("", await firstError.ReadToEndAsync());
        Assert.Equal(["uid-of-web 80", "uid-of-web 81"], _kubelet.Provider.Asked.Order());
    }

    [Fact]
    public async Task Forward_PodClosesFirst_ClientSeesTheEnd()
    {
        var finish = new TaskCompletionSource();
        _kubelet.Provider.Forward = async (_, connection, token) =>
        {
            await connection.WriteAsync("bye"u8.ToArray(), token);
            await connection.WriteAsync(ReadOnlyMemory<byte>.Empty, token);
            await finish.Task.WaitAsync(token);
        };
        var (data, error) = await OpenAsync("80", "0");

        Assert.Equal("bye", await data.ReadToEndAsync());
        Assert.Equal("", await error.ReadToEndAsync());
        Assert.True(data.Finished && error.Finished);
        finish.SetResult();
    }

    [Fact]
    public async Task Forward_Fails_SaysWhy()
    {
        _kubelet.Provider.Forward = static (_, _, _) => throw new ProviderException(ErrorReason.Transient, "nobody listens");

        var (_, error) = await OpenAsync("80", "0");

        Assert.Equal("error forwarding port 80 to pod web_default, uid uid-of-web: nobody listens", await error.ReadToEndAsync());
    }

    [Fact]
    public async Task Forward_WithoutRequestId_PairsByNumber()
    {
        var error = await _client.OpenAsync(new("streamtype", "error"), new("port", "80"));
        var data = await _client.OpenAsync(new("streamtype", "data"), new("port", "80"));

        await data.WriteAsync("old", end: true);

        Assert.Equal("old", await data.ReadToEndAsync());
        await error.ReadToEndAsync();
    }

    [Theory]
    [InlineData("streamtype", "data", "port", "0")]
    [InlineData("streamtype", "data", "port", "65536")]
    [InlineData("streamtype", "data", "x", "80")]
    [InlineData("streamtype", "other", "port", "80")]
    public async Task Open_WithoutSense_IsReset(string name, string value, string secondName, string secondValue)
    {
        var stream = await _client.OpenAsync(new(name, value), new(secondName, secondValue));

        Assert.Equal(SpdyStatus.ProtocolError, await stream.WasReset.Task.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Forward_Twice_IsReset()
    {
        await _client.OpenAsync(new("streamtype", "error"), new("port", "80"), new("requestid", "7"));

        var again = await _client.OpenAsync(new("streamtype", "error"), new("port", "80"), new("requestid", "7"));

        await again.WasReset.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Forward_ClientGoes_CutsTheConnection()
    {
        var cut = new TaskCompletionSource();
        _kubelet.Provider.Forward = async (_, connection, token) =>
        {
            try
            {
                await FakeProvider.EchoAsync(0, connection, token);
            }
            finally
            {
                cut.SetResult();
            }
        };
        var (data, _) = await OpenAsync("80", "0");
        await data.WriteAsync("x");
        await Eventually.TrueAsync(() => data.Text == "x", "the connection stands");

        await _client.DisposeAsync();

        await cut.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private async Task<(SpdyTestStream Data, SpdyTestStream Error)> OpenAsync(string port, string request)
    {
        var error = await _client.OpenAsync(new("streamtype", "error"), new("port", port), new("requestid", request));
        var data = await _client.OpenAsync(new("streamtype", "data"), new("port", port), new("requestid", request));
        return (data, error);
    }
}
