using System.Text.Json.Nodes;
using Reeve.Containers;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.KubeletApi.Endpoints;

public sealed class ExecTests : IAsyncLifetime
{
    private const string Path = "/exec/default/web/main?command=sh&command=-c&command=true&input=1&output=1&error=1";
    private KubeletFixture _kubelet = null!;

    public async Task InitializeAsync() => _kubelet = await KubeletFixture.StartAsync();

    public async Task DisposeAsync() => await _kubelet.DisposeAsync();

    [Fact]
    public async Task Exec_Spdy_CarriesStreamsAndStatus()
    {
        ExecRequest? seen = null;
        _kubelet.Provider.Exec = async (request, token) =>
        {
            seen = request;
            var input = await new StreamReader(request.StandardInput!).ReadToEndAsync(token);
            await request.StandardOutput!.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"out:{input}"), token);
            await request.StandardError!.WriteAsync("err"u8.ToArray(), token);
            return 3;
        };

        var (client, head) = await _kubelet.UpgradeAsync(Path, "v4.channel.k8s.io", "v3.channel.k8s.io");
        await using var _ = client;
        Assert.Contains("X-Stream-Protocol-Version: v4.channel.k8s.io", head, StringComparison.OrdinalIgnoreCase);
        var (error, input, output, errors) = (await client!.OpenAsync("error"), await client.OpenAsync("stdin"), await client.OpenAsync("stdout"), await client.OpenAsync("stderr"));
        await input.WriteAsync("in", end: true);

        Assert.Equal("out:in", await output.ReadToEndAsync());
        Assert.Equal("err", await errors.ReadToEndAsync());
        var status = JsonNode.Parse(await error.ReadToEndAsync())!;
        Assert.Equal("Failure", (string?)status["status"]);
        Assert.Equal("NonZeroExitCode", (string?)status["reason"]);
        Assert.Equal("ExitCode", (string?)status["details"]!["causes"]![0]!["reason"]);
        Assert.Equal("3", (string?)status["details"]!["causes"]![0]!["message"]);
        Assert.True(output.Finished && errors.Finished && error.Finished);
        Assert.Equal(["sh", "-c", "true"], seen!.Command);
        Assert.False(seen.Tty);
        Assert.Null(seen.Resize);
        Assert.Equal(["uid-of-web main"], _kubelet.Provider.Asked);
    }

    [Fact]
    public async Task Exec_SpdySuccess_SaysSo()
    {
        var (client, _) = await _kubelet.UpgradeAsync("/exec/default/web/uid-of-web/main?command=true&output=1", "v4.channel.k8s.io");
        await using var __ = client;
        var error = await client!.OpenAsync("error");
        await client.OpenAsync("stdout");

        Assert.Equal("Success", (string?)JsonNode.Parse(await error.ReadToEndAsync())!["status"]);
        await Eventually.TrueAsync(() => client.Others.Any(frame => frame is Reeve.Runtime.KubeletApi.Spdy.GoAwayFrame), "the server says goodbye");
    }

    [Fact]
    public async Task Exec_SpdyTty_Resizes()
    {
        var sizes = new List<TerminalSize>();
        _kubelet.Provider.Exec = async (request, token) =>
        {
            Assert.True(request.Tty);
            await foreach (var size in request.Resize!.WithCancellation(token))
            {
                sizes.Add(size);
            }

            return 0;
        };
        var (client, _) = await _kubelet.UpgradeAsync("/exec/default/web/main?command=sh&input=1&output=1&error=1&tty=1", "v4.channel.k8s.io");
        await using var __ = client;
        var error = await client!.OpenAsync("error");
        await client.OpenAsync("stdin");
        await client.OpenAsync("stdout");
        var resize = await client.OpenAsync("resize");

        await resize.WriteAsync("{\"Width\":100,\"Height\":40}\n{\"Width\":1");
        await Eventually.TrueAsync(() => sizes.Count == 1, "the first size");
        await resize.WriteAsync("20,\"Height\":50}", end: true);

        await error.ReadToEndAsync();
        Assert.Equal([(100, 40), (120, 50)], sizes.Select(size => ((int)size.Width, (int)size.Height)));
    }

    [Theory]
    [InlineData("v3.channel.k8s.io")]
    [InlineData("v2.channel.k8s.io")]
    [InlineData("channel.k8s.io")]
    [InlineData("")]
    public async Task Exec_OldProtocols_TellErrorsAsText(string protocol)
    {
        _kubelet.Provider.Exec = static (_, _) => Task.FromResult(7);
        var (client, _) = await _kubelet.UpgradeAsync("/exec/default/web/main?command=false&output=1", protocol.Length == 0 ? [] : [protocol]);
        await using var __ = client;
        var error = await client!.OpenAsync("error");
        await client.OpenAsync("stdout");

        Assert.Equal("command terminated with non-zero exit code: exit status 7", await error.ReadToEndAsync());
    }

    [Fact]
    public async Task Exec_UnknownProtocol_IsForbidden()
    {
        var (client, head) = await _kubelet.UpgradeAsync(Path, "v9.channel.k8s.io");

        Assert.Null(client);
        Assert.StartsWith("HTTP/1.1 403", head, StringComparison.Ordinal);
        Assert.Contains("X-Accepted-Stream-Protocol-Versions", head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Exec_ClientGoes_CancelsTheCommand()
    {
        var cancelled = new TaskCompletionSource();
        _kubelet.Provider.Exec = async (_, token) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            }
            finally
            {
                cancelled.SetResult();
            }
        };
        var (client, _) = await _kubelet.UpgradeAsync("/exec/default/web/main?command=sleep&output=1", "v4.channel.k8s.io");
        await client!.OpenAsync("error");
        await client.OpenAsync("stdout");
        await Eventually.TrueAsync(() => _kubelet.Provider.Asked.Count == 1, "the command runs");

        await client.DisposeAsync();

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Exec_MuchOutput_ComesWhole()
    {
        var data = new byte[8_000_000];
        new Random(5).NextBytes(data);
        _kubelet.Provider.Exec = async (request, token) =>
        {
            await request.StandardOutput!.WriteAsync(data, token);
            return 0;
        };
        var (client, _) = await _kubelet.UpgradeAsync("/exec/default/web/main?command=cat&output=1", "v4.channel.k8s.io");
        await using var __ = client;
        await client!.OpenAsync("error");
        var output = await client.OpenAsync("stdout");

        await output.ReadToEndAsync();

        Assert.Equal(data, output.Received);
    }

    [Fact]
    public async Task Exec_CommandIgnoresInput_StillEnds()
    {
        var (client, _) = await _kubelet.UpgradeAsync("/exec/default/web/main?command=true&input=1&output=1", "v4.channel.k8s.io");
        await using var __ = client;
        var error = await client!.OpenAsync("error");
        var input = await client.OpenAsync("stdin");
        await client.OpenAsync("stdout");

        var sending = Task.Run(async () =>
        {
            try
            {
                for (var i = 0; i < 100; i++)
                {
                    await input.WriteAsync(new byte[16 * 1024]);
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                return;
            }
        });

        Assert.Contains("Success", await error.ReadToEndAsync(), StringComparison.Ordinal);
        await sending.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Exec_ProviderFails_IsAnInternalError()
    {
        _kubelet.Provider.Exec = static (_, _) => throw new ProviderException(ErrorReason.Invalid, "no such file");
        var (client, _) = await _kubelet.UpgradeAsync("/exec/default/web/main?command=x&output=1", "v4.channel.k8s.io");
        await using var __ = client;
        var error = await client!.OpenAsync("error");
        await client.OpenAsync("stdout");

        var status = JsonNode.Parse(await error.ReadToEndAsync())!;
        Assert.Equal("InternalError", (string?)status["reason"]);
        Assert.Equal("Internal error occurred: error executing command in container: no such file", (string?)status["message"]);
    }

    [Fact]
    public async Task Exec_StreamsDoNotCome_EndsInTime()
    {
        var time = new ManualTimeProvider();
        await using var kubelet = await KubeletFixture.StartAsync(time: time, change: static setup => setup with { ClientAuthorities = static () => null });
        var (client, _) = await kubelet.UpgradeAsync("/exec/default/web/main?command=x&output=1", "v4.channel.k8s.io");
        await using var __ = client;
        await client!.OpenAsync("error");
        await Eventually.TrueAsync(() => time.ActiveTimers >= 2, "the server waits");

        time.Advance(TimeSpan.FromSeconds(31));

        await client.Ended.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Empty(kubelet.Provider.Asked);
    }

    [Theory]
    [InlineData("/exec/default/web/main?output=1", 400, "you must specify a command")]
    [InlineData("/exec/default/web/main?command=x", 400, "you must specify at least 1 of stdin, stdout, stderr")]
    [InlineData("/exec/default/none/main?command=x&output=1", 404, "pod does not exist")]
    [InlineData("/exec/default/web/other-uid/main?command=x&output=1", 404, "pod does not exist")]
    [InlineData("/exec/default/web/none?command=x&output=1", 404, "container not found (\"none\")")]
    [InlineData("/exec/default/web/main?command=x&output=1", 400, "unable to upgrade")]
    [InlineData("/attach/default/web/main", 400, "you must specify at least 1 of stdin, stdout, stderr")]
    public async Task Exec_WithoutSense_IsRefused(string path, int code, string text)
    {
        var (answer, body) = await _kubelet.AskAsync(path, HttpMethod.Post);

        Assert.Equal(code, (int)answer);
        Assert.Contains(text, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_ContainerDoesNotRun_IsRefused()
    {
        var pod = FakePods.Running("done");
        _kubelet.Pods.Add(pod with
        {
            Status = pod.Status with { ContainerStatuses = [pod.Status.ContainerStatuses[0] with { State = new() { Terminated = new() { ExitCode = 0 } } }] },
        });

        var (code, text) = await _kubelet.AskAsync("/exec/default/done/main?command=x&output=1", HttpMethod.Post);

        Assert.Equal(404, (int)code);
        Assert.Equal("container not found (\"main\")", text);
    }

    [Fact]
    public async Task Exec_ProviderCannot_IsNotImplemented()
    {
        _kubelet.Provider.Lacking.UnionWith([typeof(IPodExec), typeof(IPodAttach), typeof(IPodPortForward)]);

        foreach (var path in (string[])["/exec/default/web/main?command=x&output=1", "/attach/default/web/main?output=1", "/portForward/default/web", "/run/default/web/main?cmd=x"])
        {
            var (code, text) = await _kubelet.AskAsync(path, HttpMethod.Post);
            Assert.Equal(501, (int)code);
            Assert.Equal("Status", (string?)JsonNode.Parse(text)!["kind"]);
        }
    }

    [Fact]
    public async Task Attach_Spdy_CarriesStreams()
    {
        _kubelet.Provider.Attach = static async (request, token) =>
        {
            var line = await new StreamReader(request.StandardInput!).ReadLineAsync(token);
            await request.StandardOutput!.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"got {line}"), token);
        };
        var (client, _) = await _kubelet.UpgradeAsync("/attach/default/web/main?input=1&output=1", "v4.channel.k8s.io");
        await using var __ = client;
        var error = await client!.OpenAsync("error");
        var input = await client.OpenAsync("stdin");
        var output = await client.OpenAsync("stdout");

        await input.WriteAsync("hello\n");

        Assert.Equal("got hello", await output.ReadToEndAsync());
        Assert.Contains("Success", await error.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Command_GivesItsOutput()
    {
        _kubelet.Provider.Exec = static async (request, token) =>
        {
            await request.StandardOutput!.WriteAsync(System.Text.Encoding.UTF8.GetBytes(string.Join('|', request.Command)), token);
            return request.Command[0] == "fail" ? 2 : 0;
        };

        Assert.Equal((System.Net.HttpStatusCode.OK, "echo|a|b"), await _kubelet.AskAsync("/run/default/web/main?cmd=echo%20a%20b", HttpMethod.Post));
        Assert.Equal((System.Net.HttpStatusCode.OK, "a b|c"), await _kubelet.AskAsync("/run/default/web/uid-of-web/main?cmd=a%20b&cmd=c", HttpMethod.Post));
        var (code, text) = await _kubelet.AskAsync("/run/default/web/main?cmd=fail", HttpMethod.Post);
        Assert.Equal(500, (int)code);
        Assert.Contains("exit code 2", text, StringComparison.Ordinal);
    }
}
