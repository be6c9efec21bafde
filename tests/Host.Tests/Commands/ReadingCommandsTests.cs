using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Host.Control;
using Reeve.Host.Tests.Control;
using Reeve.Host.Tests.Support;
using Reeve.Kubernetes;
using Reeve.Testing;

namespace Reeve.Host.Tests.Commands;

public sealed class ReadingCommandsTests : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private readonly FakeAgent _agent = new();
    private readonly ControlServer _server;
    private readonly TestCli _cli = new();

    public ReadingCommandsTests()
    {
        _server = new ControlServer(ControlPaths.SocketIn(_directory.Path), _agent, NullLoggerFactory.Instance);
        _agent.Pods.Add(FakeAgent.Running("hello"));
        _agent.Pods.Add(FakeAgent.Running("other", "team"));
        _agent.Events.Add(KubernetesJson.Deserialize<Event>("""
            {"metadata":{"name":"e"},"type":"Warning","reason":"BackOff","message":"Back-off\nrestarting","count":3,
             "lastTimestamp":"2025-12-31T23:59:30Z","involvedObject":{"kind":"Pod","name":"hello","namespace":"default","uid":"uid-hello"}}
            """));
    }

    public Task InitializeAsync() => _server.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _cli.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Pods_Table_OneNamespace()
    {
        Assert.Equal(0, await RunAsync("pods"));

        Assert.Equal("NAME    READY   STATUS    RESTARTS   AGE\nhello   1/1     Running   2          60s\n", _cli.Out);
    }

    [Fact]
    public async Task Pods_AllWide_EveryColumn()
    {
        Assert.Equal(0, await RunAsync("pods", "-A", "-o", "wide"));

        Assert.Equal(
            """
            NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   IP         NODE   UID
            default     hello   1/1     Running   2          60s   10.0.0.1   n1     uid-hello
            team        other   1/1     Running   2          60s   10.0.0.1   n1     uid-other

            """.ReplaceLineEndings("\n"),
            _cli.Out);
    }

    [Fact]
    public async Task Pods_JsonOfOne_TheObject()
    {
        Assert.Equal(0, await RunAsync("pods", "hello", "-o", "json"));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(KubernetesJson.Serialize(_agent.Pods[0])), JsonNode.Parse(_cli.Out)));
    }

    [Fact]
    public async Task Pods_JsonOfAll_AList()
    {
        Assert.Equal(0, await RunAsync("pods", "-A", "-o", "json"));

        var list = JsonNode.Parse(_cli.Out)!;
        Assert.Equal("PodList", (string?)list["kind"]);
        Assert.Equal(2, list["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Pods_Names_OnePerLine()
    {
        Assert.Equal(0, await RunAsync("pods", "-A", "-o", "name"));

        Assert.Equal("pod/hello\npod/other\n", _cli.Out);
    }

    [Theory]
    [InlineData("There is no pod helo in namespace default; did you mean hello?\n", "pods", "helo")]
    [InlineData("There is no pod other in namespace default, but one in team: add -n team.\n", "describe", "other")]
    [InlineData("The pod hello has no container web; it has c.\n", "logs", "hello", "-c", "web")]
    [InlineData("There is no plugin x; \"reeve plugins list\" shows all of them.\n", "plugins", "show", "x")]
    public async Task Command_WrongName_SentenceWithTheRightOne(string sentence, params string[] arguments)
    {
        Assert.Equal(1, await RunAsync(arguments));

        Assert.Equal(sentence, _cli.Error);
    }

    [Fact]
    public async Task Pods_EmptyNamespace_SaysWhereOthersAre()
    {
        Assert.Equal(0, await RunAsync("pods", "-n", "empty"));

        Assert.Equal(("", "No pods in namespace empty, but 2 in others: -A shows them.\n"), (_cli.Out, _cli.Error));
    }

    [Fact]
    public async Task Events_Table_OneLineEach()
    {
        Assert.Equal(0, await RunAsync("events"));

        Assert.Equal(
            "LAST SEEN   TYPE      REASON    OBJECT      COUNT   MESSAGE\n30s         Warning   BackOff   pod/hello   3       Back-off restarting\n",
            _cli.Out);
    }

    [Fact]
    public async Task Logs_Container_ItsBytes()
    {
        Assert.Equal(0, await RunAsync("logs", "hello", "--tail", "5", "--since", "1m"));

        Assert.Equal("a line\n", System.Text.Encoding.UTF8.GetString(_cli.Output.ToArray()));
        Assert.Equal(5, _agent.LogRequest!.Value.Query.TailLines);
        Assert.Equal(_cli.Clock.GetUtcNow().AddMinutes(-1), _agent.LogRequest.Value.Query.SinceTime);
    }

    [Fact]
    public async Task Describe_Pod_WithItsEvents()
    {
        Assert.Equal(0, await RunAsync("describe", "hello"));

        Assert.Contains("Back-off restarting", _cli.Out, StringComparison.Ordinal);
        Assert.Contains("uid-hello", _cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugins_List_NoControlCharactersFromPlugins()
    {
        Assert.Equal(0, await RunAsync("plugins", "list"));

        Assert.Contains("Malfunctioned", _cli.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _cli.Out);
    }

    [Fact]
    public async Task Delete_All_EveryPodOfTheNamespace()
    {
        Assert.Equal(0, await RunAsync("delete", "--all", "-n", "team", "--force"));

        Assert.Equal("pod/other deleted\n", _cli.Out);
        Assert.Equal((new PodKey("team", "other"), TimeSpan.Zero, true), _agent.Deleted);
    }

    private Task<int> RunAsync(params string[] arguments) => _cli.RunAsync([.. arguments, "--state-dir", _directory.Path]);
}
