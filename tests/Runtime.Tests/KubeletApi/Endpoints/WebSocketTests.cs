using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.KubeletApi.Endpoints;

public sealed class WebSocketTests : IAsyncLifetime
{
    private const string Path = "/exec/default/web/main?command=sh&input=1&output=1&error=1";
    private KubeletFixture _kubelet = null!;

    public async Task InitializeAsync()
    {
        _kubelet = await KubeletFixture.StartAsync();
        _kubelet.Provider.Exec = static async (request, token) =>
        {
            var line = await new StreamReader(request.StandardInput!).ReadLineAsync(token);
            await request.StandardOutput!.WriteAsync(Encoding.UTF8.GetBytes($"out:{line}"), token);
            await request.StandardError!.WriteAsync("err"u8.ToArray(), token);
            return 4;
        };
    }

    public async Task DisposeAsync() => await _kubelet.DisposeAsync();

    [Theory]
    [InlineData("v5.channel.k8s.io", true)]
    [InlineData("v4.channel.k8s.io", true)]
    [InlineData("v3.channel.k8s.io", false)]
    [InlineData("v2.channel.k8s.io", false)]
    [InlineData("channel.k8s.io", false)]
    [InlineData("", false)]
    public async Task Exec_Binary_CarriesStreamsAndStatus(string protocol, bool json)
    {
        using var socket = await _kubelet.WebSocketAsync(Path, protocol.Length == 0 ? [] : [protocol]);
        Assert.Equal(protocol.Length == 0 ? null : protocol, socket.SubProtocol);

        await socket.SendAsync("\0line\n"u8.ToArray(), WebSocketMessageType.Binary, true, CancellationToken.None);

        var channels = await ReadAsync(socket);
        Assert.Equal("out:line", channels[1]);
        Assert.Equal("err", channels[2]);
        AssertExit(channels[3], json, 4);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Theory]
    [InlineData("v4.base64.channel.k8s.io", true)]
    [InlineData("base64.channel.k8s.io", false)]
    public async Task Exec_Base64_CarriesStreamsAndStatus(string protocol, bool json)
    {
        using var socket = await _kubelet.WebSocketAsync(Path, protocol);

        await socket.SendAsync(Encoding.ASCII.GetBytes("0" + Convert.ToBase64String("line\n"u8)), WebSocketMessageType.Text, true, CancellationToken.None);

        var channels = await ReadAsync(socket, base64: true);
        Assert.Equal("out:line", channels[1]);
        AssertExit(channels[3], json, 4);
    }

