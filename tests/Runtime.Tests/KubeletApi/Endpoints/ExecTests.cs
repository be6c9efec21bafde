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
