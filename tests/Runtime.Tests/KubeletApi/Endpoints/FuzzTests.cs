using System.Net;
using System.Net.WebSockets;
using System.Text;
using Reeve.Runtime.KubeletApi;
using Reeve.Runtime.Tests.KubeletApi.Spdy;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Runtime.KubeletApi.Spdy;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.KubeletApi.Endpoints;

/// <summary>Requests and streams without sense: the server answers or ends the connection, serves everybody else, and keeps nothing.</summary>
public sealed class FuzzTests : IAsyncLifetime
{
    private static readonly string[] Words =
    [
        "exec", "attach", "run", "portForward", "containerLogs", "logs", "pods", "runningpods", "stats", "summary", "metrics", "resource", "cadvisor", "configz", "healthz",
        "debug", "default", "web", "main", "..", ".", "%2e%2e", "%00", "%2F", "//", "ü", "{x}", "*", " ", "uid-of-web", new string('a', 3000), "?", "#",
    ];

    private static readonly string[] Parameters =
    [
        "command=x", "command=", "input=1", "output=1", "error=1", "tty=1", "follow=true", "tailLines=-9", "tailLines=999999999999999999999", "sinceTime=x", "port=80",
        "port=99999", "cmd=%00", "cmd=a%20b", "&&&", "%", "limitBytes=0", "stream=x", "only_cpu_and_memory=true",
    ];

    private KubeletFixture _kubelet = null!;

    public async Task InitializeAsync()
    {
        _kubelet = await KubeletFixture.StartAsync(new KubeletApiOptions { RequestsPerSecond = 0, LogDirectory = "/nowhere" });
        _kubelet.Provider.Exec = static async (request, token) =>
        {
            if (request.StandardInput is { } input && request.StandardOutput is { } output)
            {
                await input.CopyToAsync(output, token);
            }

            return 0;
        };
    }

    public async Task DisposeAsync() => await _kubelet.DisposeAsync();

    [Fact]
    public async Task Requests_Random_AreAllAnswered()
    {
        var random = new Random(4711);
        var client = _kubelet.Client();
        for (var i = 0; i < 1500; i++)
        {
            var path = string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => "/" + Pick(random, Words)));
            var query = string.Join('&', Enumerable.Range(0, random.Next(0, 5)).Select(_ => Pick(random, Parameters)));
            using var request = new HttpRequestMessage(new HttpMethod(Pick(random, ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "X"])), Safe($"{path}?{query}"));
            using var response = await client.SendAsync(request);

            Assert.True((int)response.StatusCode is >= 200 and < 600, $"{path}?{query}");
            Assert.NotEqual(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        Assert.Equal("ok", await _kubelet.GetAsync("/healthz"));
    }

    [Fact]
    public async Task Connections_Noise_AreEnded()
    {
        var random = new Random(99);
        for (var i = 0; i < 100; i++)
        {
            await using var stream = await _kubelet.ConnectAsync();
            var noise = new byte[random.Next(1, 3000)];
            random.NextBytes(noise);
            if (i % 3 == 0)
            {
                noise = [.. "GET /pods HTTP/1.1\r\nHost: x\r\n"u8, .. noise];
            }

            await WriteAsync(stream, noise);
        }

        Assert.Equal("ok", await _kubelet.GetAsync("/healthz"));
    }

    [Fact]
    public async Task Spdy_DamagedFrames_EndTheSessionAndNothingElse()
    {
        var random = new Random(2026);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 120; i++)
        {
            var path = Pick(random, ["/exec/default/web/main?command=cat&input=1&output=1", "/portForward/default/web", "/attach/default/web/main?output=1&input=1"]);
            var (client, head) = await _kubelet.UpgradeRawAsync(path);
            Assert.StartsWith("HTTP/1.1 101", head, StringComparison.Ordinal);
            await using (client)
            {
                await WriteAsync(client!, Damaged(random));
            }
        }

        await Eventually.TrueAsync(() => _kubelet.Streaming == 0, "all sessions end");
        Assert.Equal("ok", await _kubelet.GetAsync("/healthz"));

        // Each session would hold a few hundred kilobytes if it were kept.
        await Eventually.TrueAsync(() => GC.GetTotalMemory(forceFullCollection: true) - before < 20_000_000, "nothing is kept");
    }

    [Fact]
    public async Task WebSocket_RandomMessages_EndTheSessionAndNothingElse()
    {
        var random = new Random(77);
        for (var i = 0; i < 60; i++)
        {
            var protocol = Pick(random, ["v5.channel.k8s.io", "v4.base64.channel.k8s.io", "v4.channel.k8s.io"]);
            var path = Pick(random, ["/exec/default/web/main?command=cat&input=1&output=1&tty=1", "/portForward/default/web?port=80"]);
            using var socket = await _kubelet.WebSocketAsync(path, protocol);
            for (var j = 0; j < 10 && socket.State == WebSocketState.Open; j++)
            {
                var message = new byte[random.Next(0, 500)];
                random.NextBytes(message);
                await socket.SendAsync(message, WebSocketMessageType.Binary, random.Next(2) == 0, CancellationToken.None);
            }

            socket.Abort();
        }

        await Eventually.TrueAsync(() => _kubelet.Streaming == 0, "all sessions end");
        Assert.Equal("ok", await _kubelet.GetAsync("/healthz"));
    }

    private static byte[] Damaged(Random random)
    {
        var frames = SpdyFrames.Write(
        [
            new SynStreamFrame(1, new SpdyHeaders([new("streamtype", "error"), new("port", "80"), new("requestid", "1")])),
            new SynStreamFrame(3, new SpdyHeaders([new("streamtype", "stdin"), new("port", "80"), new("requestid", "1")])),
            new SynStreamFrame(5, new SpdyHeaders([new("streamtype", "stdout")])),
            new SynStreamFrame(7, new SpdyHeaders([new("streamtype", "data"), new("port", "80"), new("requestid", "1")])),
            new DataFrame(3, new byte[2000], false),
            new DataFrame(7, new byte[2000], false),
            new PingFrame(1),
            new WindowUpdateFrame(5, 100),
            new SettingsFrame([new(7, 100)]),
            new RstStreamFrame(5, SpdyStatus.Cancel),
            new DataFrame(3, default, true),
        ]);
        for (var damage = random.Next(0, 6); damage > 0; damage--)
        {
            frames[random.Next(frames.Length)] = (byte)random.Next(256);
        }

        return frames[..random.Next(1, frames.Length + 1)];
    }

    private static async Task WriteAsync(Stream stream, byte[] bytes)
    {
        try
        {
            await stream.WriteAsync(bytes);
            await stream.FlushAsync();
        }
        catch (IOException e)
        {
            Assert.NotEmpty(e.Message); // the server has ended the connection already
        }
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    // As it is, without what an HTTP client would tidy up.
    private Uri Safe(string path) => new($"https://127.0.0.1:{_kubelet.Port}" + path.Replace(" ", "%20", StringComparison.Ordinal), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
}