    [Fact]
    public async Task Exec_V5CloseOfInput_EndsIt()
    {
        _kubelet.Provider.Exec = static async (request, token) =>
        {
            var all = await new StreamReader(request.StandardInput!).ReadToEndAsync(token);
            await request.StandardOutput!.WriteAsync(Encoding.UTF8.GetBytes($"{all.Length}"), token);
            return 0;
        };
        using var socket = await _kubelet.WebSocketAsync(Path, "v5.channel.k8s.io");

        await socket.SendAsync("\0abc"u8.ToArray(), WebSocketMessageType.Binary, true, CancellationToken.None);
        await socket.SendAsync((byte[])[255, 0], WebSocketMessageType.Binary, true, CancellationToken.None);

        var channels = await ReadAsync(socket);
        Assert.Equal("3", channels[1]);
        Assert.Contains("Success", channels[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_FragmentedMessage_IsOne()
    {
        using var socket = await _kubelet.WebSocketAsync(Path, "v4.channel.k8s.io");

        await socket.SendAsync("\0li"u8.ToArray(), WebSocketMessageType.Binary, false, CancellationToken.None);
        await socket.SendAsync("n"u8.ToArray(), WebSocketMessageType.Binary, false, CancellationToken.None);
        await socket.SendAsync("e\n"u8.ToArray(), WebSocketMessageType.Binary, true, CancellationToken.None);

        Assert.Equal("out:line", (await ReadAsync(socket))[1]);
    }

    [Fact]
    public async Task Exec_Tty_Resizes()
    {
        _kubelet.Provider.Exec = static async (request, token) =>
        {
            await foreach (var size in request.Resize!.WithCancellation(token))
            {
                return size.Width;
            }

            return 0;
        };
        using var socket = await _kubelet.WebSocketAsync("/exec/default/web/main?command=sh&input=1&output=1&tty=1", "v4.channel.k8s.io");

        await socket.SendAsync("\u0004{\"Width\":77,\"Height\":5}"u8.ToArray(), WebSocketMessageType.Binary, true, CancellationToken.None);

        AssertExit((await ReadAsync(socket))[3], json: true, 77);
    }

    [Fact]
    public async Task Exec_MuchOutput_ComesWhole()
    {
        var data = new byte[3_000_000];
        Array.Fill(data, (byte)'x');
        _kubelet.Provider.Exec = async (request, token) =>
        {
            await request.StandardOutput!.WriteAsync(data, token);
            return 0;
        };
        using var socket = await _kubelet.WebSocketAsync(Path, "v5.channel.k8s.io");

        Assert.Equal(data.Length, (await ReadAsync(socket))[1].Length);
    }

    [Fact]
    public async Task Exec_ClientGoes_CancelsTheCommand()
    {
        var cancelled = new TaskCompletionSource();
        _kubelet.Provider.Exec = async (_, token) =>
        {
            await using var registration = token.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        };
        var socket = await _kubelet.WebSocketAsync(Path, "v4.channel.k8s.io");
        await Eventually.TrueAsync(() => _kubelet.Provider.Asked.Count == 1, "the command runs");

        socket.Abort();

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Exec_UnknownProtocol_IsRefused()
    {
        await Assert.ThrowsAsync<WebSocketException>(() => _kubelet.WebSocketAsync(Path, "v9.channel.k8s.io"));
    }

    [Fact]
    public async Task PortForward_Channels_CarryEachPort()
    {
        using var socket = await _kubelet.WebSocketAsync("/portForward/default/web?port=80&port=8080", "v4.channel.k8s.io");
        var received = new Dictionary<int, List<byte>>();

        for (var i = 0; i < 4; i++)
        {
            await ReceiveAsync(socket, received);
        }

        Assert.Equal([80, 0], received[0]);
        Assert.Equal([80, 0], received[1]);
        Assert.Equal([0x90, 0x1f], received[2]);
        Assert.Equal([0x90, 0x1f], received[3]);

        await socket.SendAsync("\u0002hello"u8.ToArray(), WebSocketMessageType.Binary, true, CancellationToken.None);
        await ReceiveAsync(socket, received);
        Assert.Equal("hello", Encoding.ASCII.GetString([.. received[2].Skip(2)]));
    }

    [Theory]
    [InlineData("/portForward/default/web")]
    [InlineData("/portForward/default/web?port=0")]
    [InlineData("/portForward/default/web?port=x")]
    public async Task PortForward_WithoutPorts_IsRefused(string path)
    {
        await Assert.ThrowsAsync<WebSocketException>(() => _kubelet.WebSocketAsync(path, "v4.channel.k8s.io"));
    }

    [Fact]
    public async Task PortForward_Tunnel_CarriesSpdy()
    {
        var socket = await _kubelet.WebSocketByHandAsync("/portForward/default/web", "SPDY/3.1+portforward.k8s.io");
        await using var client = new SpdyTestClient(WebSocketStream.Create(socket, WebSocketMessageType.Binary, TimeSpan.FromSeconds(1)));
        var headers = (string type) => (KeyValuePair<string, string>[])[new("streamtype", type), new("port", "80"), new("requestid", "0")];
        var error = await client.OpenAsync(headers("error"));
        var data = await client.OpenAsync(headers("data"));

        await data.WriteAsync("through", end: true);

        Assert.Equal("through", await data.ReadToEndAsync());
        Assert.Equal("", await error.ReadToEndAsync());
    }

    private static void AssertExit(string status, bool json, int code)
    {
        if (json)
        {
            Assert.Equal($"{code}", (string?)JsonNode.Parse(status)!["details"]!["causes"]![0]!["message"]);
        }
        else
        {
            Assert.Equal($"command terminated with non-zero exit code: exit status {code}", status);
        }
    }

    private static async Task<Dictionary<int, string>> ReadAsync(ClientWebSocket socket, bool base64 = false)
    {
        var received = new Dictionary<int, List<byte>> { [1] = [], [2] = [], [3] = [] };
        while (await ReceiveAsync(socket, received, base64))
        {
            // Until the server closes.
        }

        return received.ToDictionary(static pair => pair.Key, static pair => Encoding.UTF8.GetString([.. pair.Value]));
    }

    private static async Task<bool> ReceiveAsync(ClientWebSocket socket, Dictionary<int, List<byte>> channels, bool base64 = false)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        WebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer, deadline.Token);
            message.Write(buffer, 0, result.Count);
        }
        while (!result.EndOfMessage);

        if (result.MessageType == WebSocketMessageType.Close)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token);
            return false;
        }

        var bytes = message.ToArray();
        var channel = base64 ? bytes[0] - '0' : bytes[0];
        var data = base64 ? Convert.FromBase64String(Encoding.ASCII.GetString(bytes[1..])) : bytes[1..];
        channels[channel] = [.. channels.GetValueOrDefault(channel) ?? [], .. data];
        return true;
    }
}
