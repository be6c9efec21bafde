using System.Text.Json.Nodes;
using Reeve.Containers;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.KubeletApi.Endpoints;

/// <summary>What exec says of commands that cannot be run.</summary>
public sealed class ExecRefusalTests : IAsyncLifetime
{
    private const string Path = "/exec/default/web/main?command=sh&command=-c&command=true&input=1&output=1&error=1";
    private KubeletFixture _kubelet = null!;

    public async Task InitializeAsync() => _kubelet = await KubeletFixture.StartAsync();

    public async Task DisposeAsync() => await _kubelet.DisposeAsync();

    [Fact]
    public async Task Exec_UnknownProtocol_IsForbidden()
    {
        var (client, head) = await _kubelet.UpgradeAsync(Path, "v9.channel.k8s.io");

        Assert.Null(client);
        Assert.StartsWith("HTTP/1.1 403", head, StringComparison.Ordinal);
        Assert.Contains("X-Accepted-Stream-Protocol-Versions", head, StringComparison.OrdinalIgnoreCase);
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
}
